"""What a machine has written, and a person has not yet looked at: it isn't done until she saves or confirms it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation, Translation

from mimi.editors.aids.rows import Row, rows


@dataclass(frozen=True)
class Waiting:
    """A segment that waits for a person, in a sentence; `place` counts the texts that have the same path."""

    message: str
    path: str
    place: int
    segment_id: int


def unconfirmed(translation: Translation) -> list[Row]:
    """Return the segments of a translation, in their order, that a machine has written and nobody has confirmed."""
    return [row for row in rows(translation) if row.unconfirmed]


def confirm(row: Row, user: Any) -> bool:
    """Let a person stand for a segment as it is; False where there is nothing to confirm."""
    if row.stored is None or not row.unconfirmed:
        return False
    row.stored.translation_type = StringTranslation.TRANSLATION_TYPE_MANUAL
    row.stored.tool_name = ""
    row.stored.last_translated_by = user
    row.stored.save(update_fields=["translation_type", "tool_name", "last_translated_by", "updated_at"])
    return True


def waiting(translation: Translation) -> list[Waiting]:
    """Return what the gate has to say of a translation: each segment that nobody has confirmed, and where it stands."""
    told = _("“%(place)s” was translated by a machine. Read it, and confirm or change it.")
    places: Counter[str] = Counter()
    found = []
    for row in rows(translation):
        if row.unconfirmed:
            found.append(Waiting(told % {"place": row.place.label}, row.path, places[row.path], row.segment.pk))
        places[row.path] += 1
    return found
