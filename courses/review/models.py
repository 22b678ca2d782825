"""Facts about review: which questions came back together, and what was answered.

When a question is due isn't stored: `schedule` works it out from all answers to it, those of quizzes and these.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner, LearnerFact


class ReviewRound(LearnerFact):
    """A few questions to be reviewed in one go. `number` counts a learner's rounds from 1; she is at the last one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="review_rounds")
    number = models.PositiveIntegerField()
    # The ids of its questions, in their order.
    questions = models.JSONField(default=list)
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("round of review")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "number"], name="rounds_of_review_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.number}"


class ReviewAnswer(LearnerFact):
    """The answer to a question that came back, as it was judged when it was given. It changes no result of a quiz."""

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="answers")
    question_id = models.UUIDField()
    response = models.JSONField()
    correct = models.BooleanField()
    share = models.FloatField()
    language = models.CharField(max_length=10)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer in a review")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["round", "question_id"], name="a_question_is_reviewed_once_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.question_id}"
