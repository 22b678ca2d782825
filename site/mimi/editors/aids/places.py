"""What a segment is part of, told by a model and a field path: its name in words, how long it may be, and its kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import StreamField


@dataclass(frozen=True)
class Place:
    """`names` from the outside in; `longest` in characters of plain text, None without a limit."""

    names: tuple[str, ...]
    longest: int | None = None
    is_slug: bool = False

    @property
    def label(self) -> str:
        """The names as one, from the outside in."""
        return " › ".join(self.names)


def place_of(model: type[models.Model] | None, field_path: str) -> Place:
    """Return what a field path leads to; the path itself where the model has changed since."""
    return _place_in(get_language(), model, field_path)


@lru_cache(maxsize=2000)
def _place_in(language: str | None, model: type[models.Model] | None, field_path: str) -> Place:
    # Names are in the language that is spoken at the moment, so it is part of what a place is kept by.
    steps = field_path.split(".")
    try:
        return _field_place(model, steps)
    except (AttributeError, FieldDoesNotExist, KeyError, IndexError):
        return Place((field_path,))


def _field_place(model: Any, steps: list[str]) -> Place:
    field = model._meta.get_field(steps[0])
    if isinstance(field, StreamField):
        labels, leaf = _named_blocks(field.stream_block, steps[1:])
        return Place(tuple(dict.fromkeys(labels)), getattr(getattr(leaf, "field", None), "max_length", None))
    if isinstance(field, models.ManyToOneRel):
        inner = _field_place(field.related_model, steps[1:])
        names = (str(capfirst(field.related_model._meta.verbose_name)), *inner.names)
        return Place(names, inner.longest, inner.is_slug)
    is_slug = isinstance(field, models.SlugField)
    return Place((str(capfirst(field.verbose_name)),), getattr(field, "max_length", None), is_slug)


def _named_blocks(block: Any, steps: list[str]) -> tuple[list[str], Any]:
    """Return the names of the blocks on the way, and the last of them; items of a list have no name of their own."""
    names = []
    for step in steps:
        in_list = isinstance(block, blocks.ListBlock)
        block = block.child_block if in_list else block.child_blocks[step]
        if not in_list and block.label:
            names.append(str(capfirst(block.label)))
    return names, block
