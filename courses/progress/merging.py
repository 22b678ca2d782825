"""What an anonymous learner has learnt moves into the account that she signs in to.

Nothing is lost: facts that both sides hold count once, with the earlier date; attempts are kept side by
side. Where both have an open attempt at a quiz, the answers of the anonymous one fill the gaps of the other
and replace those that were worse; the anonymous attempt stays as it was, marked as merged. Two open attempts at a
final assessment that hold other questions each can't be joined: the one with more answers goes on, the other is
marked as merged into it.
"""

from __future__ import annotations

import uuid

from django.db.models import Q

from courses.progress.models import Enrolment, LessonCompletion, QuizAnswer, QuizAttempt
from mimi.people.merging import register_move
from mimi.people.models import Learner


@register_move
def move_enrolments(source: Learner, account: Learner) -> None:
    """Move the courses that were begun, each with its earlier date."""
    mine = {row.course_key: row for row in account.enrolments.all()}
    for row in source.enrolments.all():
        other = mine.get(row.course_key)
        if other is None:
            Enrolment.objects.filter(pk=row.pk).update(learner=account)
        elif row.started_at < other.started_at:
            Enrolment.objects.filter(pk=other.pk).update(started_at=row.started_at)


@register_move
def move_completions(source: Learner, account: Learner) -> None:
    """Move the lessons that were read, each with its earlier date and its newer edition."""
    mine = {row.lesson_key: row for row in account.completions.all()}
    for row in source.completions.all():
        other = mine.get(row.lesson_key)
        if other is None:
            LessonCompletion.objects.filter(pk=row.pk).update(learner=account)
            continue
        if row.completed_at < other.completed_at:
            LessonCompletion.objects.filter(pk=other.pk).update(completed_at=row.completed_at, language=row.language)
        if row.edition > other.edition:
            LessonCompletion.objects.filter(pk=other.pk).update(edition=row.edition, looked_at=row.looked_at)


@register_move
def move_attempts(source: Learner, account: Learner) -> None:
    """Move the attempts behind those of the account, and let those that are open meet."""
    mine = list(account.attempts.all())
    numbers: dict[uuid.UUID, int] = {}
    still_open: dict[uuid.UUID, QuizAttempt] = {}
    for attempt in mine:
        numbers[attempt.quiz_key] = max(numbers.get(attempt.quiz_key, 0), attempt.number)
        if attempt.is_open:
            still_open[attempt.quiz_key] = attempt
    for attempt in source.attempts.order_by("number"):
        numbers[attempt.quiz_key] = numbers.get(attempt.quiz_key, 0) + 1
        attempt.learner = account
        attempt.number = numbers[attempt.quiz_key]
        target = still_open.get(attempt.quiz_key)
        if attempt.is_open and target is not None:
            still_open[attempt.quiz_key] = _join(target, attempt)
        attempt.save(update_fields=["learner", "number", "merged_into"])


def _join(mine: QuizAttempt, other: QuizAttempt) -> QuizAttempt:
    """Let one of two open attempts go on, with what the other adds to it; return the one that does.

    `other` is left for the caller to save.
    """
    if set(mine.drawn) == set(other.drawn):
        _fill(mine, other)
    elif _answered(other) > _answered(mine):
        # What was merged before follows, so that each leads straight to the attempt that is open.
        QuizAttempt.objects.filter(Q(pk=mine.pk) | Q(merged_into=mine)).update(merged_into=other)
        return other
    other.merged_into = mine
    return mine


def _answered(attempt: QuizAttempt) -> int:
    """Return how many of the questions drawn for an attempt are answered."""
    return attempt.answers.filter(question_id__in=attempt.drawn).count()


def _fill(target: QuizAttempt, other: QuizAttempt) -> None:
    """Copy answers into an open attempt where it has none, or a worse one."""
    mine = {row.question_id: row for row in target.answers.all()}
    for row in other.answers.all():
        present = mine.get(row.question_id)
        if present is not None and present.share >= row.share:
            continue
        QuizAnswer.objects.update_or_create(
            attempt=target,
            question_id=row.question_id,
            defaults={
                "response": row.response,
                "correct": row.correct,
                "share": row.share,
                "points_possible": row.points_possible,
                "language": row.language,
                "answered_at": row.answered_at,
                "version_id": row.version_id,
                "send_id": row.send_id,
                "carried": row.carried,
            },
        )
