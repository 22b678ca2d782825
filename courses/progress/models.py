"""Facts about learning. Everything that is shown of progress is derived from these.

Facts hang on translation keys and block ids, which are the same in every language, never on a page's
primary key or a locale. A fact is stored once and never counted: numbers are worked out when they are shown.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner, LearnerFact


class Enrolment(LearnerFact):
    """That a learner has begun a course, and when."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="enrolments")
    course_key = models.UUIDField()
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("enrolment")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "course_key"], name="one_enrolment_a_course")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} in {self.course_key}"


class LessonCompletion(LearnerFact):
    """That a learner has marked a lesson as read, and when she did so first.

    `edition` is the newest that she has had before her (see `courses.changes.editions`), `looked_at` when she looked
    again at a lesson that had changed.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="completions")
    course_key = models.UUIDField()
    lesson_key = models.UUIDField()
    language = models.CharField(max_length=10)
    completed_at = models.DateTimeField(default=timezone.now)
    edition = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("completed lesson")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "lesson_key"], name="a_lesson_is_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.lesson_key}"


class QuizAttempt(LearnerFact):
    """One go at a quiz, from its first answer on.

    `number` counts a learner's attempts at the quiz from 1. `merged_into` is set when two open attempts
    met in one account and this one's answers went into the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="attempts")
    course_key = models.UUIDField()
    quiz_key = models.UUIDField()
    number = models.PositiveIntegerField(default=1)
    language = models.CharField(max_length=10)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    points = models.FloatField(default=0.0)
    points_possible = models.PositiveIntegerField(default=0)
    # The mark, in per cent, that the quiz asked for when the attempt was finished, and whether it was reached.
    pass_mark = models.PositiveSmallIntegerField(null=True, blank=True)
    passed = models.BooleanField(default=False)
    # The ids of the questions that were drawn for it; where the quiz asks all that it has, those it had at the end.
    drawn = models.JSONField(default=list, blank=True)
    # Wagtail's revision of the page that was live when it began; a number only, for revisions may be cleared away.
    revision = models.PositiveBigIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")

    class Meta:
        verbose_name = _("attempt")
        ordering: ClassVar[list[str]] = ["started_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "quiz_key", "number"], name="attempts_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.quiz_key} ({self.number})"

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers."""
        return self.finished_at is None and self.merged_into_id is None

    @property
    def ended_at(self) -> datetime:
        """When it was finished; of one that wasn't, when it was begun."""
        return self.finished_at or self.started_at

    @property
    def percent(self) -> int:
        """The score in whole per cent, rounded down so that a pass is never shown too early."""
        if not self.points_possible:
            return 0
        return int(100 * self.points / self.points_possible + 1e-9)


class QuestionVersion(models.Model):
    """A question as it stood when it was answered; see `courses.progress.versions`. It tells nothing of anybody."""

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, primary_key=True)
    shape = models.CharField(max_length=64)
    question_id = models.UUIDField(db_index=True)
    language = models.CharField(max_length=10)
    content = models.JSONField()

    class Meta:
        verbose_name = _("version of a question")

    def __str__(self) -> str:
        return f"{self.question_id} ({self.language})"


class QuizAnswer(LearnerFact):
    """The answer to one question, as it was judged when it was given.

    `send_id` is made by the sender, and the same when an answer is sent again. `carried` marks a right answer that was
    taken over from the attempt before.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers")
    question_id = models.UUIDField()
    # None for one step of a question that is answered step by step.
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, null=True, related_name="+")
    send_id = models.UUIDField(null=True, blank=True, db_index=True)
    carried = models.BooleanField(default=False)
    response = models.JSONField()
    correct = models.BooleanField()
    share = models.FloatField()
    points_possible = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=10)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["attempt", "question_id"], name="a_question_is_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question_id}"
