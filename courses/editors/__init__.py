"""What the courses add to the editors' room."""
