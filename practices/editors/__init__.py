"""What the library adds to the room of the editors."""
