"""Texts that somebody has typed, made fit for a document."""

from __future__ import annotations

import re
import unicodedata

# What XML 1.0, 2.2 (and so a Word file) has no place for, and controls that no page shows.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FROM_RIGHT = ("R", "AL")


def without_controls(text: str) -> str:
    """Return a text without control characters other than tabs and line breaks, which become plain line feeds."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n"))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what an empty line parts. Each may hold line breaks."""
    parts = re.split(r"\n(?:[^\S\n]*\n)+", without_controls(text).strip("\n"))
    return [part for part in parts if part.strip()]


def reads_from_right(text: str) -> bool:
    """Return whether a paragraph runs from right to left: its first letter decides (Unicode UAX 9, P2 and P3)."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", *_FROM_RIGHT):
            return direction != "L"
    return False
