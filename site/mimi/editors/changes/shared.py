"""What else changes on a translated page with its next publish: blocks that came, went or moved, and shared values.

Numbers, dates, pictures and links to pages belong to all languages. On a live translation they stay as they are until
its own next version is published: a page never shows half of a change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import get_translatable_fields

from mimi.editors.parity.checks.blocks import outermost
from mimi.editors.parity.pairs import Block, blocks_of, label_of

# Said of a translation by its own means: they aren't content.
NOT_SHOWN = frozenset({"change_weight", "change_base", "slug"})
TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.RawHTMLBlock)


@dataclass(frozen=True)
class SharedChange:
    """A change that needs no translation, in a sentence."""

    message: str

    def __str__(self) -> str:
        return self.message


def shared_changes(live: Any, draft: Any) -> list[SharedChange]:
    """Return what of a live translation changes besides texts when the draft is published."""
    before, now = blocks_of(live), blocks_of(draft)
    return [SharedChange(message) for message in [*_blocks(live, draft, before, now), *_values(live, draft)]]


def _blocks(live: Any, draft: Any, before: dict[str, Block], now: dict[str, Block]) -> Iterator[str]:
    for block in outermost(before, now):
        yield gettext("“%(place)s” goes: it was removed in English.") % {"place": label_of(live, block.path)}
    for block in outermost(now, before):
        yield gettext("“%(place)s” is new.") % {"place": label_of(draft, block.path)}
    common = [path for path in now if path in before]
    for siblings in dict.fromkeys(now[path].siblings for path in common):
        new = [path for path in common if now[path].siblings == siblings]
        old = [path for path in before if path in new]
        if old != new:
            yield gettext("“%(place)s” gets another order.") % {"place": label_of(draft, siblings)}


def _values(live: Any, draft: Any) -> Iterator[str]:
    before = dict(_shared(live))
    for path, value in _shared(draft):
        if path in before and before[path] != value:
            told = gettext("“%(place)s” changes from %(before)s to %(now)s, as in English.")
            names = {"before": _named(before[path]), "now": _named(value)}
            yield told % {"place": label_of(draft, path), **names}


def _shared(instance: Any) -> Iterator[tuple[str, Any]]:
    """Yield the values of a page that aren't texts, by their paths."""
    for translatable in get_translatable_fields(type(instance)):
        field = translatable.get_field(type(instance))
        if isinstance(field, StreamField):
            value = field.value_from_object(instance)
            yield from _in_block(value.stream_block, value, field.name)
        elif translatable.is_synchronized(instance) and field.name not in NOT_SHOWN:
            if isinstance(field, models.ManyToOneRel) and isinstance(field.remote_field, ParentalKey):
                continue
            if field.many_to_many:
                yield field.name, sorted(str(one) for one in getattr(instance, field.name).all())
            elif not isinstance(field, RichTextField):
                yield field.name, getattr(instance, field.name)


def _in_block(block: Any, value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(block, blocks.StreamBlock | blocks.ListBlock):
        for child in value if isinstance(block, blocks.StreamBlock) else value.bound_blocks:
            yield from _in_block(child.block, child.value, f"{path}.{child.id}")
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), f"{path}.{name}")
    elif not isinstance(block, TEXTS):
        yield path, value


def _named(value: Any) -> str:
    if value is None or value in ("", []):
        return gettext("nothing")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return ", ".join(value) if isinstance(value, list) else str(value)
