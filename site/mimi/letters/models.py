"""Who wants which letters, and which she has been sent. Neither address nor text is kept."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """That a person asked for letters of a kind, in a language. Of most kinds she gets none without it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscription")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_subscription_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} ({self.language})"


class Refusal(models.Model):
    """That a person wants no letters of a kind that is sent without being asked for."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_refusals")
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("refusal of letters")
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["user", "kind"], name="one_refusal_a_kind")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"


class Letter(models.Model):
    """That a person's letter of a kind was taken in hand for a period, and when it was sent.

    The row is written before the letter is sent and marked afterwards. Where the program died in between, nobody knows
    whether the letter went out: `sent_at` stays empty, and it isn't sent again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=40)
    period = models.CharField(max_length=40)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("letter")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "kind", "period"], name="a_letter_is_sent_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} ({self.period})"
