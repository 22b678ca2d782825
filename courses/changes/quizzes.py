"""What a learner is told of a quiz that has changed since she began it, or since she took it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.changes.editions import Change, changes_in, edition_in, together

if TYPE_CHECKING:
    from courses.progress.models import QuizAttempt
    from courses.progress.quizzes import QuizSheet


@dataclass(frozen=True)
class QuizNews:
    """That a quiz has changed: whether in the middle of an attempt, and what the editors say of it."""

    in_the_middle: bool
    note: str


def quiz_news(sheet: QuizSheet, attempt: QuizAttempt | None) -> QuizNews | None:
    """Return what is new in a quiz to somebody who looks at this attempt of hers."""
    if attempt is None:
        return None
    change = together(_since_begun(sheet, attempt) if attempt.is_open else _since_taken(sheet, attempt))
    return QuizNews(attempt.is_open, change.note) if change else None


def _since_begun(sheet: QuizSheet, attempt: QuizAttempt) -> list[Change]:
    """Return the changes to the quiz, or to questions that were drawn from others, since an attempt was begun."""
    drawn = set(attempt.drawn)
    return [
        change
        for key, changes in changes_in(sheet.outline.language).items()
        for change in changes
        if change.since > attempt.started_at and (key == sheet.key or not drawn.isdisjoint(change.blocks))
    ]


def _since_taken(sheet: QuizSheet, attempt: QuizAttempt) -> list[Change]:
    seen = edition_in(attempt.language, sheet.key, attempt.finished_at)
    return [change for change in changes_in(sheet.outline.language).get(sheet.key, ()) if change.edition > seen]
