"""What the course adds to the rooms of editors."""
