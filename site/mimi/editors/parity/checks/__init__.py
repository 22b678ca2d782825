"""The checks that every page needs, one module for each thing that is compared; those of a kind of page register
themselves from its own app.
"""

from mimi.editors.parity.checks import blocks, languages, marks, texts

__all__ = ["blocks", "languages", "marks", "texts"]
