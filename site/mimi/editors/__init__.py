"""What editors work with: roles, the translation board, the gate before a publish, help, and documents read in."""
