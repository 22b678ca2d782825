"""Up to four practices side by side: the same for everybody, in the order of the address, which can be passed on."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mimi.pages.cache.tags import collecting, depends_on
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from practices.elsewhere import Elsewhere, languages_of
from practices.facts import facts, judgements
from practices.library import codes_of, library, library_link
from practices.models import PracticePage
from practices.shelf import Codes

MOST = 4
PRACTICE, ONLY = "p", "only"
DIFFERENCES = "differences"


@dataclass(frozen=True)
class Column:
    """A practice that is compared; `without` is the address of the comparison without it."""

    key: str
    title: str
    url: str
    without: str


@dataclass(frozen=True)
class Row:
    """One thing that practices are compared by; `cells` stand in the order of the columns.

    `kind` says what a cell holds: "values" a list of texts, "judged" a `Judgement`, "prose" rich text, "steps" a list
    of titles. `differs` says whether the practices aren't all the same in it.
    """

    label: str
    kind: str
    cells: list[Any]
    differs: bool


@dataclass
class Asked:
    """What an address asks to compare.

    `keys` are the practices that are there in the language, in their order. `left_out` are those beyond the fourth,
    `elsewhere` those that the language lacks, by their other languages; `unknown` counts what is no practice.
    """

    keys: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    elsewhere: list[tuple[Elsewhere, ...]] = field(default_factory=list)
    unknown: int = 0
    has_slugs: bool = False
    is_exact: bool = False


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show practices side by side, or how to choose some; names are led to keys, which every language has.

    With nothing but what is no practice, the status is 404.
    """
    language = current_language()
    only = request.GET.get(ONLY) == DIFFERENCES
    with collecting() as tags:
        depends_on("restrictions")
        asked = read(request.GET, language)
        if asked.has_slugs:
            return HttpResponseRedirect(address([*asked.keys, *asked.left_out], only=only))
        response = _show(request, asked, language, only=only)
    return for_everybody(response, tags if asked.is_exact else None)


def address(keys: Iterable[str], *, only: bool = False) -> str:
    """Return the address of a comparison in the active language."""
    pairs = [*((PRACTICE, key) for key in keys), *([(ONLY, DIFFERENCES)] if only else [])]
    return reverse("compare") + (f"?{urlencode(pairs)}" if pairs else "")


def read(query: QueryDict, language: str) -> Asked:
    """Read which practices are asked for: by key, or by the last part of their address."""
    here = library(language)
    asked, given = Asked(), query.getlist(PRACTICE)
    missing: list[uuid.UUID] = []
    for value in dict.fromkeys(given):
        key = _key(value)
        if key is None and (found := _by_slug(value, language)):
            asked.has_slugs = True
            asked.keys.append(found)
        elif key is None:
            asked.unknown += 1
        elif str(key) in here.place_of_key:
            asked.keys.append(str(key))
        else:
            missing.append(key)
    asked.keys = list(dict.fromkeys(asked.keys))
    asked.keys, asked.left_out = asked.keys[:MOST], asked.keys[MOST:]
    others = languages_of(missing[:MOST])
    asked.elsewhere = list(others.values())
    asked.unknown += len(missing) - len(others)
    # Only such addresses are kept as links of ours have, lest made-up ones fill the cache.
    asked.is_exact = (
        asked.keys == given
        and set(query) <= {PRACTICE, ONLY}
        and query.getlist(ONLY) in ([], [DIFFERENCES])
        and not (ONLY in query and len(given) < 2)
    )
    return asked


def _key(value: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(value)
    except ValueError:
        return None


def _by_slug(slug: str, language: str) -> str | None:
    return next((card.key for card in library(language).by_place if card.url.endswith(f"/{slug}/")), None)


def _show(request: HttpRequest, asked: Asked, language: str, *, only: bool) -> HttpResponse:
    pages = _pages(asked.keys, language)
    rows = comparison(pages, codes_of(PracticePage.objects.filter(pk__in=[page.pk for page in pages])))
    here = library(language)
    context = {
        "columns": [_column(key, asked.keys, here.by_place[here.place_of_key[key]], only) for key in asked.keys],
        "rows": [row for row in rows if row.differs or not only],
        "same": sum(not row.differs for row in rows),
        "only": only,
        "all_url": address(asked.keys),
        "differences_url": address(asked.keys, only=True),
        "left_out": [here.by_place[here.place_of_key[key]].title for key in asked.left_out],
        "elsewhere": asked.elsewhere,
        "unknown": asked.unknown,
        "most": MOST,
        "library": library_link(language),
    }
    nothing = asked.unknown and not asked.keys and not asked.elsewhere
    return render(request, "practices/compare.html", context, status=404 if nothing else 200)


def _column(key: str, keys: Sequence[str], card: Any, only: bool) -> Column:
    return Column(key, card.title, card.url, address([other for other in keys if other != key], only=only))


def _pages(keys: Sequence[str], language: str) -> list[PracticePage]:
    """Read practices in the order of their keys, in two queries."""
    if not keys:
        return []
    found = PracticePage.objects.live().filter(translation_key__in=keys, locale__language_code=language)
    by_key = {str(page.translation_key): page for page in found.select_related("locale").prefetch_related("steps")}
    depends_on(*(f"content:{page.pk}" for page in by_key.values()))
    return [by_key[key] for key in keys]


def comparison(pages: Sequence[PracticePage], by_facet: dict[str, dict[int, frozenset[str]]]) -> list[Row]:
    """Return what practices are compared by; a row that no practice says anything in is left out."""
    if not pages:
        return []
    codes: list[Codes] = [
        {param: by_page.get(page.pk, frozenset()) for param, by_page in by_facet.items()} for page in pages
    ]
    both = list(zip(pages, codes, strict=True))
    rows = [*_facet_rows(both), *_judged_rows(both), *_text_rows(pages)]
    return [row for row in rows if any(row.cells)]


def _facet_rows(both: Sequence[tuple[PracticePage, Codes]]) -> list[Row]:
    judged = {str(line.label) for line in judgements(*both[0])}
    columns = [[fact for fact in facts(page, codes) if fact["label"] not in judged] for page, codes in both]
    return [
        _row(line[0]["label"], "values", [fact["values"] for fact in line], sorted)
        for line in zip(*columns, strict=True)
    ]


def _judged_rows(both: Sequence[tuple[PracticePage, Codes]]) -> list[Row]:
    columns = [judgements(page, codes) for page, codes in both]
    return [
        _row(line[0].label, "judged", [one if one.value or one.reason else None for one in line], _verdict)
        for line in zip(*columns, strict=True)
    ]


def _verdict(judgement: Any) -> str:
    return judgement.value if judgement else ""


def _text_rows(pages: Sequence[PracticePage]) -> list[Row]:
    def prose(label: str, name: str) -> Row:
        return _row(label, "prose", [getattr(page, name) for page in pages])

    return [
        prose(_("The need it answers"), "need"),
        _row(_("How it works, step by step"), "steps", [[step.title for step in page.steps.all()] for page in pages]),
        prose(_("Team and resources"), "team"),
        prose(_("What came of it"), "results"),
        prose(_("What to watch out for"), "watch_out"),
        prose(_("What an employer can take from it"), "employers"),
    ]


def _row(label: str, kind: str, cells: list[Any], what_counts: Callable[[Any], Any] = lambda cell: cell) -> Row:
    first = what_counts(cells[0])
    return Row(label, kind, cells, differs=any(what_counts(cell) != first for cell in cells[1:]))
