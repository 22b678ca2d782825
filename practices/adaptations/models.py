"""What somebody tells of a practice that she has tried, and that she was asked to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mimi.people.models import LearnerFact
from practices.organisations import Size


class Status(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for the editors")
    PUBLISHED = "published", _("Published")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Adaptation(LearnerFact):
    """What an organisation has made of a practice, told by the owner of an account: one report a person and practice.

    `sector` is the code of a `Setting`. All texts are plain, in `language`. `version` goes up with every change of what
    it says, so that nobody publishes a text that she hasn't read. `shown_since` is set while it is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="adaptations")
    practice_key = models.UUIDField()
    language = models.CharField(_("language"), max_length=10)
    organisation = models.TextField(_("organisation"), default="", blank=True)
    place = models.TextField(_("place"), default="", blank=True)
    country = models.TextField(_("country"), default="", blank=True)
    sector = models.CharField(_("kind of organisation"), max_length=50, default="", blank=True)
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, default="", blank=True)
    changed = models.TextField(default="", blank=True)
    worked = models.TextField(default="", blank=True)
    failed = models.TextField(default="", blank=True)
    advice = models.TextField(default="", blank=True)
    shows_name = models.BooleanField(default=False)
    name = models.TextField(default="", blank=True)
    wants_answer = models.BooleanField(default=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    # Why it was sent back; stays until she sends it again.
    reason = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    shown_since = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        default_permissions = ()
        permissions: ClassVar[list[Any]] = [("moderate_adaptation", _("Can publish and send back adaptations"))]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "practice_key"], name="one_adaptation_a_person_and_practice")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["practice_key", "status"], name="adaptations_of_a_practice"),
            models.Index(fields=["status", "sent_at"], name="adaptations_by_status"),
        ]

    def __str__(self) -> str:
        # It stands in logs that outlive the report, so it names nobody.
        return f"{self.practice_key}: {self.pk}"


class AdaptationQuestion(LearnerFact):
    """That the owner of an account was asked how a practice went that she has adopted, once for each.

    `settled_at` is set when there is no e-mail left to send about it, `declined_at` when she didn't want to tell now.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="adaptation_questions")
    practice_key = models.UUIDField()
    asked_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question about an adaptation")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "practice_key"], name="asked_once_a_person_and_practice")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.practice_key}"
