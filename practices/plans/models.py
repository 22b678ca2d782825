"""What a plan is made of, and every change of it.

A row of a plan is never deleted while its plan is there, only removed, and every change of a row is kept with what was
there before. So whatever a plan once said can be brought back, and bringing it back is a change like any other.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import Learner, LearnerFact


class Plan(LearnerFact):
    """What somebody wants to do after the model of a practice.

    `language` is the one that its texts were copied in. `revision` goes up with every change of any row. `kept_at` is
    when its owner last worked on it, `changed_at` when anybody did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="plans")
    practice_key = models.UUIDField()
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        ordering: ClassVar[list[str]] = ["-changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.learner_id}: {self.practice_key}"


class Kind(models.TextChoices):
    """What a row of a plan is."""

    HEAD = "head", _("Title")
    LESSON = "lesson", _("Lesson")
    AIM = "aim", _("Aim")
    STEP = "step", _("Step")
    RISK = "risk", _("Risk")


class PlanItem(LearnerFact):
    """A row of a plan; which of the fields it uses depends on its kind, see `practices.plans.kinds`.

    `source_key` and `source_place` tell what of the practice it was copied from: the translation key of a step, of a
    lesson or of the practice, and of its watch-out points which one. `copied` holds the texts as they were copied, by
    field; a text that is still the same as there follows the reader's language.

    `version` goes up with each change, `versions` holds by field the one that it last changed with.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    source_key = models.UUIDField(null=True, blank=True)
    source_place = models.PositiveSmallIntegerField(null=True, blank=True)
    copied = models.JSONField(default=dict, blank=True)
    # Where it stands among those of its kind, see `practices.plans.order`.
    position = models.TextField(default="")
    title = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    how = models.TextField(default="", blank=True)
    who = models.TextField(default="", blank=True)
    due = models.DateField(null=True, blank=True)
    note = models.TextField(default="", blank=True)
    done = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    versions = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("row of a plan")
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanLink(LearnerFact):
    """A link by which a plan is shared; its secret is known only by its SHA-256, to those who have the link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=80)
    may_edit = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link to a plan")
        ordering: ClassVar[list[str]] = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.label


class Act(models.TextChoices):
    """How a change came about."""

    EDIT = "edit", _("changed")
    UNDO = "undo", _("taken back")
    BACK = "back", _("brought back")


class PlanChange(LearnerFact):
    """That a field of a row changed: when, from what to what, and by whom.

    What was done at one go shares a `batch`, and so do the saves of a text that is being typed. `link` is empty for
    the owner and where the link's row is gone; `by_owner` tells which. `before` is None where the row was new.
    An undo names in `undoes` the batch that it took back.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by_owner = models.BooleanField(default=True)
    link = models.ForeignKey(PlanLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes")
    name = models.CharField(max_length=60, default="", blank=True)
    batch = models.UUIDField(default=uuid.uuid4)
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.EDIT)
    undoes = models.UUIDField(null=True, blank=True)
    field = models.CharField(max_length=20)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    # Of the row, after the change.
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("change of a plan")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["plan", "batch"], name="plan_changes_by_batch"),
            models.Index(fields=["item", "field"], name="plan_changes_by_field"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.field}"
