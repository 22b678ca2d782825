"""What state each translation is in: the one place that works it out."""
