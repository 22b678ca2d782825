"""What an editor has written on a page, piece by piece with its place, read as it is stored: without a query.

A chooser's value is read as the id that was stored, so that one whose page or file is gone is still seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


class Kind(Enum):
    """What a piece is: rich text, plain text of several sentences, one line, an address, or something chosen."""

    RICH = "rich"
    TEXT = "text"
    LINE = "line"
    URL = "url"
    PAGE = "page"
    DOCUMENT = "document"
    IMAGE = "image"


@dataclass(frozen=True)
class Place:
    """Where a piece stands: the field, the block within it as a reader meets it, and what both are called."""

    field: str
    block: str = ""
    labels: tuple[Any, ...] = ()

    @property
    def path(self) -> str:
        """The place as it is kept: the field, and the block's id where there is one."""
        return f"{self.field}/{self.block}" if self.block else self.field

    @property
    def words(self) -> str:
        """The place as an editor knows it, in the active language."""
        return " › ".join(capfirst(str(label)) for label in self.labels)


@dataclass(frozen=True)
class Piece:
    """One thing on a page: a text, an address, or the id of what was chosen."""

    kind: Kind
    value: Any
    place: Place = field(compare=False)


def anchor_of(path: str) -> str:
    """Return the fragment that takes one to a place in the page editor, from `Place.path`.

    Wagtail's editor names its sections by a field's name or a block's id.
    """
    name, _slash, block = path.partition("/")
    return f"#block-{block}-section" if block else f"#panel-child-content-{name}-section"


def pieces(page: Page) -> Iterator[Piece]:
    """Yield all that a page holds, field by field; of its children, such as steps, row by row."""
    yield from _of_fields(page, "", ())
    for relation in get_all_child_relations(type(page)):
        model = relation.related_model
        if not model.__module__.startswith(("wagtail.", "wagtail_localize.")):
            name = relation.get_accessor_name()
            for number, row in enumerate(getattr(page, name).all(), start=1):
                yield from _of_fields(row, name, (f"{model._meta.verbose_name} {number}",))


def _of_fields(row: models.Model, name: str, labels: tuple[Any, ...]) -> Iterator[Piece]:
    for each in row._meta.concrete_fields:
        # Of what Wagtail itself keeps of a page, only its title is written to be read.
        if each.name != "title" and (each.model is Page or not each.editable or each.choices or _is_parent(each)):
            continue
        place = Place(name or each.name, labels=(*labels, each.verbose_name))
        if isinstance(each, StreamField):
            stream = each.value_from_object(row)
            # What was changed since it was read, as in a translation's draft, and the rest as it was stored.
            yield from _of_stream(stream.stream_block, stream.get_prep_value(), place)
        elif (kind := _kind_of_field(each)) and (value := each.value_from_object(row)):
            yield Piece(kind, value, place)


def _is_parent(each: models.Field[Any, Any]) -> bool:
    """Say whether a field leads to what a row belongs to."""
    return isinstance(each, ParentalKey) or bool(each.remote_field and getattr(each.remote_field, "parent_link", False))


def _kind_of_field(each: models.Field[Any, Any]) -> Kind | None:
    if isinstance(each, RichTextField):
        return Kind.RICH
    if isinstance(each, models.URLField):
        return Kind.URL
    if isinstance(each, models.TextField):
        return Kind.TEXT
    if isinstance(each, models.CharField):
        return Kind.LINE
    if isinstance(each, models.ForeignKey) and issubclass(each.related_model, Page):
        return Kind.PAGE
    if isinstance(each, models.ForeignKey) and issubclass(each.related_model, get_document_model()):
        return Kind.DOCUMENT
    return None


def _of_stream(block: Any, raw: list[Any], place: Place) -> Iterator[Piece]:
    for number, child in enumerate(raw, start=1):
        inner = block.child_blocks.get(child["type"])
        if inner is not None:
            label = f"{number}. {inner.label}"
            below = Place(place.field, str(child.get("id") or ""), (*place.labels, label))
            yield from _of_block(inner, child.get("value"), below)


def _of_block(block: Any, raw: Any, place: Place) -> Iterator[Piece]:
    """Yield the pieces of a block's raw value; their place is that of the outermost block, which an editor can open."""
    if raw is None or raw == "" or isinstance(block, (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _of_block(child, raw.get(name), place)
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _of_block(block.child_block, item["value"] if _is_item(item) else item, place)
    elif isinstance(block, blocks.StreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                yield from _of_block(block.child_blocks[item["type"]], item.get("value"), place)
    elif kind := _kind_of_block(block):
        yield Piece(kind, raw, place)


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (blocks.RichTextBlock, Kind.RICH),
    (blocks.TextBlock, Kind.TEXT),
    (blocks.URLBlock, Kind.URL),
    (blocks.CharBlock, Kind.LINE),
    (blocks.PageChooserBlock, Kind.PAGE),
    (DocumentChooserBlock, Kind.DOCUMENT),
    (ImageChooserBlock, Kind.IMAGE),
)


def _kind_of_block(block: Any) -> Kind | None:
    return next((kind for model, kind in _KINDS if isinstance(block, model)), None)
