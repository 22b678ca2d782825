"""Which books there are: each room of the house registers those that it writes.

@register_book("course", wanted)
def handbook(key: str, language: str) -> Book | None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mimi.books.content import Book

Wanted = Callable[[], Iterable[tuple[str, str]]]
Write = Callable[[str, str], Book | None]


@dataclass(frozen=True)
class Kind:
    """A kind of book.

    `wanted` returns the key and the language of each book that there should be. `write` returns a book, or None where
    there is nothing that everybody may see; what it depends on it notes with `depends_on`.
    """

    name: str
    wanted: Wanted
    write: Write


_kinds: dict[str, Kind] = {}


def register_book(name: str, wanted: Wanted) -> Callable[[Write], Write]:
    """Register a function that writes the books of a kind; used as a decorator."""

    def register(write: Write) -> Write:
        _kinds[name] = Kind(name, wanted, write)
        return write

    return register


def kinds() -> list[Kind]:
    """Return all kinds of books."""
    return list(_kinds.values())


def kind_of(name: str) -> Kind | None:
    """Return a kind by its name."""
    return _kinds.get(name)
