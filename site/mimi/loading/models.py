"""What the loader remembers of what it has loaded, so that it never overwrites an editor."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class LoadedContent(models.Model):
    """One page or snippet in one language, as it was when it was loaded last.

    `file_digest` tells whether the files have changed since, `content_digest` whether an editor has changed
    what was loaded (see `mimi.loading.edits`). `fields` are the names of the fields that were filled, `revision` is
    that of the page which the load made; both are empty where an earlier version of the site has loaded it.
    """

    key = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    file_digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    fields = models.TextField(default="", blank=True)
    revision = models.PositiveBigIntegerField(null=True, blank=True)
    loaded_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "loaded content"
        verbose_name_plural = "loaded contents"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["key", "language"], name="content_is_loaded_once_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
