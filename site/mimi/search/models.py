"""What search remembers: documents, the words of each language, and which document has which.

No key here is one that the database enforces: what goes with a page is deleted by `indexing`, in one statement, and a
word that is cleared away while somebody publishes a page that has it must not stop her. What is shown of a page is
read from the page itself.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchDocument(models.Model):
    """Something to find, in one language: a page, or an entry such as a glossary term.

    `key` is its translation key; `page` the id of its page, empty for an entry. `text` holds its paragraphs, one a
    line; `headings` stand among them. `version` tells whether it is to be read again. `tie` puts equals in an order
    that is the same everywhere.
    """

    key = models.UUIDField()
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    page = models.PositiveBigIntegerField(null=True, db_index=True)
    title = models.CharField(max_length=255)
    about = models.CharField(max_length=400, blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    version = models.CharField(max_length=64)
    tie = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "search"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("key", "language", name="search_document_once_a_language"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["language"], name="search_document_language")]

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class SearchStem(models.Model):
    """What the forms of a word have in common."""

    language = models.CharField(max_length=12)
    stem = models.CharField(max_length=100)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "search"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("language", "stem", name="search_stem_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.stem


class SearchWord(models.Model):
    """A form of a word as texts have it: `form` folded for comparison, `shown` as it is written."""

    stem = models.ForeignKey(SearchStem, on_delete=models.DO_NOTHING, db_constraint=False, related_name="words")
    language = models.CharField(max_length=12)
    form = models.CharField(max_length=100)
    shown = models.CharField(max_length=100)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "search"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("language", "form", name="search_word_once_a_language"),
        ]

    def __str__(self) -> str:
        return self.shown


class SearchPosting(models.Model):
    """That a document has a word in some form, and how much that tells of it: see `weighing`."""

    document = models.ForeignKey(
        SearchDocument, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    stem = models.ForeignKey(
        SearchStem, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    weight = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "search"
        indexes: ClassVar[list[models.Index]] = [
            # Holds all that a query reads.
            models.Index(fields=["stem", "document", "weight"], name="search_posting_of_stem"),
            models.Index(fields=["document"], name="search_posting_of_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.stem_id}"
