"""What somebody has saved, as it is shown: in her language, in another one, or as something that is gone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from practices.elsewhere import Elsewhere, languages_of
from practices.library import Card, library
from practices.saved.models import SavedPractice, SavedPracticeText


@dataclass(frozen=True)
class Saved:
    """A saved practice: `card` where it is there in the reader's language, `elsewhere` the others, neither when gone.

    `texts` are the reader's notes on it, the latest first; more than one where they were written apart.
    """

    key: uuid.UUID
    card: Card | None
    elsewhere: tuple[Elsewhere, ...]
    texts: list[SavedPracticeText]

    @property
    def title(self) -> str:
        """What it is called, in the reader's language or the next best; empty where it is gone."""
        if self.card:
            return self.card.title
        return self.elsewhere[0].title if self.elsewhere else ""

    @property
    def title_language(self) -> str:
        """The language of the title where it isn't the reader's."""
        return self.elsewhere[0].language if self.elsewhere and not self.card else ""

    @property
    def next_version(self) -> uuid.UUID:
        """A name for what is written into its form."""
        return uuid.uuid4()

    @property
    def current(self) -> SavedPracticeText | None:
        """The note that stands in the field: the latest that can be read."""
        return next((row for row in self.texts if row.text is not None), None)

    @property
    def others(self) -> list[SavedPracticeText]:
        """What was written apart from it."""
        return [row for row in self.texts if row is not self.current and row.text is not None]

    @property
    def unreadable(self) -> list[SavedPracticeText]:
        """What no key opens any more."""
        return [row for row in self.texts if row.text is None]


def saved_keys(learner: uuid.UUID | None) -> list[str]:
    """Return the keys of what somebody has saved, the latest first."""
    if learner is None:
        return []
    rows = SavedPractice.objects.filter(learner_id=learner, removed_at=None).order_by("-saved_at", "-pk")
    return [str(key) for key in rows.values_list("practice_key", flat=True)]


def saved_practices(learner: uuid.UUID | None, language: str) -> tuple[list[Saved], list[Saved]]:
    """Return what somebody has saved and what she has removed lately, the latest first, in at most three queries."""
    if learner is None:
        return [], []
    notes = Prefetch("texts", queryset=SavedPracticeText.objects.order_by("-written_at", "-pk"))
    rows = list(SavedPractice.objects.filter(learner_id=learner).order_by("-saved_at", "-pk").prefetch_related(notes))
    shown = described([row.practice_key for row in rows], language)
    found = [Saved(row.practice_key, *shown[row.practice_key], list(row.texts.all())) for row in rows]
    kept = [one for one, row in zip(found, rows, strict=True) if row.removed_at is None]
    return kept, [one for one, row in zip(found, rows, strict=True) if row.removed_at is not None]


def described(keys: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, tuple[Card | None, tuple[Elsewhere, ...]]]:
    """Return each practice in a language, or where that lacks it, in the languages that have it."""
    here = library(language)
    wanted = list(keys)
    cards = {key: here.by_place[place] for key in wanted if (place := here.place_of_key.get(str(key))) is not None}
    others = languages_of([key for key in wanted if key not in cards])
    return {key: (cards.get(key), others.get(key, ())) for key in wanted}
