"""When a change of English reached the translators; nothing here tells of a person."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringSegment, TranslationSource


class SegmentArrival(models.Model):
    """Since when a segment asks to be translated; those that a source had from its beginning have none."""

    segment = models.OneToOneField(StringSegment, on_delete=models.CASCADE, related_name="arrival")
    since = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("arrival of a segment")

    def __str__(self) -> str:
        return f"{self.segment_id}: {self.since}"


class SourceChange(models.Model):
    """When anything was last changed that a translation takes over, be it a picture or a paragraph that went."""

    source = models.OneToOneField(TranslationSource, on_delete=models.CASCADE, related_name="last_change")
    changed_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a source")

    def __str__(self) -> str:
        return f"{self.source_id}: {self.changed_at}"
