"""Checks the words of the practice set in all languages: `python -m tools.check_content`, part of `make check`.

The loader checks that content files are well formed and alike in structure. What is checked here is what a good
editor sees: spelling, the right language, typography, how long things are, and answers that give themselves away.
Each module holds the rules of one kind; a rule is a function from texts to findings.
"""
