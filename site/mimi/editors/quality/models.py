"""What is known of pages without looking at them anew: how they read, and where their links lead.

All of it is worked out from what is published, when it is published, and holds nothing about people.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# An index of PostgreSQL holds no longer ones; a longer address is cut, and never asked.
LONGEST_ADDRESS = 600


class PageReading(models.Model):
    """How the published text of a page reads; see `readability`. `rule` is the one by which it was measured."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    measure = models.CharField(max_length=20)
    score = models.FloatField(null=True)
    level = models.CharField(max_length=20, blank=True)
    words = models.PositiveIntegerField(default=0)
    sentences = models.PositiveIntegerField(default=0)
    too_long = models.PositiveIntegerField(default=0)
    rule = models.PositiveIntegerField(default=0)
    measured_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("readability of a page")
        verbose_name_plural = _("readability of pages")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.score}"


class PageAddress(models.Model):
    """One link of a published page: its place and words, and what it leads to; see `links.finding`."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=150)
    words = models.CharField(max_length=250, blank=True)
    kind = models.CharField(max_length=20)
    target_id = models.PositiveBigIntegerField(null=True, db_index=True)
    address = models.CharField(max_length=LONGEST_ADDRESS, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link of a page")
        verbose_name_plural = _("links of pages")
        indexes: ClassVar[list[Any]] = [models.Index(fields=["kind"], name="links_by_kind")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.kind} {self.target_id or self.address}"


class ExternalAddress(models.Model):
    """What another site has answered when it was asked whether an address is still there.

    `failures` counts the times in a row; `problem` is empty while all is well, else a key of `links.asking.Problem`.
    """

    address = models.CharField(max_length=LONGEST_ADDRESS, unique=True)
    asked_at = models.DateTimeField(null=True)
    fine_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=20, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("address on another site")
        verbose_name_plural = _("addresses on other sites")

    def __str__(self) -> str:
        return self.address


class PageReview(models.Model):
    """That somebody has looked at a page and found it still right. Who it was stands in Wagtail's log."""

    page_key = models.UUIDField(unique=True)
    reviewed_on = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")

    def __str__(self) -> str:
        return f"{self.page_key}: {self.reviewed_on}"
