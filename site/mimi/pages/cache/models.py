"""What the database remembers for the caches of all workers."""

from __future__ import annotations

import uuid

from django.db import models


class StampCounter(models.Model):
    """One row: the last stamp given out, and an id that tells this database from another."""

    epoch = models.UUIDField(default=uuid.uuid4)
    value = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "pages"

    def __str__(self) -> str:
        return str(self.value)


class CacheStamp(models.Model):
    """When a tag was last raised, on the counter's scale."""

    tag = models.CharField(max_length=200, unique=True)
    stamp = models.PositiveBigIntegerField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "pages"

    def __str__(self) -> str:
        return f"{self.tag} @ {self.stamp}"


class PageFace(models.Model):
    """What other pages show of a live page, as a digest; tells whether a publish changed it.

    `digest` is empty while the page isn't live.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    url_path = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        app_label = "pages"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.digest[:8]}"
