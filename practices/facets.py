"""The facets of the library: what practices are filtered by, and how many each value would leave.

Values of one facet add up, facets narrow each other. The count beside a value says how many practices
a click on it would leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.models.vocabularies import (
    Country,
    EvidenceLevel,
    Phase,
    Setting,
    TargetGroup,
    Theme,
    Vocabulary,
)
from practices.shelf import Chosen, Shelf

Names = dict[str, list[tuple[str, str]]]
Address = Callable[[Chosen], str]


@dataclass(frozen=True)
class Facet:
    """One facet: its name in the address, what it is called, where its values stand and what they are sorted by."""

    param: str
    name: str | Promise
    field: str
    model: type[Vocabulary]
    order: str = "sort_order"


FACETS = [
    Facet("theme", _("Theme"), "themes", Theme),
    Facet("group", _("Target group"), "target_groups", TargetGroup),
    Facet("country", _("Country"), "country", Country),
    Facet("setting", _("Setting"), "settings", Setting),
    Facet("phase", _("Phase"), "phases", Phase),
    Facet("evidence", _("Evidence"), "evidence", EvidenceLevel, order="rank"),
]
# What narrows the library beside the facets: the pins of its map, and a problem to start from.
PLACE, PROBLEM = "place", "problem"
FILTERS = (PROBLEM, *(facet.param for facet in FACETS), PLACE)
# Sets of filters that are worth telling as a way out of an empty result.
MOST_WAYS_OUT = 4


def read_choice(query: Any) -> Chosen:
    """Read what is chosen from a query string; unknown filters are left out."""
    return {
        param: sorted({value for value in query.getlist(param) if value})
        for param in FILTERS
        if any(query.getlist(param))
    }


def facet_rows(shelf: Shelf, chosen: Chosen, names: Names, address: Address) -> list[dict[str, Any]]:
    """Return the facets for a template: each value with its count and the address of a click.

    `names` holds (code, name) pairs by facet, in their order. Values that no practice has are left
    out, unless they are chosen.
    """
    rows = []
    for facet in FACETS:
        reachable = shelf.left(chosen, without=[facet.param])
        picked = chosen.get(facet.param, [])
        values = []
        for code, name in names[facet.param]:
            having = shelf.of_code(facet.param, code)
            if not having and code not in picked:
                continue
            values.append(
                {
                    "id": code,
                    "name": name,
                    "count": (having & reachable).bit_count(),
                    "selected": code in picked,
                    "url": address(toggled(chosen, facet.param, code)),
                }
            )
        rows.append({"name": facet.name, "param": facet.param, "values": values})
    return rows


def ways_out(shelf: Shelf, chosen: Chosen) -> list[tuple[tuple[str, ...], int]]:
    """Return which filters to drop where nothing is left, and how many practices each way would leave.

    The fewest filters that help, those that leave most first; none where the library is empty anyway.
    """
    used = [param for param in FILTERS if chosen.get(param)]
    for size in range(1, len(used) + 1):
        found = [(drop, shelf.left(chosen, without=drop).bit_count()) for drop in combinations(used, size)]
        helping = sorted((way for way in found if way[1]), key=lambda way: -way[1])
        if helping:
            return helping[:MOST_WAYS_OUT]
    return []


def toggled(chosen: Chosen, param: str, code: str) -> Chosen:
    """Return the choice after a click on a value."""
    picked = set(chosen.get(param, []))
    picked.symmetric_difference_update({code})
    return {**chosen, param: sorted(picked)}


def pairs(chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Return what is chosen as names and values, in the filters' order."""
    return ((param, code) for param in FILTERS for code in chosen.get(param, []))


def query_string(chosen: Chosen, **more: str | int) -> str:
    """Return the query string of a choice, in the filters' order; empty where nothing is chosen.

    `more` holds what else stands in the address; what is empty is left out.
    """
    found = [*pairs(chosen), *((name, str(value)) for name, value in more.items() if value)]
    return f"?{urlencode(found)}" if found else ""
