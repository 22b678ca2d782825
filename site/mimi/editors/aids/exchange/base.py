"""What every file format does, and what passes between files and the site."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

# For a file of one page and for one of a whole language; in bytes, in segments, and in characters of one text.
LARGEST_FILE = 10 * 1024 * 1024
MOST_UNITS = 100_000
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Unit:
    """A segment on its way out. `unsure`: a machine has written it, and nobody has confirmed it."""

    path: str
    english: str
    translation: str
    unsure: bool
    note: str
    longest: int | None = None


@dataclass(frozen=True)
class Document:
    """A page or snippet on its way out; `uuid` is its translation's."""

    uuid: str
    title: str
    source_language: str
    target_language: str
    made_at: datetime
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class ReadUnit:
    """A segment as a file brings it; `unsure`: whoever worked on it has marked it as unfinished."""

    path: str
    english: str
    translation: str
    unsure: bool
    line: int


@dataclass(frozen=True)
class ReadDocument:
    """A page or snippet as a file brings it; what the file doesn't say is empty or None.

    `file` names the file in an archive.
    """

    uuid: str
    title: str
    target_language: str
    made_at: datetime | None
    units: tuple[ReadUnit, ...]
    line: int
    file: str = ""


class BrokenFileError(Exception):
    """A file that can't be read: a sentence for the one who sent it, the line, and the file in an archive."""

    def __init__(self, sentence: str, line: int | None = None, file: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line
        self.file = file


class Format(ABC):
    """A kind of file; the registry `FORMATS` holds one of each."""

    name: str
    label: str
    suffix: str
    media_type: str

    @abstractmethod
    def write(self, documents: Sequence[Document]) -> bytes:
        """Return the file that holds these documents."""

    @abstractmethod
    def read(self, data: bytes) -> list[ReadDocument]:
        """Return what a file holds.

        Raises:
            BrokenFileError: it is no such file, or not a whole one.
        """


FORMATS: dict[str, Format] = {}


def register(format_class: type[Format]) -> type[Format]:
    """Add a format; used as a decorator."""
    FORMATS[format_class.name] = format_class()
    return format_class
