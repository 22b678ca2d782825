"""Reads a document in this process, as the tests of readers do."""

from __future__ import annotations

from mimi.editors.importing.outline import Block, text_of
from mimi.editors.importing.readers import reader_for


def read(name: str, content: bytes) -> list[Block]:
    """Return the blocks of a document."""
    return reader_for(name, content).read(content, lambda _done, _whole: None)


def words(blocks: list[Block]) -> list[str]:
    """Return all words of blocks in their order."""
    return " ".join(text_of(block).replace(" | ", " ") for block in blocks).split()
