"""Review: questions that were answered before come back at growing intervals, a few at a time."""
