"""Books that were made, and their files. Nothing here is about people."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class Edition(models.Model):
    """A book in one language as it was last made.

    `tags`, `stamp` and `epoch` say on what it depends and what had been published when its making began (see
    `mimi.pages.cache`). `made_of` is a digest of all that stands in it; it is empty where no book could be made.
    """

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    made_of = models.CharField(max_length=64, blank=True)
    tags = models.JSONField(default=list)
    stamp = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(max_length=40, blank=True)
    release = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "edition of a book"
        verbose_name_plural = "editions of books"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="a_book_has_one_edition_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.language})"


class BookFile(models.Model):
    """One file of an edition. `format` is how its name ends, `digest` of its content, `size` in bytes.

    `stored_as` is its name in the store.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=10)
    stored_as = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "file of a book"
        verbose_name_plural = "files of books"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["edition", "format"], name="an_edition_has_one_file_a_format")
        ]

    def __str__(self) -> str:
        return self.stored_as
