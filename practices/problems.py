"""Problems to start from: which practices answer each, and in which order."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.sections import register_home_section
from practices.facets import FACETS, PROBLEM, query_string
from practices.library import Library, library, library_link
from practices.shelf import Bits

if TYPE_CHECKING:
    from mimi.pages.models import HomePage
    from practices.models import Problem

TEXT, WHY, PICK = "text", "why", "pick"
FILTERED_BY = [facet for facet in FACETS if facet.param in ("theme", "group", "setting", "phase")]


@dataclass
class Entry:
    """A problem in one language: its words, the codes that it leads to by facet, and the practices shown first."""

    code: str
    text: str = ""
    why: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)
    picks: list[str] = field(default_factory=list)


def problems(language: str) -> Mapping[str, Entry]:
    """Return the problems by their codes, in the editors' order; what isn't translated stays English.

    Read in one query and then kept.
    """
    return cached(f"problems:{language}", lambda: _read(language))


def _read(language: str) -> dict[str, Entry]:
    from practices.models import Problem

    label = Problem._meta.label_lower
    depends_on(f"{label}:{language}", f"{label}:{SOURCE_LANGUAGE}")
    spoken = Problem.objects.filter(locale__language_code__in=[SOURCE_LANGUAGE, language])
    source = Problem.objects.filter(locale__language_code=SOURCE_LANGUAGE)
    queries = [
        _rows(spoken, TEXT, "text", "sort_order"),
        _rows(spoken, WHY, "why", "sort_order"),
        *(
            _rows(source.filter(**{f"{facet.field}__isnull": False}), facet.param, f"{facet.field}__code", "sort_order")
            for facet in FILTERED_BY
        ),
        _rows(
            source.filter(picks__isnull=False),
            PICK,
            Cast("picks__page__translation_key", CharField()),
            "picks__sort_order",
        ),
    ]
    entries: dict[str, Entry] = {}
    # The source language comes first, and its order counts; another's words take the place of its.
    rows = sorted(queries[0].union(*queries[1:], all=True), key=lambda row: (row[2] != SOURCE_LANGUAGE, row[-1] or 0))
    for kind, code, _language, value, _order in rows:
        entry = entries.setdefault(code, Entry(code))
        if kind in (TEXT, WHY):
            setattr(entry, kind, value)
        elif kind == PICK:
            entry.picks.append(str(uuid.UUID(value)))
        else:
            entry.filters.setdefault(kind, []).append(value)
    return entries


def _rows(found: QuerySet[Problem], kind: str, value: Any, order: str) -> Any:
    """Return (kind, code, language, value, order) of some problems."""
    return found.order_by().values_list(Value(kind), "code", "locale__language_code", value, order)


def answering(shelf_of: Library, entry: Entry) -> Bits:
    """Return the practices that answer a problem: those that it leads to, and those that are picked in any case."""
    bits = shelf_of.shelf.left(entry.filters) if entry.filters else 0
    for place in _picked(shelf_of, entry):
        bits |= 1 << place
    return bits


def relevance(language: str, entry: Entry) -> list[int]:
    """Return all places in the order of a problem: picked ones first, then those that have more of what it leads to."""
    return cached(f"relevance:{language}:{entry.code}", lambda: _by_relevance(library(language), language, entry.code))


def _by_relevance(shelf_of: Library, language: str, code: str) -> list[int]:
    entry = problems(language).get(code, Entry(code))
    shelf = shelf_of.shelf
    picked = _picked(shelf_of, entry)
    points = Counter(
        place
        for param, codes in entry.filters.items()
        for value in codes
        for place in shelf.places(shelf.of_code(param, value))
    )
    others = sorted(set(range(shelf.count)).difference(picked), key=lambda place: (-points[place], place))
    return [*picked, *others]


def _picked(shelf_of: Library, entry: Entry) -> list[int]:
    return [shelf_of.place_of_key[key] for key in entry.picks if key in shelf_of.place_of_key]


def ways_in(language: str) -> list[dict[str, str]]:
    """Return the problems that some practice answers, each with the address of the library that shows it."""
    here = library_link(language)
    if not here:
        return []
    shown = library(language)
    return [
        {"code": entry.code, "text": entry.text, "url": here["url"] + query_string({PROBLEM: [entry.code]})}
        for entry in problems(language).values()
        if answering(shown, entry)
    ]


@register_home_section
def home_problems(home: HomePage) -> dict[str, Any]:
    """Show the problems to start from on the home page."""
    return home.lazily(library_problems=lambda: ways_in(home.locale.language_code))
