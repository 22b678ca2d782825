"""A round of review: begun, answered, and what a learner sees of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from courses.outline import Step
from courses.progress.quizzes import QuizSheet
from courses.questions import AnswerForm, Entry, Grade, Question
from courses.review.models import ReviewAnswer, ReviewRound
from courses.review.pool import Asked, due, question_pool

ROUND_SIZE = 5


@dataclass
class Round:
    """A round as its learner finds it: those of its questions that are still asked, and what she has answered."""

    row: ReviewRound
    asked: list[Asked]
    answers: dict[str, ReviewAnswer] = field(default_factory=dict)

    @property
    def missing(self) -> list[Asked]:
        """What is yet to be answered."""
        return [asked for asked in self.asked if asked.question.id not in self.answers]

    def find(self, question_id: str) -> Asked | None:
        """Return the question with this id, if it belongs to the round and is still asked."""
        return next((asked for asked in self.asked if asked.question.id == question_id), None)


def read_round(row: ReviewRound, pool: Mapping[str, Asked]) -> Round:
    """Read a round with its answers; its questions are numbered by their places in it."""
    found = [pool[id_] for id_ in row.questions if id_ in pool]
    asked = [Asked(replace(one.question, number=n), one.sheet) for n, one in enumerate(found, start=1)]
    return Round(row, asked, {str(answer.question_id): answer for answer in row.answers.all()})


def latest_round(learner: uuid.UUID | None, language: str) -> Round | None:
    """Return the round that a learner is at, or was at last."""
    row = ReviewRound.objects.filter(learner_id=learner).order_by("-number").first() if learner else None
    return read_round(row, question_pool(language)) if row else None


def begin_round(learner: uuid.UUID, language: str, now: datetime) -> None:
    """Begin a round with what is due, unless one is open or nothing is due; of two begun at once, the first counts."""
    latest = latest_round(learner, language)
    if latest and latest.missing:
        return
    ids = due(learner, language, now).ids[:ROUND_SIZE]
    if ids:
        number = latest.row.number + 1 if latest else 1
        row = ReviewRound(learner_id=learner, number=number, questions=ids, started_at=now)
        ReviewRound.objects.bulk_create([row], ignore_conflicts=True)


def keep(row: ReviewRound, entries: list[Entry], language: str, now: datetime) -> None:
    """Keep the answer to a question of a round; of several sent, the first counts."""
    ReviewAnswer.objects.bulk_create(
        [
            ReviewAnswer(
                round=row,
                question_id=id_,
                response=response,
                correct=grade.correct,
                share=grade.share,
                language=language,
                answered_at=now,
            )
            for id_, response, grade in entries
        ],
        ignore_conflicts=True,
    )


# --- What is shown


def stage(
    learner: uuid.UUID | None, latest: Round | None, wanted: str, *, over: bool, language: str, now: datetime
) -> dict[str, Any]:
    """Choose what to show: the question asked for, else the first unanswered one, else how it went, else what is due.

    `over` says that the result was asked for.
    """
    if latest:
        found = latest.find(wanted)
        if found and found.question.id in latest.answers:
            return feedback(latest, found)
        if latest.missing:
            return ask(latest, found or latest.missing[0])
        if over and latest.asked:
            return result(latest, learner, language, now)
    return {"state": "start", **_waiting(learner, language, now)}


def ask(latest: Round, asked: Asked, form: AnswerForm | None = None) -> dict[str, Any]:
    """Show a question; with a refused form, what was chosen stays chosen."""
    question, seed = asked.question, _seed(latest)
    kept = question.type.kept(question, form.data, seed) if form else question.type.choices(question, None, seed)
    return {
        "state": "question",
        **_common(latest, question),
        "choices": kept,
        "form": form or question.type.form(question),
    }


def feedback(latest: Round, asked: Asked) -> dict[str, Any]:
    """Show the verdict on an answer that is kept."""
    question = asked.question
    answer = latest.answers[question.id]
    ahead = latest.missing
    after = next((one for one in ahead if one.question.number > question.number), ahead[0] if ahead else None)
    query = f"?question={after.question.id}" if after else "?result=1"
    return {
        "state": "feedback",
        **_common(latest, question),
        "choices": question.type.choices(question, answer.response, _seed(latest)),
        "grade": Grade(answer.correct, answer.share),
        "lesson": _lesson(asked.sheet, question),
        "last": after is None,
        "next_url": reverse("review") + query,
    }


def result(latest: Round, learner: uuid.UUID | None, language: str, now: datetime) -> dict[str, Any]:
    """Show how a round went, and what is to come."""
    wrong = [one for one in latest.asked if not latest.answers[one.question.id].correct]
    return {
        "state": "result",
        "correct": len(latest.asked) - len(wrong),
        "total": len(latest.asked),
        "missed": [{"prompt": one.question.prompt, "lesson": _lesson(one.sheet, one.question)} for one in wrong],
        **_waiting(learner, language, now),
    }


def _waiting(learner: uuid.UUID | None, language: str, now: datetime) -> dict[str, Any]:
    found = due(learner, language, now)
    return {"due": len(found.ids), "next_round": min(ROUND_SIZE, len(found.ids)), "upcoming": found.upcoming}


def _lesson(sheet: QuizSheet, question: Question) -> Step | None:
    return sheet.lessons.get(question.id)


def _seed(latest: Round) -> str:
    return f"review/{latest.row.pk}"


def _common(latest: Round, question: Question) -> dict[str, Any]:
    total = len(latest.asked)
    return {
        "attempt_number": latest.row.pk,
        "current": question,
        "position": question.number,
        "total": total,
        "percent": 100 * (total - len(latest.missing)) // total,
        "answer_url": reverse("review_answer"),
    }
