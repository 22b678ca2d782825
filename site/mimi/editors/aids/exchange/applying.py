"""Takes a judged file in: all of it that is to be taken, or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail_localize.models import StringTranslation

from mimi.editors.aids.exchange.judging import TAKEN, Judgement
from mimi.editors.aids.texts import normal


@transaction.atomic
def apply(judgement: Judgement, user: Any, tool: str) -> int:
    """Store the texts that are to be taken as done by people, and return how many; `tool` names the kind of file."""
    taken = [(verdict.row, verdict.unit) for _document, verdict in judgement.of(*TAKEN) if verdict.row]
    for row, unit in taken:
        StringTranslation.objects.update_or_create(
            translation_of_id=row.segment.string_id,
            locale_id=row.translation.target_locale_id,
            context_id=row.segment.context_id,
            defaults={
                "data": normal(unit.translation),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": tool,
                "last_translated_by": user,
                "has_error": False,
                "field_error": "",
            },
        )
    return len(taken)
