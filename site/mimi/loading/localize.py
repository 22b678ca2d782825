"""Finished translations in wagtail-localize.

An editor who opens a Norwegian page finds every segment of it translated. The translation's own segments are
cut out by wagtail-localize's own code from an object that is built from the translated file, and paired
with the source's by their paths; the ids of blocks and children are the same in every language.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from mimi.loading.fields import Objects, assign, fingerprint
from mimi.loading.items import Item
from mimi.pages.chrome import HOME_DEPTH
from mimi.pages.digests import digest_of


def finish_translation(item: Item, source: Any, locale: Locale, objects: Objects) -> None:
    """Make or renew a finished translation of an object, and publish it."""
    record, _created = TranslationSource.update_or_create_from_instance(source)
    translation, _created = Translation.objects.get_or_create(source=record, target_locale=locale)
    _translate_strings(item, record, locale, objects)
    if isinstance(source, Page):
        _give_address(item, source, locale)
        translation.save_target(publish=False)
        page = translation.get_target_instance()
        page.get_latest_revision().publish()
    else:
        translation.save_target(publish=True)


def _give_address(item: Item, source: Page, locale: Locale) -> None:
    """Make the translated page under its own slug at once.

    wagtail-localize would make it under the English slug and rename it, which leaves a redirect behind.
    """
    if source.get_translations().filter(locale=locale).exists():
        return
    page = source.copy_for_translation(locale, copy_parents=True)
    page.slug = str(item.texts[locale.language_code]["slug"])
    page.set_url_path(page.get_parent())
    Page.objects.filter(pk=page.pk).update(slug=page.slug, url_path=page.url_path)
    _put_in_place(Page.objects.get(pk=page.pk), source, locale)


def _put_in_place(page: Page, source: Page, locale: Locale) -> None:
    """Move a new translation, which stands behind its siblings, to the place that the source has among its own."""
    if page.depth <= HOME_DEPTH:
        return
    earlier = source.get_prev_siblings().order_by("path").values_list("translation_key", flat=True)
    places = {key: n for n, key in enumerate(earlier)}
    siblings = page.get_siblings(inclusive=False).order_by("path")
    known = siblings.filter(translation_key__in=places)
    before = max(known, key=lambda one: places[one.translation_key], default=None)
    behind = siblings.filter(path__gt=before.path) if before else siblings
    if behind.exists():
        page.move(before or siblings[0], pos="right" if before else "left")


def _translate_strings(item: Item, record: TranslationSource, locale: Locale, objects: Objects) -> None:
    spoken = _translated_segments(item, record, locale, objects)
    present = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(locale=locale, context__object_id=record.object_id)
    }
    new: dict[tuple[int, int], StringTranslation] = {}
    places: dict[str, int] = defaultdict(int)
    segments = StringSegment.objects.filter(source=record).select_related("string", "context")
    for segment in segments.order_by("order"):
        path = segment.context.path
        place = places[path]
        places[path] += 1
        if place >= len(spoken[path]):
            continue
        twin = spoken[path][place]
        data = with_ids_of(json.loads(segment.attrs), twin.string.get_translatable_html(), twin.attrs)
        key = (segment.string_id, segment.context_id)
        row = present.get(key) or new.get(key)
        if row is None:
            new[key] = StringTranslation(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                data=data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        elif row.pk and (row.data != data or row.has_error):
            row.data = data
            row.has_error = False
            row.field_error = ""
            row.save()
    StringTranslation.objects.bulk_create(new.values())


def _translated_segments(
    item: Item, record: TranslationSource, locale: Locale, objects: Objects
) -> dict[str, list[StringSegmentValue]]:
    """Return the translated segments by path, cut from an object that is never saved."""
    twin = record.as_instance()
    assign(item, twin, item.texts[locale.language_code], objects)
    found: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for segment in extract_segments(twin):
        if isinstance(segment, StringSegmentValue):
            found[segment.path].append(segment)
    return found


def with_ids_of(source_attrs: dict[str, Any] | None, markup: str, attrs: dict[str, Any] | None) -> str:
    """Return a translated string whose links carry the ids that the source's have.

    wagtail-localize takes a link's attributes from the source by its id, and ids are given in the order of
    the text, which differs between languages.
    """
    data = markup
    left = dict(source_attrs or {})
    for own_id, attributes in (attrs or {}).items():
        twin = next((name for name, attrs in left.items() if attrs == attributes), None)
        if twin is not None:
            del left[twin]
            data = data.replace(f'id="{own_id}"', f'id="\0{twin}"')
    return data.replace("\0", "")


def translation_fingerprint(item: Item, source: Any, locale: Locale, names: list[str] | None = None) -> str:
    """Return a digest of a translation: the page as it is, and what stands in the translator's fields.

    `names` are those of the fields, if not all that the files fill. It is empty where there is no translation.
    """
    target = item.model.objects.filter(translation_key=item.translation_key, locale=locale).first()
    if target is None:
        return ""
    rows = StringTranslation.objects.filter(locale=locale, context__object_id=item.translation_key).order_by(
        "context__path", "translation_of__data_hash"
    )
    strings = list(rows.values_list("context__path", "translation_of__data_hash", "data"))
    return digest_of([fingerprint(item, target, names), strings])
