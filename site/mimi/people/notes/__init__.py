"""Private notes that nothing is overwritten in: what every room that keeps some has in common."""
