"""Facts about activities: what was done in them, one statement a row, and where a learner left off.

Tries, scores and completion aren't stored: `standing` works them out from the statements.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.h5p.results.verbs import CHOICES, FINISHING
from mimi.people.models import Learner, LearnerFact

# The place of something within an activity that has no id of its own, as older content types leave it.
NAMELESS = "-"
LONGEST_ID, LONGEST_TITLE, LONGEST_RESPONSE = 64, 255, 2000


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements, and those that end a try."""

    def finishing(self) -> StatementQuerySet:
        """Return those by which a try of a whole activity ends, unless they say themselves that it goes on."""
        return self.filter(~models.Q(completion=False), sub_content="", verb__in=FINISHING)


class Statement(LearnerFact):
    """That a learner did something in an activity, or in a part of it (`sub_content`, empty for the whole).

    `send_id` is made by the sender, and the same when a statement is sent again. `registration` is that of one try,
    as xAPI 1.0.3 has it (part two, 2.4.6.1). `score` is from 0 to 1.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="h5p_statements")
    send_id = models.UUIDField()
    activity = models.ForeignKey(
        "h5p.Activity", on_delete=models.CASCADE, related_name="statements", verbose_name=_("Activity")
    )
    version = models.ForeignKey(
        "h5p.ActivityVersion", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    course_key = models.UUIDField()
    lesson_key = models.UUIDField()
    block_id = models.UUIDField()
    registration = models.UUIDField()
    verb = models.CharField(_("What was done"), max_length=20, choices=CHOICES)
    sub_content = models.CharField(max_length=LONGEST_ID, blank=True)
    # What the part is in, where that isn't the activity itself.
    parent = models.CharField(max_length=LONGEST_ID, blank=True)
    title = models.CharField(_("Task"), max_length=LONGEST_TITLE, blank=True)
    interaction = models.CharField(max_length=20, blank=True)
    score = models.FloatField(_("Score"), null=True, blank=True)
    points = models.FloatField(null=True, blank=True)
    points_possible = models.FloatField(null=True, blank=True)
    success = models.BooleanField(null=True, blank=True)
    completion = models.BooleanField(null=True, blank=True)
    response = models.TextField(blank=True)
    duration = models.DurationField(_("Time taken"), null=True, blank=True)
    language = models.CharField(max_length=10)
    stored_at = models.DateTimeField(_("Stored on"), default=timezone.now)

    objects: ClassVar[Any] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("result of an H5P activity")
        verbose_name_plural = _("results of H5P activities")
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["stored_at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["learner", "send_id"], name="a_statement_counts_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["learner", "activity"], name="h5p_done_by_a_learner"),
            models.Index(fields=["stored_at"], name="h5p_done_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.verb} {self.activity_id}"


class ActivityState(LearnerFact):
    """Where a learner left off in an activity, in the activity's own words: H5P's content user data.

    `digest` is that of the content that the words belong to. Of two devices, the one that saves last is remembered.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="h5p_states")
    activity = models.ForeignKey("h5p.Activity", on_delete=models.CASCADE, related_name="+")
    data_type = models.CharField(max_length=LONGEST_ID)
    sub_content = models.CharField(max_length=LONGEST_ID)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    # Whether it means nothing once the content has changed.
    ends_with_content = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("place in an H5P activity")
        default_permissions = ()
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["learner", "activity", "data_type", "sub_content"], name="one_state_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.activity_id} {self.data_type}"
