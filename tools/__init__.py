"""What the Makefile calls; each tool also runs by itself as `python -m tools.<name>`."""
