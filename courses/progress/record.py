"""Writing facts. Each is one short statement that can be repeated without harm."""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.h5p.results.standing import completed_blocks
from courses.progress.drawing import draw
from courses.progress.models import Enrolment, LessonCompletion, QuestionVersion, QuizAnswer, QuizAttempt
from courses.questions import Entry, Question
from mimi.pages.cache.fragments import cached
from mimi.pages.prepared import PreparedInsert, PreparedObjects
from mimi.people import learners

if TYPE_CHECKING:
    from courses.outline import Step
    from courses.progress.quizzes import QuizSheet


_NEW_ENROLMENTS, _NEW_ATTEMPTS = PreparedInsert(Enrolment), PreparedInsert(QuizAttempt)
_NEW_VERSIONS, _NEW_ANSWERS = PreparedInsert(QuestionVersion), PreparedInsert(QuizAnswer)
_ATTEMPTS = PreparedObjects(
    QuizAttempt, lambda learner, quiz: QuizAttempt.objects.filter(learner_id=learner, quiz_key=quiz)
)
_ANSWERS = PreparedObjects(QuizAnswer, lambda attempt: QuizAnswer.objects.filter(attempt_id=attempt))


def enrol(learner: uuid.UUID, course_key: str) -> None:
    """Note that a learner has begun a course; the first time counts."""
    _NEW_ENROLMENTS.insert([Enrolment(learner_id=learner, course_key=course_key)])


def complete_lesson(learner: uuid.UUID, course_key: str, lesson_key: str, language: str, edition: int = 0) -> None:
    """Note that a learner has read an edition of a lesson; the first time counts, and the newest edition."""
    enrol(learner, course_key)
    LessonCompletion.objects.bulk_create(
        [
            LessonCompletion(
                learner_id=learner,
                course_key=course_key,
                lesson_key=lesson_key,
                language=language,
                edition=edition,
            )
        ],
        ignore_conflicts=True,
    )
    if edition:
        seen_less = LessonCompletion.objects.filter(learner_id=learner, lesson_key=lesson_key, edition__lt=edition)
        seen_less.update(edition=edition, looked_at=timezone.now())


def activities_to_do(learner: uuid.UUID | None, step: Step) -> set[str]:
    """Return which activities must be completed before a lesson counts as read, by the ids of their blocks.

    A lesson that counts already asks for nothing more.
    """
    missing = set(step.activities) - completed_blocks(learner, step.activities)
    if not missing or learner is None:
        return missing
    is_read = LessonCompletion.objects.filter(learner_id=learner, lesson_key=step.key).exists()
    return set() if is_read else missing


def attempts_of(learner: uuid.UUID, quiz_key: str) -> list[QuizAttempt]:
    """Return all attempts of a learner at a quiz."""
    return _ATTEMPTS.all(learner, uuid.UUID(quiz_key))


def open_attempt(learner: uuid.UUID, sheet: QuizSheet, number: int | None) -> QuizAttempt:
    """Return a learner's attempt with this number, and begin it where there is none.

    Nobody has two attempts at a quiz at once: while one is open, a new number means that one. A number beyond the next
    free one is read as the next free one, one that was merged into another attempt as that other, and None, which is
    what a sender says who had no connection, as the open one or a new one.
    """
    attempts = {row.number: row for row in attempts_of(learner, sheet.key)}
    found = attempts.get(number or 0) or next((row for row in attempts.values() if row.is_open), None)
    if found is not None:
        return next((row for row in attempts.values() if row.pk == found.merged_into_id), found)
    following = max(attempts, default=0) + 1
    return _begin(learner, sheet, max(1, min(number or following, following)))


def _begin(learner: uuid.UUID, sheet: QuizSheet, number: int, drawn: list[str] | None = None) -> QuizAttempt:
    """Begin an attempt; of two that begin with the same number at once, the first counts."""
    learners.make_sure_of(learner)
    enrol(learner, sheet.outline.key)
    attempt = QuizAttempt(
        learner_id=learner,
        course_key=sheet.outline.key,
        quiz_key=sheet.key,
        number=number,
        language=sheet.language,
        drawn=drawn or [],
        revision=sheet.revision,
    )
    _NEW_ATTEMPTS.insert([attempt])
    return next(row for row in attempts_of(learner, sheet.key) if row.number == number)


def begin_with_the_right_ones(learner: uuid.UUID, sheet: QuizSheet) -> QuizAttempt | None:
    """Begin an attempt that takes the right answers of the latest finished one over, and asks only the others.

    An attempt that is open goes on. A question that has changed since is asked again. None where nothing was missed.
    """
    attempts = list(QuizAttempt.objects.filter(learner_id=learner, quiz_key=sheet.key).order_by("number"))
    found = next((attempt for attempt in attempts if attempt.is_open), None)
    latest = max((a for a in attempts if a.finished_at), key=lambda a: a.ended_at, default=None)
    if found or latest is None:
        return found
    rows = latest.answers.filter(correct=True, version__isnull=False).select_related("version")
    kept = [row for row in rows if _still_asked(sheet, row)]
    if len(kept) >= len(sheet.questions):
        return None
    attempt = _begin(learner, sheet, attempts[-1].number + 1)
    for row in kept:
        row.pk, row.attempt_id, row.send_id, row.carried = None, attempt.pk, None, True
    QuizAnswer.objects.bulk_create(kept, ignore_conflicts=True)
    return attempt


def _still_asked(sheet: QuizSheet, answer: QuizAnswer) -> bool:
    """Say whether a question is in the quiz with the choices and the key that it had when it was answered."""
    version = sheet.versions.get(str(answer.question_id))
    return bool(version and answer.version and version.shape == answer.version.shape)


def already_kept(learner: uuid.UUID | None, send_id: uuid.UUID | None) -> QuizAnswer | None:
    """Return the answer that came with this id before, wherever it went."""
    if learner is None or send_id is None:
        return None
    rows = QuizAnswer.objects.filter(send_id=send_id, attempt__learner_id=learner).select_related("attempt")
    return rows.order_by("pk").first()


def keep_version(sheet: QuizSheet, question: Question) -> None:
    """Keep a question as it stands now, for the answers to it; once a worker, for nobody ever deletes one.

    To be called outside a transaction: what is taken back with one would be thought to be there. So would what is gone
    because somebody puts a backup in the place of the database; the site has to be stopped for that.
    """
    version = sheet.versions[question.id]
    cached(("question version", version.digest), lambda: _NEW_VERSIONS.insert([version]))


def answer(
    attempt: QuizAttempt, sheet: QuizSheet, question: Question, entries: list[Entry], send_id: uuid.UUID | None
) -> None:
    """Keep what was answered to a question; of several sent for one thing, the first counts.

    The question's version must be kept already; see `keep_version`.
    """
    version = sheet.versions[question.id]
    _NEW_ANSWERS.insert(
        QuizAnswer(
            attempt_id=attempt.pk,
            question_id=id_,
            response=response,
            correct=grade.correct,
            share=grade.share,
            points_possible=question.points,
            language=sheet.language,
            version_id=version.pk if id_ == question.id else None,
            send_id=send_id,
        )
        for id_, response, grade in entries
    )


def take_step(attempt: QuizAttempt, sheet: QuizSheet, question: Question, data: Any, send_id: uuid.UUID | None) -> None:
    """Keep one step of a question that is answered step by step, from where it stands now; in a transaction only.

    Of two sent at once, the second waits for the first, and counts only if it still fits. A step whose answer an editor
    has taken away since is answered anew.
    """
    attempt = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    form = question.type.form(
        question, data, {str(id_): response for id_, response in attempt.answers.values_list("question_id", "response")}
    )
    if not attempt.is_open or not form.is_valid():
        return
    version = sheet.versions[question.id]
    for id_, response, grade in form.entries:
        facts = {
            "response": response,
            "correct": grade.correct,
            "share": grade.share,
            "points_possible": question.points,
            "language": sheet.language,
            "answered_at": timezone.now(),
            "version_id": version.pk if id_ == question.id else None,
            "send_id": send_id,
        }
        QuizAnswer.objects.update_or_create(attempt=attempt, question_id=id_, defaults=facts)


def begin_drawn(learner: uuid.UUID, sheet: QuizSheet) -> QuizAttempt:
    """Return a learner's open attempt at a final assessment, or begin one with questions drawn anew.

    One whose questions have all been taken away since gets others.
    """
    attempts = list(QuizAttempt.objects.filter(learner_id=learner, quiz_key=sheet.key).order_by("number"))
    found = next((attempt for attempt in attempts if attempt.is_open), None)
    if found:
        if not sheet.for_attempt(found).questions:
            found.drawn = draw(sheet.pool, sheet.draws)
            found.save(update_fields=["drawn"])
        return found
    used = attempts[-1].drawn if attempts else []
    number = attempts[-1].number + 1 if attempts else 1
    return _begin(learner, sheet, number, draw(sheet.pool, sheet.draws, used))


def score(attempt: QuizAttempt, answers: Iterable[QuizAnswer]) -> None:
    """Work out an attempt's points and whether it is passed, from the answers that count; not saved."""
    asked = list(answers)
    attempt.points = math.fsum(row.points_possible * row.share for row in asked)
    attempt.points_possible = sum(row.points_possible for row in asked)
    attempt.passed = attempt.percent >= (attempt.pass_mark or 0)


def finish_if_complete(attempt: QuizAttempt, questions: list[Question], pass_mark: int) -> dict[str, QuizAnswer]:
    """Close an attempt once every question has its answer; return the answers by question id, or scene id.

    The score is the points reached of those possible, over the questions that the quiz has now, each judged as it was
    when it was answered.
    """
    answers = {str(row.question_id): row for row in _ANSWERS.all(attempt.pk)}
    if attempt.finished_at is None and questions and all(question.id in answers for question in questions):
        attempt.pass_mark = pass_mark
        score(attempt, [answers[question.id] for question in questions])
        attempt.finished_at = timezone.now()
        attempt.drawn = [question.id for question in questions]
        QuizAttempt.objects.filter(pk=attempt.pk, finished_at=None).update(
            points=attempt.points,
            points_possible=attempt.points_possible,
            passed=attempt.passed,
            pass_mark=pass_mark,
            finished_at=attempt.finished_at,
            drawn=attempt.drawn,
        )
    return answers
