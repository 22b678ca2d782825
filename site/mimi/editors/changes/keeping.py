"""Keeps what was written on a translated page itself when wagtail-localize begins to manage it, or does so again.

Left to itself, wagtail-localize would put the page together from its own strings and lose all that (its issue 876): a
translation that was stopped, edited by hand and started again; or a page that was translated by hand, and then by
"translate this page" of the page above. So the texts are taken from the page into the strings first. What has no place
among them keeps the page from being managed.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringSegment, StringTranslation, Translation
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import extract_segments

from mimi.editors.changes.offering import offer_earlier_translations
from mimi.editors.changes.wording import touched
from mimi.editors.parity.pairs import Text, by_place, label_of, texts_of
from mimi.editors.parity.places import edit_url
from mimi.loading.localize import with_ids_of
from mimi.pages.gates import NotReadyError, gates_are_open


class WouldBeLostError(NotReadyError):
    """Parts of a page stand in no other language, so managing its translation would lose them."""


def before_translation_is_saved(instance: Translation, **kwargs: Any) -> None:
    """Take the texts of a page over before it is managed.

    Raises:
        WouldBeLostError: some of them can't be.
    """
    if not instance.enabled or gates_are_open():
        return
    is_new = instance.pk is None
    if not is_new and Translation.objects.filter(pk=instance.pk, enabled=True).exists():
        return
    page = _page_of(instance)
    if page is not None:
        take_over(instance, page, was_managed=not is_new)


def _page_of(translation: Translation) -> Any:
    """Return the newest version of a page that is there already; a copy of the English holds nothing of its own."""
    found = Page.objects.filter(
        translation_key=translation.source.object_id, locale_id=translation.target_locale_id, alias_of=None
    ).first()
    return found.get_latest_revision_as_object() if found else None


def take_over(translation: Translation, page: Any, *, was_managed: bool) -> None:
    """Make what stands on a page the translation of the English texts in the same places.

    Where the English has changed since, it becomes the translation of what stood there before, and is offered as such.
    """
    rows = StringSegment.objects.filter(source_id=translation.source_id).select_related("string", "context")
    segments = by_place(rows.order_by("order"))
    texts = texts_of(page)
    lost = [text for key, text in texts.items() if key not in segments]
    if lost:
        raise _refusal(page, lost)
    behind = {one.segment.pk: one for one in touched(translation)}
    for key, text in texts.items():
        segment = segments[key]
        data = with_ids_of(json.loads(segment.attrs or "{}"), text.markup, text.attributes)
        if data == segment.string.data and segment.pk in behind:
            continue  # English that stands there for want of a translation.
        one = behind.get(segment.pk)
        if one is not None and one.before is not None:
            _write(translation, one.before.pk, segment, data)
        elif one is None or not was_managed:
            _write(translation, segment.string_id, segment, data)
        else:
            _write(translation, segment.string_id, segment, data, to_check=True)
    _take_over_values(translation, page)
    if was_managed:
        offer_earlier_translations(translation)


def _write(
    translation: Translation, string_id: int, segment: StringSegment, data: str, *, to_check: bool = False
) -> None:
    place = {
        "translation_of_id": string_id,
        "locale_id": translation.target_locale_id,
        "context_id": segment.context_id,
    }
    if StringTranslation.objects.filter(**place, data=data, has_error=False).exists():
        return
    row, _made = StringTranslation.objects.update_or_create(
        **place,
        defaults={
            "data": data,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            "tool_name": "",
            "has_error": False,
            "field_error": "",
        },
    )
    if to_check and not row.has_error:
        told = gettext("To check: this was written while the translation was stopped.")
        StringTranslation.objects.filter(pk=row.pk).update(has_error=True, field_error=told)


def _take_over_values(translation: Translation, page: Any) -> None:
    """Keep the values of its own that a page has for what may differ from the English, such as a picture."""
    values = {one.path: one.data for one in extract_segments(page) if isinstance(one, OverridableSegmentValue)}
    rows = OverridableSegment.objects.filter(source_id=translation.source_id).select_related("context")
    for row in rows:
        value = values.get(row.context.path, row.data)
        place = {"locale_id": translation.target_locale_id, "context_id": row.context_id}
        known = SegmentOverride.objects.filter(**place)
        if value == row.data and not known.exists():
            continue
        data = json.dumps(value)
        if not known.update(data_json=data, updated_at=timezone.now()):
            SegmentOverride.objects.create(**place, data_json=data)


def _refusal(page: Any, lost: list[Text]) -> WouldBeLostError:
    from mimi.editors.parity.gate import ERROR, Finding

    paths = dict.fromkeys(text.path for text in lost)
    told = gettext("“%(place)s” stands only on this page. It would be lost: move or delete it first.")
    reasons = [
        Finding(ERROR, told % {"place": label_of(page, path)}, f"{edit_url(page.pk)}#{_anchor(path)}", "kept")
        for path in paths
    ]
    return WouldBeLostError(page, reasons)


def _anchor(path: str) -> str:
    name, *rest = path.split(".")
    return f"block-{rest[0]}-section" if rest else f"id_{name}"


def connect() -> None:
    """Connect the above."""
    pre_save.connect(before_translation_is_saved, sender=Translation)
