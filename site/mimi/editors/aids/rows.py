"""The segments of translations with what is there of them in the other language, for many translations at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from mimi.editors.aids.places import Place, place_of


@dataclass(frozen=True)
class Row:
    """A segment of a translation. `english` and `text` are HTML with inline tags only, as wagtail-localize keeps it."""

    translation: Translation
    segment: StringSegment
    stored: StringTranslation | None

    @property
    def english(self) -> str:
        """What is to be translated."""
        return str(self.segment.string.data)

    @property
    def path(self) -> str:
        """Where it stands in the page."""
        return str(self.segment.context.path)

    @property
    def text(self) -> str:
        """The translation, empty where there is none or a faulty one."""
        return "" if self.stored is None or self.stored.has_error else str(self.stored.data)

    @property
    def unconfirmed(self) -> bool:
        """Whether a machine has written it and nobody has confirmed it."""
        return self.stored is not None and self.stored.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE

    @property
    def done(self) -> bool:
        """Whether a person stands for it."""
        return bool(self.text) and not self.unconfirmed

    @cached_property
    def place(self) -> Place:
        """What it is part of, in words."""
        model = self.translation.source.specific_content_type.model_class()
        return place_of(model, self.segment.context.field_path or self.path.partition(".")[0])


def rows_of(translations: Sequence[Translation]) -> dict[int, list[Row]]:
    """Return the rows of translations into one language by their ids, in the order of the page, by two queries."""
    by_source = {one.source_id: one for one in translations}
    found: dict[int, list[Row]] = {one.pk: [] for one in translations}
    segments = (
        StringSegment.objects.filter(source__in=list(by_source))
        .select_related("string", "context")
        .order_by("source", "order", "pk")
    )
    stored = _stored(translations)
    for segment in segments:
        translation = by_source[segment.source_id]
        found[translation.pk].append(Row(translation, segment, stored.get((segment.string_id, segment.context_id))))
    return found


def rows(translation: Translation) -> list[Row]:
    """Return the rows of one translation."""
    return rows_of([translation])[translation.pk]


def _stored(translations: Iterable[Translation]) -> dict[tuple[int, int], StringTranslation]:
    objects = [one.source.object_id for one in translations]
    locales = {one.target_locale_id for one in translations}
    rows = StringTranslation.objects.filter(context__object_id__in=objects, locale__in=locales)
    return {(row.translation_of_id, row.context_id): row for row in rows}
