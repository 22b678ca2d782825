"""A document that somebody imports, until its drafts are made; and which pages came from which document."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from mimi.editors.importing import limits


class Stage(models.TextChoices):
    """How far an import has come."""

    WAITING = "waiting", _("Waiting to be read")
    READING = "reading", _("Being read")
    READY = "ready", _("To be looked at")
    FAILED = "failed", _("Could not be read")
    MADE = "made", _("Drafts made")


def _expiry() -> datetime:
    return timezone.now() + limits.KEEP_PROPOSAL


class ImportProposal(models.Model):
    """What was read of a document, and what an editor wants to become of each part.

    `outline` are its blocks as `codec` writes them, `parts` what `recognition.parts` makes of them; `settings` say
    where the pages are to stand. `version` goes up with each change, so that two windows don't undo each other's work.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    size = models.PositiveIntegerField(_("size"), default=0)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.WAITING)
    problem = models.CharField(max_length=40, default="", blank=True)
    notes = models.JSONField(default=list, blank=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    language = models.CharField(_("language"), max_length=10, default="", blank=True)
    outline = models.JSONField(default=list, blank=True)
    parts = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("uploaded on"), default=timezone.now)
    expires_at = models.DateTimeField(_("kept until"), default=_expiry)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ()
        indexes: ClassVar[list[Any]] = [models.Index(fields=["owner", "-created_at"], name="imports_of_a_person")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.pk})"


class ImportUpload(models.Model):
    """The file itself, until it has been read; in the database, so that it goes with its import and nowhere else."""

    proposal = models.OneToOneField(ImportProposal, on_delete=models.CASCADE, related_name="upload")
    content = models.BinaryField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("uploaded document")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.proposal_id)


class ImportedPage(models.Model):
    """That a page was made from a part of a document.

    `origin` is a digest of the file's name and of where the part stood in it: the same part of the same document finds
    its page again, however its words have changed. `contents` are digests of the fields as they were made, by name:
    what differs was changed by an editor since.
    """

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    origin = models.CharField(max_length=64, unique=True)
    file_name = models.CharField(max_length=255)
    path = models.TextField()
    number = models.CharField(max_length=20, default="", blank=True)
    contents = models.JSONField(default=dict)
    imported_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("imported page")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.file_name}: {self.path}"
