"""What of a page was live last, and the major changes that learners are told of.

A major change is made in the source language and gives the page its next edition, counted from 1. In another language
it takes effect when that language's page is published with it. All hangs on the page's translation key.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 250


class PublishedContent(models.Model):
    """What stood on a page of the source language when it was published last: a digest of each block, by its id.

    `revision_number` is the id of the revision that went live then, 0 of a page that became live without one.
    """

    page_key = models.UUIDField(unique=True)
    revision_number = models.PositiveBigIntegerField(default=0)
    digests = models.JSONField(default=dict)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published content")

    def __str__(self) -> str:
        return f"{self.page_key} ({self.revision_number})"


class MajorChange(models.Model):
    """That a page was published with a major change: its number, and the ids of the blocks that are new or changed."""

    page_key = models.UUIDField()
    edition = models.PositiveIntegerField()
    revision_number = models.PositiveBigIntegerField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    blocks = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("major change")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["page_key", "edition"], name="editions_of_a_page_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.page_key} ({self.edition})"


class ChangeInLanguage(models.Model):
    """That a major change has taken effect in a language, since which publish, and what is new in its words."""

    change = models.ForeignKey(MajorChange, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)
    since = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("major change in a language")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["change", "language"], name="a_change_takes_effect_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.change_id} ({self.language})"
