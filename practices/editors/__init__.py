"""What the rooms of the editors need of the library."""
