"""What the library adds to the editors' room."""
