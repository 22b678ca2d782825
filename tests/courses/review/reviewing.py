"""A visitor who reviews: what she sends, and how time passes for her."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import F

from courses.progress.models import QuizAnswer
from courses.review.models import ReviewAnswer, ReviewRound
from tests.courses.visitor import QUESTIONS, Visitor
from tests.factories.questions import TYPES, question_id, right_answer, wrong_answer
from tests.factories.tree import quiz_name

Headers = dict[str, str] | None
# The names of a tree's questions that come back, those of its first quiz at the head.
NAMES = [quiz_name(module, kind) for module in (1, 2) for kind in TYPES if kind != "scenario"]
IDS = {question_id(name): name for name in NAMES}


def fields(id_: str, *, right: bool = True) -> dict[str, Any]:
    """Return the form fields of an answer to a tree's question."""
    kind, name = QUESTIONS[id_]
    return (right_answer if right else wrong_answer)(kind, name)


def days_pass(days: float) -> None:
    """Let everything that was answered have been answered so long ago."""
    for model in (QuizAnswer, ReviewAnswer):
        model.objects.update(answered_at=F("answered_at") - timedelta(days=days))


def begin(visitor: Visitor, language: str = "en") -> Any:
    """Press the button that begins a round."""
    return visitor.client.post(f"/{language}/me/review/rounds/")


def see(visitor: Visitor, query: str = "", *, language: str = "en", headers: Headers = None) -> Any:
    """Open the page of the review."""
    return visitor.client.get(f"/{language}/me/review/{query}", headers=headers)


def latest() -> ReviewRound:
    """Return the round that was begun last."""
    return ReviewRound.objects.latest("started_at")


def send(
    visitor: Visitor,
    id_: str,
    answer: dict[str, Any] | None = None,
    *,
    right: bool = True,
    round_id: uuid.UUID | str | None = None,
    language: str = "en",
    headers: Headers = None,
) -> Any:
    """Answer a question of the latest round, or of the one named."""
    data = {"question": id_, "attempt": str(round_id or latest().pk)}
    given = fields(id_, right=right) if answer is None else answer
    return visitor.client.post(f"/{language}/me/review/answers/", {**data, **given}, headers=headers)
