"""Template tags of the editors' room."""
