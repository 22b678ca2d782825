"""The questions that can come back, and which of them are due for a learner."""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import override

from courses.outline import live_courses
from courses.progress.models import QuizAnswer
from courses.progress.quiz_views import quiz_sheet
from courses.progress.quizzes import QuizSheet
from courses.questions import Question
from courses.review.models import ReviewAnswer
from courses.review.schedule import Answered, Memory, memories
from mimi.pages.links import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Asked:
    """A question that can come back, and the quiz that it stands in."""

    question: Question
    sheet: QuizSheet


@dataclass
class Due:
    """What is due for a learner: ids of questions, what she is least likely to know still at the head.

    `upcoming` is the day on which the next one comes back that isn't due yet; `known` says whether there is anything
    at all that will.
    """

    ids: list[str] = field(default_factory=list)
    upcoming: date | None = None

    @property
    def known(self) -> bool:
        return bool(self.ids or self.upcoming)


def question_pool(language: str) -> dict[str, Asked]:
    """Return the questions of all live quizzes by their ids, in a language, else in the source language.

    What is answered step by step is a story rather than a question to remember, and stays out.
    """
    outlines = [*live_courses(language), *live_courses(SOURCE_LANGUAGE)]
    keys = [module.quiz.key for outline in outlines for module in outline.modules if module.quiz]
    pool: dict[str, Asked] = {}
    with override(language):
        for key in dict.fromkeys(keys):
            # An editor may have taken the quiz away just now.
            with suppress(Http404):
                sheet = quiz_sheet(key)
                for question in sheet.questions:
                    if not question.type.stepwise:
                        pool.setdefault(question.id, Asked(question, sheet))
    return pool


def answers_of(learner: uuid.UUID) -> list[Answered]:
    """Return everything that a learner has answered, in one query.

    Answers that were copied from one attempt into another, when both met in an account, are the same and count once.
    """
    fields = ("question_id", "share", "answered_at")
    quizzes = QuizAnswer.objects.filter(attempt__learner_id=learner).values_list(*fields)
    reviews = ReviewAnswer.objects.filter(round__learner_id=learner).values_list(*fields)
    return [Answered(str(question), share, when) for question, share, when in quizzes.union(reviews)]


def due(learner: uuid.UUID | None, language: str, now: datetime) -> Due:
    """Work out what is due for a learner; nothing for nobody, and nothing that is asked no more."""
    known = memories(answers_of(learner)) if learner else {}
    if not known:
        return Due()
    pool = question_pool(language)
    asked = [memory for memory in known.values() if memory.question_id in pool]

    def urgency(memory: Memory) -> tuple[float, float, str]:
        return memory.chance(now), memory.card.stability or 0, memory.question_id

    ready = sorted((memory for memory in asked if memory.is_due(now)), key=urgency)
    upcoming = min((memory.due_on for memory in asked if not memory.is_due(now)), default=None)
    return Due([memory.question_id for memory in ready], upcoming)
