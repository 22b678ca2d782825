"""Translations that wagtail-localize manages, and what the gate says of them."""

from __future__ import annotations

from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from mimi.editors.parity.gate import draft_of, findings
from mimi.pages.gates import open_gates


def manage(english: Any, language_page: Any) -> Translation:
    """Let wagtail-localize manage a translation that has nothing translated: nothing is taken over from its page."""
    source, _made = TranslationSource.update_or_create_from_instance(english)
    with open_gates():
        return Translation.objects.create(source=source, target_locale=language_page.locale)


def translate(translation: Translation, only: str = "", **words: str) -> None:
    """Translate what isn't translated: by words given by path (with __ for dots), else the English with “(nb)”."""
    rows = StringSegment.objects.filter(source=translation.source).select_related("string", "context")
    for row in rows.order_by("order"):
        if only and row.context.path != only:
            continue
        said = words.get(row.context.path.replace(".", "__"), f"{row.string.data} ({translation.target_locale})")
        place = {"translation_of": row.string, "context": row.context, "locale": translation.target_locale}
        if not StringTranslation.objects.filter(**place, has_error=False).exists():
            values = {"data": said, "translation_type": "manual", "has_error": False, "field_error": ""}
            StringTranslation.objects.update_or_create(**place, defaults=values)


def managed(english: Any, language_page: Any) -> Translation:
    """Let wagtail-localize manage a translation that is finished."""
    translation = manage(english, language_page)
    translate(translation)
    return translation


def found(page: Any, key: str = "") -> list[str]:
    """Return what the gate finds on a page, as “level: message”, of one check or of all."""
    return [f"{one.level}: {one.message}" for one in findings(page) if key in ("", one.check)]


def found_in(translation: Translation, key: str = "") -> list[str]:
    """Return what the gate finds on a translation as it would be published."""
    return found(draft_of(translation), key)
