"""A translated page beside the English that it is compared with, cut into the same texts by wagtail-localize."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

from mimi.pages.links import SOURCE_LANGUAGE


@dataclass(frozen=True)
class Text:
    """One text of a page: where it stands, which one of its field it is, and its markup with ids for attributes."""

    path: str
    place: int
    markup: str
    attributes: dict[str, dict[str, str]] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> tuple[str, int]:
        """What tells it from all others of its page."""
        return self.path, self.place

    @cached_property
    def words(self) -> str:
        """The text as it is read, without marks."""
        marked = "<" in self.markup or "&" in self.markup
        return StringValue(self.markup).render_text() if marked else self.markup


@dataclass(frozen=True)
class Block:
    """A block, a list's item or a row of a page: its path, its kind in words, and its place among its siblings."""

    path: str
    kind: str
    siblings: str
    place: int


class Pair:
    """A translated page as it would be published, and its English.

    A translation that wagtail-localize manages is compared with the English that it was synchronised with last, which
    may be a draft that waits; another one with the English page as it is live. `source` is None where there is no
    English: then there is nothing to compare with.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self.language = str(page.locale.language_code)

    @cached_property
    def translation(self) -> Translation | None:
        """What wagtail-localize knows of the translation, while it manages it."""
        found = Translation.objects.filter(
            source__object_id=self.page.translation_key, target_locale_id=self.page.locale_id, enabled=True
        )
        return found.select_related("source", "target_locale").first()

    @cached_property
    def source(self) -> Any:
        """The English page."""
        if self.language == SOURCE_LANGUAGE:
            return None
        if self.translation is not None:
            return self.translation.source.as_instance()
        english = Page.objects.filter(
            translation_key=self.page.translation_key, locale__language_code=SOURCE_LANGUAGE
        ).first()
        if english is None:
            return None
        return english.specific if english.live else english.get_latest_revision_as_object()

    @cached_property
    def english(self) -> dict[tuple[str, int], Text]:
        """The English texts by their places, in their order."""
        return texts_of(self.source)

    @cached_property
    def translated(self) -> dict[tuple[str, int], Text]:
        """The same of the translated page."""
        return texts_of(self.page)

    @cached_property
    def segments(self) -> dict[tuple[str, int], StringSegment]:
        """What wagtail-localize calls the English texts, by their places; empty where it doesn't manage the page."""
        if self.translation is None:
            return {}
        rows = StringSegment.objects.filter(source=self.translation.source).select_related("context", "string")
        return by_place(rows.order_by("order"))

    @cached_property
    def confirmed(self) -> set[tuple[str, int]]:
        """The places whose text a translator has written or taken over, and that nobody has to look at again."""
        if self.translation is None:
            return set()
        done = set(
            StringTranslation.objects.filter(
                context__object_id=self.page.translation_key, locale_id=self.page.locale_id, has_error=False
            )
            .exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
            .values_list("translation_of_id", "context_id")
        )
        return {key for key, row in self.segments.items() if (row.string_id, row.context_id) in done}

    @cached_property
    def blocks(self) -> tuple[dict[str, Block], dict[str, Block]]:
        """The English blocks by their paths, and the translated ones."""
        return blocks_of(self.source), blocks_of(self.page)


def texts_of(instance: Any) -> dict[tuple[str, int], Text]:
    """Return the texts of a page by their places, in their order; empty ones are left out."""
    places: dict[str, int] = defaultdict(int)
    found = {}
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            text = Text(segment.path, places[segment.path], segment.string.data, segment.attrs or {})
            places[segment.path] += 1
            found[text.key] = text
    return found


def by_place(rows: Iterable[StringSegment]) -> dict[tuple[str, int], StringSegment]:
    """Return segments in their order by path and number within it."""
    places: dict[str, int] = defaultdict(int)
    found = {}
    for row in rows:
        path = row.context.path
        found[(path, places[path])] = row
        places[path] += 1
    return found


def blocks_of(instance: Any) -> dict[str, Block]:
    """Return all blocks, items and rows of a page by their paths."""
    found = [*_stream_blocks(instance), *_rows(instance)]
    return {block.path: block for block in found}


def _stream_blocks(instance: Any) -> Iterator[Block]:
    for model_field in instance._meta.get_fields():
        if isinstance(model_field, StreamField):
            value = model_field.value_from_object(instance)
            yield from _inside(value.stream_block, value, model_field.name)


def _inside(block: Any, value: Any, path: str) -> Iterator[Block]:
    if isinstance(block, StreamBlock):
        for place, child in enumerate(value):
            below = f"{path}.{child.id}"
            yield Block(below, str(child.block.label), path, place)
            yield from _inside(child.block, child.value, below)
    elif isinstance(block, ListBlock):
        for place, child in enumerate(value.bound_blocks):
            below = f"{path}.{child.id}"
            yield Block(below, str(block.child_block.label or block.label), path, place)
            yield from _inside(child.block, child.value, below)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _inside(child, value.get(name), f"{path}.{name}")


def _rows(instance: Any) -> Iterator[Block]:
    for relation in get_all_child_relations(type(instance)):
        model = relation.related_model
        if isinstance(relation.remote_field, ParentalKey) and issubclass(model, TranslatableMixin):
            for place, row in enumerate(getattr(instance, relation.name).all()):
                kind = str(model._meta.verbose_name)
                yield Block(f"{relation.name}.{row.translation_key}", kind, relation.name, place)


def label_of(instance: Any, path: str) -> str:
    """Return what editors call the field or block at a path: “Lesson, Picture, Alternative text”."""
    name, *rest = path.split(".")
    model_field: Any = instance._meta.get_field(name)
    if rest and isinstance(model_field, StreamField):
        value = model_field.value_from_object(instance)
        return ", ".join(_labels(value.stream_block, value, rest))
    if isinstance(model_field, models.ManyToOneRel):
        child: Any = model_field.related_model
        labels = [str(child._meta.verbose_name)]
        labels += [str(child._meta.get_field(part).verbose_name) for part in rest[1:2]]
        return _capitalised(", ".join(labels))
    return _capitalised(str(model_field.verbose_name))


def _labels(block: Any, value: Any, rest: list[str]) -> Iterator[str]:
    if not rest:
        return
    name, *below = rest
    if isinstance(block, StructBlock):
        child = block.child_blocks[name]
        yield str(child.label)
        yield from _labels(child, value.get(name), below)
    elif isinstance(block, ListBlock):
        for place, item in enumerate(value.bound_blocks, start=1):
            if str(item.id) == name:
                yield str(place)
                yield from _labels(item.block, item.value, below)
    elif isinstance(block, StreamBlock):
        for item in value:
            if str(item.id) == name:
                yield str(item.block.label)
                yield from _labels(item.block, item.value, below)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
