"""Strings that know where they stand in a file."""

from __future__ import annotations

from pathlib import Path


class Text(str):
    """Plain text with its place; `line` counts from 1."""

    __slots__ = ("file", "line")

    file: Path
    line: int

    def __new__(cls, value: str, file: Path, line: int) -> Text:
        text = super().__new__(cls, value)
        text.file = file
        text.line = line
        return text


class Markdown(Text):
    """Text to be turned into rich text, once it is known where its links lead."""
