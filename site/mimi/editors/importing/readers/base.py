"""What a reader of a format is, and how the one for a file is found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import ClassVar

from mimi.editors.importing.outline import Block
from mimi.editors.importing.problems import DocumentError

# Told now and then: how much has been read, of how much.
Progress = Callable[[int, int], None]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_readers: list[type[Reader]] = []


class Reader(ABC):
    """Reads one format."""

    suffixes: ClassVar[tuple[str, ...]]
    # What each file of the format begins with; nothing for plain text.
    signature: ClassVar[bytes] = b""

    def __init__(self) -> None:
        # What was left out of a document, by the codes of `problems.NOTES`.
        self.notes: list[str] = []

    @abstractmethod
    def read(self, content: bytes, tell: Progress) -> list[Block]:
        """Return the blocks of a document.

        Raises:
            DocumentError: it can't be read; it says why.
        """

    @classmethod
    def begins(cls, content: bytes) -> bool:
        """Say whether a file begins as the format does."""
        return cls.signature in content[:1024] if cls.signature else True


def register(reader: type[Reader]) -> type[Reader]:
    """Make a reader known; used as a decorator."""
    _readers.append(reader)
    return reader


def suffixes() -> Iterator[str]:
    """Return what names of files that can be read end in."""
    for reader in _readers:
        yield from reader.suffixes


def reader_for(name: str, content: bytes) -> Reader:
    """Return the reader for a file by its name and first bytes.

    Raises:
        DocumentError: there is none, or the file isn't what its name says.
    """
    suffix = PurePath(name).suffix.lower()
    if not content:
        raise DocumentError("empty")
    if suffix == ".doc":
        raise DocumentError("old-word")
    found = next((reader for reader in _readers if suffix in reader.suffixes), None)
    if found is None:
        raise DocumentError("unknown-kind")
    if content.startswith(OLE):
        # Word keeps a document with a password in the container of its old format.
        raise DocumentError("encrypted" if suffix == ".docx" else "not-what-it-says")
    others = [reader for reader in _readers if reader.signature and reader is not found]
    if not found.begins(content) or (not found.signature and any(other.begins(content[:8]) for other in others)):
        raise DocumentError("not-what-it-says")
    return found()
