"""What the course adds to the editors' rooms."""
