"""The English texts that were replaced by others, and pages that wait to be published in several languages at once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class EarlierWording(models.Model):
    """The texts of an English page in their order, as they were before it was synchronised anew.

    `segments` is a list of [context id, string id]. wagtail-localize knows texts by what they say only: this tells
    which one stood in the place of which.
    """

    source = models.ForeignKey("wagtail_localize.TranslationSource", on_delete=models.CASCADE, related_name="+")
    segments = models.JSONField(default=list)
    replaced_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("earlier wording")

    def __str__(self) -> str:
        return f"{self.source_id} ({self.replaced_at})"


class ReleaseState(models.TextChoices):
    """What has become of a release."""

    WAITING = "waiting", _("Waiting")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


class Release(models.Model):
    """That a version of an English page waits until the same page is ready in other languages.

    It goes live with all of them, in one transaction; not before `go_live_at` where that is given. A page has at most
    one that is waiting.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="releases")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    languages = models.JSONField(_("languages"), default=list)
    go_live_at = models.DateTimeField(_("not before"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ReleaseState.choices, default=ReleaseState.WAITING, db_index=True
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # When its publisher was told that it wasn't ready at its time.
    told_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("release in several languages")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(state="waiting"), name="a_page_waits_in_one_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.state})"


class Approval(models.Model):
    """That a version of a translated page was found good enough to go live with a release; the newest one counts."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approvals")
    language = models.CharField(max_length=10)
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("approval for a release")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["release", "language"], name="a_language_is_approved_once_a_release")
        ]

    def __str__(self) -> str:
        return f"{self.release_id} ({self.language})"
