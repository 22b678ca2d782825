"""What the editor is offered beside each text: the glossary's terms, and what was translated before."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail_localize.models import Translation

from mimi.editors.aids.glossaries import Term, glossary
from mimi.editors.aids.memory import Match, matches_of
from mimi.editors.aids.rows import Row
from mimi.editors.aids.texts import plain


@dataclass(frozen=True)
class Help:
    """What there is beside one text. `matches` is None where nobody has looked yet."""

    row: Row
    terms: list[Term]
    matches: list[Match] | None

    @property
    def is_open(self) -> bool:
        """Whether it is of use at once: where something is still to be done."""
        return not self.row.done and bool(self.terms or self.matches)

    @property
    def machine(self) -> str:
        """The name of the machine that has written it, where nobody has confirmed that."""
        return str(self.row.stored.tool_name) if self.row.stored and self.row.unconfirmed else ""

    @property
    def confirm_url(self) -> str:
        """Where a person confirms it."""
        return reverse("aids:confirm", args=[self.row.translation.pk, self.row.segment.pk])


def help_for(
    translation: Translation, rows: Sequence[Row], user: Any, *, remember: Container[int] | None = None
) -> list[Help]:
    """Return what there is beside each of some rows, by a fixed number of queries.

    The memory is asked only for segments in `remember`; for all of them when it is None.
    """
    wanted = [row for row in rows if remember is None or row.segment.pk in remember]
    matches = matches_of(translation, wanted, user)
    terms = glossary(translation.source.locale.language_code, translation.target_locale.language_code)
    return [Help(row, terms.terms_in(plain(row.english)), matches.get(row.segment.pk)) for row in rows]
