"""Looking back at attempts: all of a quiz, and one with each question as it was answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse

from courses.progress.models import QuizAnswer, QuizAttempt
from courses.progress.quizzes import QuizSheet, Sitting, answered, changed_since


def attempt_rows(learner: uuid.UUID | None, sheet: QuizSheet) -> dict[str, Any]:
    """Return a learner's attempts at a quiz, the newest first, with what was missed in each; in three queries.

    `best` and `latest` are in per cent, None before the first finish; `missed_url` is set where the latest has misses.
    """
    attempts = _attempts(learner, sheet)
    finished = [attempt for attempt in attempts if attempt.finished_at]
    missed = _missed(finished, sheet)
    latest = max(finished, key=lambda attempt: attempt.ended_at, default=None)
    can_repeat = latest and missed[latest.pk] and not sheet.draws and not any(a.is_open for a in attempts)
    return {
        "course": sheet.outline,
        "module": sheet.outline.module_with(sheet.key),
        "best": max((attempt.percent for attempt in finished), default=None),
        "latest": latest.percent if latest else None,
        "missed_url": reverse("quiz_missed", args=[sheet.key]) if can_repeat else "",
        "attempts": [
            {
                "number": attempt.number,
                "url": reverse("quiz_attempt", args=[sheet.key, attempt.number]) if attempt.finished_at else "",
                "when": attempt.ended_at,
                "language": attempt.language,
                "open": attempt.is_open,
                "percent": attempt.percent,
                "passed": attempt.passed,
                "missed": missed.get(attempt.pk, []),
            }
            for attempt in reversed(attempts)
        ],
    }


def one_attempt(learner: uuid.UUID | None, sheet: QuizSheet, number: int) -> dict[str, Any] | None:
    """Return one finished attempt with its questions as they were answered; None where there is none."""
    attempt = next((a for a in _attempts(learner, sheet) if a.number == number and a.finished_at), None)
    if attempt is None:
        return None
    sheet = sheet.for_attempt(attempt)
    answers = {str(row.question_id): row for row in attempt.answers.all()}
    held = answered(sheet, Sitting(attempt, attempt.number, answers))
    return {
        "course": sheet.outline,
        "module": sheet.outline.module_with(sheet.key),
        "attempt": attempt,
        "questions": [one.variables(sheet) for one in held],
        "correct": sum(one.answer.correct for one in held),
        "total": len(held),
    }


def _attempts(learner: uuid.UUID | None, sheet: QuizSheet) -> list[QuizAttempt]:
    if learner is None:
        return []
    rows = QuizAttempt.objects.filter(learner_id=learner, quiz_key=sheet.key, merged_into=None)
    return list(rows.order_by("number"))


def _missed(attempts: list[QuizAttempt], sheet: QuizSheet) -> dict[Any, list[str]]:
    """Return the prompts of what was missed in each attempt, in this language where the question is still the same."""
    rows = list(QuizAnswer.objects.filter(attempt__in=attempts, correct=False, version__isnull=False))
    then = changed_since(sheet, rows)
    now = {question.id: question.prompt for question in sheet.questions}
    found: dict[Any, list[str]] = {}
    for attempt in attempts:
        order = {str(id_): place for place, id_ in enumerate(attempt.drawn)}
        mine = {str(row.question_id): row.version_id or "" for row in rows if row.attempt_id == attempt.pk}
        found[attempt.pk] = [
            then[mine[id_]].question.prompt if mine[id_] in then else now[id_]
            for id_ in sorted(mine, key=lambda id_: order.get(id_, 0))
            if mine[id_] in then or id_ in now
        ]
    return found
