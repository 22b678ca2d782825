"""What there is to find: each room of the house registers its kinds of results, and who reads its pages and entries.

A page whose model nobody reads is found by its title, its summary and its running text, among "Pages".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

# How a page or entry counts beside others with the same words, in per cent.
USUAL = 100


@dataclass(frozen=True)
class Kind:
    """A group of results: its name in the address, what it is called, and its place among the groups."""

    name: str
    label: str | Promise
    order: int


@dataclass
class Content:
    """What is read of a page or an entry, as plain text in its own language.

    `about` is a line that says whose or where it is; `terms` are words that describe it and aren't shown.
    """

    title: str
    summary: str = ""
    about: str = ""
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


Reader = Callable[[Any], Content]


@dataclass(frozen=True)
class Source:
    """How pages or entries of a model are read; `label` says what one of them is, such as "Lesson"."""

    model: str
    kind: str
    label: str | Promise
    read: Reader
    prior: int = USUAL


@dataclass(frozen=True)
class WayIn:
    """A heading and links, (title, address) pairs, for a reader who hasn't found or asked anything yet."""

    heading: str
    links: Sequence[tuple[str, str]]


WaysIn = Callable[[str], WayIn | None]
_kinds: dict[str, Kind] = {}
_pages: dict[str, Source] = {}
_entries: dict[str, Source] = {}
_ways_in: list[tuple[int, WaysIn]] = []


def register_kind(name: str, label: str | Promise, *, order: int) -> None:
    """Add a group of results."""
    _kinds[name] = Kind(name, label, order)


def register_pages(model: str, kind: str, label: str | Promise, prior: int = USUAL) -> Callable[[Reader], Reader]:
    """Register a function that reads the pages of a model, such as "courses.lessonpage"; used as a decorator."""

    def register(read: Reader) -> Reader:
        _pages[model] = Source(model, kind, label, read, prior)
        return read

    return register


def register_entries(model: str, kind: str, label: str | Promise, prior: int = USUAL) -> Callable[[Reader], Reader]:
    """Register a function that reads entries that have no page of their own; used as a decorator.

    Their model has a `translation_key` and a `locale`. What is found of them is shown in place: title and summary.
    """

    def register(read: Reader) -> Reader:
        _entries[model] = Source(model, kind, label, read, prior)
        return read

    return register


def register_ways_in(*, order: int) -> Callable[[WaysIn], WaysIn]:
    """Register a function that returns popular ways in for a language; used as a decorator."""

    def register(build: WaysIn) -> WaysIn:
        _ways_in.append((order, build))
        return build

    return register


def kinds() -> list[Kind]:
    """Return the groups of results in their order."""
    return sorted(_kinds.values(), key=lambda kind: kind.order)


def page_source(model: str) -> Source:
    """Return how pages of a model are read; those that nobody has registered are read as running text."""
    from mimi.search.own_pages import ANY_PAGE

    return _pages.get(model, ANY_PAGE)


def entry_sources() -> list[Source]:
    """Return how entries are read."""
    return list(_entries.values())


def source_of(model: str) -> Source:
    """Return how a page or an entry of a model is read."""
    return _entries.get(model) or page_source(model)


def ways_in(language: str) -> list[WayIn]:
    """Return the popular ways in."""
    built = (build(language) for _order, build in sorted(_ways_in, key=lambda row: row[0]))
    return [way for way in built if way is not None and way.links]
