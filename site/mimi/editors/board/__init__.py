"""The translation board: what is translated, what is behind, and what is missing, in each language."""
