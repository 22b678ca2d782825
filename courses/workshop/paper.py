"""A trainer's pack on paper, in one language or in two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from courses.workshop.pack import Pack, Sheet
from mimi.books import pdf
from mimi.paper import pdf_of

STYLE = Path(__file__).with_name("workshop.css")


@dataclass(frozen=True)
class Cell:
    """What stands in one language; `it` is None where the language lacks it."""

    language: str
    it: Any


def written(packs: Sequence[Pack], length: int) -> str:
    """Return a pack as one HTML document; the first language is the document's."""
    first = packs[0]
    context = {
        "language": first.language,
        "packs": packs,
        "first": first,
        "length": length,
        "steps": _together(packs, [pack.steps for pack in packs]),
        "handouts": _sheets(packs, [pack.handouts for pack in packs]),
        "exercises": _sheets(packs, [pack.exercises for pack in packs]),
        "questions": _together(packs, [pack.questions for pack in packs]),
        "site_url": settings.SITE_URL,
        "words": _headings([pack.language for pack in packs], length),
    }
    with override(first.language):
        return render_to_string("courses/workshop/pack.html", context)


def as_pdf(html: str) -> bytes:
    """Return a written pack as a PDF.

    Raises:
        PaperUnavailableError: see there.
    """
    return pdf_of(html, pdf.STYLE.read_text() + STYLE.read_text(), {})[0]


def _together(packs: Sequence[Pack], lists: Sequence[Iterable[Any]]) -> list[list[Cell]]:
    """Return what belongs together by its key, in the order of the first list."""
    by_key = [{thing.key: thing for thing in things} for things in lists]
    return [
        [Cell(pack.language, known.get(key)) for pack, known in zip(packs, by_key, strict=True)] for key in by_key[0]
    ]


def _sheets(packs: Sequence[Pack], lists: Sequence[list[Sheet]]) -> list[dict[str, Any]]:
    """Return handouts or exercises: their titles, and their pieces."""
    return [
        {"titles": cells, "rows": _together(packs, [cell.it.pieces if cell.it else [] for cell in cells])}
        for cells in _together(packs, lists)
    ]


def _headings(languages: Sequence[str], length: int) -> dict[str, list[Cell]]:
    """Return the headings of a pack in its languages."""
    found: dict[str, list[Cell]] = {}
    for language in languages:
        with override(language):
            for name, text in headings(length).items():
                found.setdefault(name, []).append(Cell(language, text))
    return found


def headings(length: int) -> dict[str, str]:
    """Return the headings of a pack of so many minutes in the active language."""
    return {
        "pack": _("Trainer’s pack"),
        "minutes": ngettext("%(count)s minute", "%(count)s minutes", length) % {"count": length},
        "outcomes": _("What you will be able to do"),
        "plan": _("Plan of the workshop"),
        "time": pgettext("minutes of a plan", "Minutes"),
        "what": _("What you do"),
        "handouts": _("Handouts"),
        "exercises": _("Exercises"),
        "quiz": _("Quiz"),
        "name": _("Name"),
        "key": _("Key to the quiz"),
    }
