"""Brings what translators see up to the English, as soon as that is published.

wagtail-localize keeps a copy of the English, its source, and renews it only when somebody asks it to. Without that
nobody would learn that a translation is behind. Renewing the source touches nothing that translators wrote: their words
are kept by segment, and a translated page stays as it is until somebody saves or publishes it.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, TranslationSource

from mimi.editors.status.models import SegmentArrival, SourceChange

# A segment within its object, whatever its place there.
Place = tuple[int, int]


def refresh(page: Any, now: datetime | None = None) -> bool:
    """Offer an object's English to its translators as it is now; say whether anybody translates it.

    `page` is a page or a snippet as it was published; or, to let translators prepare what is held back, a draft of it
    (`page.get_latest_revision_as_object()`). What it changes is dated `now`.
    """
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale_id=page.locale_id).first()
    if source is None:
        return False
    now = now or timezone.now()
    with transaction.atomic():
        arrivals = _arrivals(source)
        before = _content(source)
        source, _created = TranslationSource.update_or_create_from_instance(page)
        _note_arrivals(source, arrivals, now)
        if _content(source) != before:
            SourceChange.objects.update_or_create(source=source, defaults={"changed_at": now})
    return True


def _arrivals(source: TranslationSource) -> dict[Place, datetime | None]:
    """Return the segments of a source, and since when each asks to be translated."""
    rows = StringSegment.objects.filter(source=source).values_list("string_id", "context_id", "arrival__since")
    return {(string, context): since for string, context, since in rows}


def _note_arrivals(source: TranslationSource, earlier: dict[Place, datetime | None], now: datetime) -> None:
    """Date the segments that are new; one that only stands elsewhere keeps its date."""
    undated = StringSegment.objects.filter(source=source, arrival=None)
    new = []
    for segment in undated.only("string_id", "context_id"):
        since = earlier.get((segment.string_id, segment.context_id), now)
        if since is not None:
            new.append(SegmentArrival(segment=segment, since=since))
    SegmentArrival.objects.bulk_create(new, ignore_conflicts=True)


def _content(source: TranslationSource) -> Any:
    """Return what a translation takes over from a source, without what differs at each publish."""
    content = json.loads(source.content_json)
    fields = get_translatable_fields(source.specific_content_type.model_class())
    return {field.field_name: _without_numbers(content.get(field.field_name)) for field in fields}


def _without_numbers(value: Any) -> Any:
    """Leave out the primary keys of children: a draft's have none."""
    if isinstance(value, list):
        return [_without_numbers(item) for item in value]
    if isinstance(value, dict):
        return {name: _without_numbers(item) for name, item in value.items() if name != "pk"}
    return value
