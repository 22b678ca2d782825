"""The earlier translation of a text that has changed, offered as a start.

It stands in the translator's field, marked as an error by wagtail-localize's own mark: so it counts as work to do, is
never published, and becomes a translation like any other when somebody saves it.
"""

from __future__ import annotations

from django.utils.translation import gettext, override
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from mimi.editors.changes.wording import touched


def offer_earlier_translations(translation: Translation) -> int:
    """Put earlier translations into the empty fields of texts that have changed; return how many."""
    language = translation.target_locale.language_code
    with override(language):
        told = gettext("To check: the English has changed since this was written. Save it when it says the same.")
    fields = {"context__object_id": translation.source.object_id, "locale_id": translation.target_locale_id}
    filled = set(StringTranslation.objects.filter(**fields).values_list("context_id", "translation_of_id"))
    rows = {
        (one.segment.context_id, one.segment.string_id): StringTranslation(
            translation_of_id=one.segment.string_id,
            context_id=one.segment.context_id,
            locale_id=translation.target_locale_id,
            data=one.earlier.data,
            translation_type=one.earlier.translation_type,
            tool_name=one.earlier.tool_name,
            last_translated_by_id=one.earlier.last_translated_by_id,
            has_error=True,
            field_error=told,
        )
        for one in touched(translation)
        if one.earlier is not None
    }
    new = [row for key, row in rows.items() if key not in filled]
    # Somebody else may offer the same at the same time.
    StringTranslation.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def offer_everywhere(source: TranslationSource) -> None:
    """Do so in all languages that a source is translated to."""
    for translation in source.translations.filter(enabled=True).select_related("source", "target_locale"):
        offer_earlier_translations(translation)
