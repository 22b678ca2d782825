"""What stands on slides, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is."""

    PLAIN = "plain"
    STRONG = "strong"
    HEADING = "heading"
    SOFT = "soft"
    BULLET = "bullet"
    # With a mark of its own before it: a letter, a number, minutes.
    MARKED = "marked"
    STEP = "step"
    UNDER = "under"
    TIMED = "timed"
    RIGHT = "right"


class Layout(StrEnum):
    """What a slide is for; each has a layout in the file, of one column and mostly of two."""

    COVER = "cover"
    OPENER = "opener"
    PAGE = "page"
    PAIR = "pair"
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True)
class Text:
    """A paragraph; `mark` hangs before it."""

    text: str
    kind: Kind = Kind.PLAIN
    mark: str = ""


# Paragraphs that stay together on a slide.
Unit = tuple[Text, ...]


@dataclass(frozen=True)
class Column:
    """What stands on a slide in one language.

    The n-th unit of a column stands on the same slide as the n-th of the other. `kicker` is the line above the title,
    `notes` are the speaker's.
    """

    language: str
    title: str
    kicker: str = ""
    units: tuple[Unit, ...] = ()
    notes: tuple[str, ...] = ()
    # What is added to the title where the slide goes on.
    goes_on: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of a slide; what it shows, in the language of the first column."""

    content: bytes
    shows: str = ""


@dataclass(frozen=True)
class Slide:
    """A slide, or several where it needs them. `begin` and `end` say which part of the whole it takes, from 0 to 1."""

    layout: Layout
    columns: tuple[Column, ...]
    begin: float = 0.0
    end: float = 0.0
    picture: Picture | None = None
    # A drawing of the site, as SVG.
    drawing: str = ""


@dataclass(frozen=True)
class About:
    """What a file says of itself; `foot` stands at the foot of its slides."""

    language: str
    title: str
    author: str
    subject: str
    foot: str
    changed_at: datetime
    layouts: dict[str, str] = field(default_factory=dict)
