"""Adaptations: what others have made of a practice, told by them, read by the editors, shown beside the original."""
