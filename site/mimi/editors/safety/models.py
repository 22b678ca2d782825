"""Deleted pages that are still kept, and the place where they stand meanwhile."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester


class Bin(Page):
    """Keeps deleted pages: beside the home pages, below no site's root, and out of everybody's hands.

    Its slug is `BIN_SLUG` of `mimi.pages.visibility`.
    """

    is_creatable = False
    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("deleted pages")

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """Return what somebody may do with it: nothing."""
        from mimi.editors.roles.pages import PageRights

        return PageRights(user, self)


class Deletion(models.Model):
    """That somebody has deleted a page, with all below it and, of an English page, its translations."""

    title = models.CharField(max_length=255)
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deletion")
        ordering: ClassVar[list[str]] = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class DeletedPage(models.Model):
    """A deleted page, and where it stood in one language: below which page, before which other, and under which slug.

    `live` are the ids of the pages that were live of it and of those below.
    """

    deletion = models.ForeignKey(Deletion, on_delete=models.CASCADE, related_name="pages")
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    parent_id = models.PositiveBigIntegerField()
    before_id = models.PositiveBigIntegerField(null=True)
    slug = models.CharField(max_length=255)
    live = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("deleted page")

    def __str__(self) -> str:
        return f"{self.slug} ({self.language})"
