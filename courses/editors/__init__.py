"""What the course tells the editors' room about itself."""
