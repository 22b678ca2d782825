"""A plan on paper (PDF): to be read, printed and ticked off, with room for who and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.paper import paragraphs, reads_from_right, render_pdf
from practices.plans.exports.base import ExportFormat, NothingToExportError
from practices.plans.exports.contents import Contents, Line, Part
from practices.plans.models import Kind
from practices.plans.words import Words

# Some thirty sheets, ten times a usual plan. With very long paragraphs, they keep a server busy for up to seven
# seconds. Files of other kinds have room for all that a plan may hold.
MOST_LETTERS = 60_000


class PdfExport(ExportFormat):
    """A PDF, tagged for screen readers."""

    ending = "pdf"
    content_type = "application/pdf"
    label = _("PDF")

    def write(self, plan: Contents) -> bytes:
        """Return the PDF."""
        if plan.letters > MOST_LETTERS:
            raise NothingToExportError(too_much(plan.letters))
        context = {
            "plan": plan,
            "title": _typed(plan.title),
            "parts": [{"part": part, "entries": list(_entries(part))} for part in plan.parts],
        }
        return render_pdf("practices/plans/paper.html", context, plan.language)


def too_much(letters: int) -> str:
    """Say that a plan is too long for a PDF."""
    return gettext(
        "The texts of this plan have %(length)s characters together, and a PDF has room for %(most)s. "
        "Take it along as a Word file or a table: they hold all of it."
    ) % {
        "length": number_format(letters, use_l10n=True, force_grouping=True),
        "most": number_format(MOST_LETTERS, use_l10n=True, force_grouping=True),
    }


def _entries(part: Part) -> Iterator[dict[str, Any]]:
    for entry in part.entries:
        yield {
            "entry": entry,
            "title": _typed(entry.title),
            "is_step": part.kind.kind == Kind.STEP,
            "is_lesson": part.kind.kind == Kind.LESSON,
            "text": _paragraphs(line.words) if (line := entry.line("text")) else [],
            "facts": [_fact(line) for line in entry.lines if not line.long],
            "remarks": [_fact(line) for line in entry.lines if line.long and line.words and line.name != "text"],
        }


def _fact(line: Line) -> dict[str, Any]:
    return {"label": line.label, "paragraphs": _paragraphs(line.words)}


def _typed(words: Words) -> dict[str, Any]:
    return {"text": words.text, "language": words.language, "rtl": reads_from_right(words.text)}


def _paragraphs(words: Words) -> list[dict[str, Any]]:
    return [_typed(Words(part, words.language)) for part in paragraphs(words.text)]
