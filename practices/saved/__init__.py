"""Practices that somebody has saved, each with a private note."""
