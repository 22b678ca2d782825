"""A document in another language than English: its texts become those of the translation, where both are built alike.

English comes first here. So a part is matched with an English page, and its blocks, steps and rows with those of that
page by their order. Where a stretch of the English has as many segments as that of the document, they are paired; all
else is left to the translator, and told. Words that a translator has written are never touched.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from mimi.editors.changes.holding import save_draft
from mimi.editors.importing.making import ACTION, Maker, PageContent, Rows, Told, assign, origin
from mimi.editors.importing.models import ImportProposal
from mimi.editors.roles.translations import is_closed_to, languages_to_begin

RIGHT = "wagtail_localize.submit_translation"


def translate(row: ImportProposal, maker: Maker, content: PageContent, user: Any, told: Told) -> None:
    """Offer a page's texts, and those of the pages below it, to the translations of English pages."""
    chosen = content.part.pairs.get("english", "")
    source = maker.model.objects.filter(pk=chosen, locale__language_code="en").first() if chosen.isdecimal() else None
    if source is None:
        told.refused.append((content.part.title, "english"))
        return
    locale = Locale.objects.get(language_code=row.language)
    _Translating(row, locale, user, told).page(content, source)


class _Translating:
    def __init__(self, row: ImportProposal, locale: Locale, user: Any, told: Told) -> None:
        self.row, self.locale, self.user, self.told = row, locale, user, told

    def page(self, content: PageContent, source: Page) -> None:
        target = source.get_translations().filter(locale=self.locale).first()
        if not self._may(source, target):
            self.told.refused.append((content.part.title, "translate"))
            return
        draft = source.specific.get_latest_revision_as_object()
        record, _created = TranslationSource.update_or_create_from_instance(draft)
        translation, _created = Translation.objects.get_or_create(source=record, target_locale=self.locale)
        paired, whole = self._pair(record, content)
        kept = target is not None and target.alias_of_id is None
        page = save_draft(translation, self.user) if kept else self._begun(translation)
        log(instance=page, action=ACTION, user=self.user, data={"file": self.row.file_name})
        self.told.translated.append((page.pk, page.title, paired, whole))
        self._below(content, source)

    def _begun(self, translation: Translation) -> Page:
        """Make the draft of a page that is new in this language."""
        translation.save_target(user=self.user, publish=False)
        return cast(Page, translation.get_target_instance())

    def _below(self, content: PageContent, source: Page) -> None:
        """Pair the pages below by their order, where there are as many."""
        kinds = {below.model for below in content.below}
        for kind in kinds:
            below = [each for each in content.below if each.model is kind]
            sources = list(kind.objects.child_of(source).order_by("path"))
            if len(below) != len(sources):
                self.told.refused += [(each.part.title, "pages") for each in below]
                continue
            for each, page in zip(below, sources, strict=True):
                self.page(each, page)

    def _may(self, source: Page, target: Page | None) -> bool:
        if target is not None:
            may = bool(target.permissions_for_user(self.user).can_edit())
            return may and not is_closed_to(self.user, target)
        parent = source.get_parent().get_translations().filter(locale=self.locale).first()
        if parent is None or not self.user.has_perm(RIGHT):
            return False
        return self.locale.language_code in languages_to_begin(self.user)

    def _pair(self, record: TranslationSource, content: PageContent) -> tuple[int, int]:
        """Keep a translation for each segment that has its like; return how many, and of how many."""
        twin = record.as_instance()
        assign(twin, _like(twin, content.values), origin(self.row, content.part))
        _with_keys_of(record.as_instance(), twin, content.values)
        spoken: dict[str, list[StringSegmentValue]] = defaultdict(list)
        for segment in extract_segments(twin):
            if isinstance(segment, StringSegmentValue):
                spoken[segment.path].append(segment)
        segments = list(
            StringSegment.objects.filter(source=record).select_related("string", "context").order_by("order")
        )
        by_path: dict[str, list[StringSegment]] = defaultdict(list)
        for segment in segments:
            by_path[segment.context.path].append(segment)
        known = set(
            StringTranslation.objects.filter(locale=self.locale, context__object_id=record.object_id).values_list(
                "translation_of_id", "context_id"
            )
        )
        new: dict[tuple[int, int], StringTranslation] = {}
        paired = 0
        for path, found in by_path.items():
            said = spoken.get(path, [])
            if path == "slug" or path.split(".")[0] not in content.values or len(said) != len(found):
                continue
            for segment, value in zip(found, said, strict=True):
                key = (segment.string_id, segment.context_id)
                paired += 1
                if key in known or key in new or bool(json.loads(segment.attrs or "{}")) != bool(value.attrs):
                    continue
                new[key] = StringTranslation(
                    translation_of=segment.string,
                    locale=self.locale,
                    context=segment.context,
                    data=value.string.get_translatable_html(),
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    tool_name=self.row.file_name[:255],
                    last_translated_by=self.user,
                )
        StringTranslation.objects.bulk_create(new.values())
        return paired, len(segments)


def _like(source: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return values whose blocks carry the ids of the source's, where both have the same kinds in the same order."""
    done: dict[str, Any] = {}
    for name, value in values.items():
        field = source._meta.get_field(name)
        if not isinstance(field, StreamField):
            done[name] = value
            continue
        blocks = list(getattr(source, name).raw_data)
        same = [block["type"] for block in blocks] == [block["type"] for block in value]
        if same:
            done[name] = [_as_of(new, block) for new, block in zip(value, blocks, strict=True)]
    return done


def _as_of(new: Any, source: Any) -> Any:
    """Return a block's value with the ids of the source's, in the lists within it too where they are as long."""
    if isinstance(new, dict) and isinstance(source, Mapping):
        told = {name: _as_of(value, source.get(name)) for name, value in new.items()}
        return {**told, "id": source["id"]} if "id" in new and "id" in source else told
    if isinstance(new, list) and isinstance(source, list) and len(new) == len(source):
        return [_as_of(each, other) for each, other in zip(new, source, strict=True)]
    return new


def _with_keys_of(source: Any, twin: Any, values: dict[str, Any]) -> None:
    """Give rows the keys of the source's, where there are as many."""
    for name, value in values.items():
        if not isinstance(value, Rows):
            continue
        theirs, ours = list(getattr(source, name).all()), list(getattr(twin, name).all())
        if len(theirs) != len(ours):
            setattr(twin, name, theirs)
            continue
        for own, other in zip(ours, theirs, strict=True):
            own.translation_key, own.pk = other.translation_key, other.pk
        setattr(twin, name, ours)
