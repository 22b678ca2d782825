"""What a book is made of, whichever file it becomes: parts with chapters, glossary, sources.

Texts are well-formed fragments of XHTML (see `markup`). In the text of a chapter headings begin with `h4`, in that of a
part with `h3`: the title of the book, of its parts and of their chapters stand above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Chapter:
    """A chapter of a part; `address` is where it stands on the site."""

    anchor: str
    title: str
    html: str
    lead: str = ""
    address: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a book, with a text of its own before its chapters; `kicker` is what stands above its title.

    `drawing` is the address of a picture that only adorns it.
    """

    anchor: str
    title: str
    html: str
    kicker: str = ""
    lead: str = ""
    address: str = ""
    chapters: tuple[Chapter, ...] = ()
    drawing: str = ""


@dataclass(frozen=True)
class Term:
    """A word that a book explains; texts link to it as `#term-<code>`."""

    code: str
    term: str
    definition: str


@dataclass(frozen=True)
class Picture:
    """A picture in a text, which names it as `book:<name>`."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Book:
    """A book in one language.

    `key` is the same in every language. `name` is what the book is called as a file; `about` says in a word what kind
    of book it is. `changed_on` is the day on which something in it was last published. `drawing` is the address of a
    picture that only adorns the cover.
    """

    key: str
    language: str
    title: str
    about: str
    lead: str
    name: str
    address: str
    parts: tuple[Part, ...]
    terms: tuple[Term, ...] = ()
    sources: tuple[str, ...] = ()
    funding: str = ""
    changed_on: date | None = None
    drawing: str = ""
    pictures: tuple[Picture, ...] = field(default=(), repr=False)

    @property
    def anchors(self) -> dict[str, str]:
        """The anchors of parts and chapters by their addresses on the site."""
        return {place.address: place.anchor for place in self.places() if place.address}

    def places(self) -> Iterator[Part | Chapter]:
        """Yield all parts and chapters in their order."""
        for part in self.parts:
            yield part
            yield from part.chapters
