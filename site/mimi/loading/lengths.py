"""Checks that texts fit into the fields that they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField

from mimi.loading.items import Children, Item
from mimi.loading.problems import Problems
from mimi.loading.texts import Markdown, Text


def check_lengths(items: list[Item], problems: Problems) -> None:
    """Note every text that is longer than its field takes."""
    for item in items:
        for values in item.texts.values():
            for text, most in _limited(item.model, values):
                if len(text) > most:
                    problems.add(text.file, text.line, f"this text has {len(text)} characters; {most} is the most.")


def _limited(model: Any, values: dict[str, Any]) -> Iterator[tuple[Text, int]]:
    """Yield each text with the number of characters that its field takes, where there is a limit."""
    for name, value in values.items():
        if isinstance(value, Children):
            for _name, row in value.rows:
                yield from _limited(value.model, row)
            continue
        field = model._meta.get_field(name)
        if isinstance(field, StreamField):
            yield from _in_stream(field.stream_block, value)
        elif isinstance(field, models.Field):
            yield from _with_limit(value, field.validators)


def _in_stream(block: blocks.StreamBlock, stream: list[dict[str, Any]]) -> Iterator[tuple[Text, int]]:
    for child in stream:
        yield from _in_block(block.child_blocks[child["type"]], child["value"])


def _in_block(block: Any, value: Any) -> Iterator[tuple[Text, int]]:
    if isinstance(block, blocks.StructBlock):
        for name, inner in value.items():
            if name in block.child_blocks:
                yield from _in_block(block.child_blocks[name], inner)
    elif isinstance(block, blocks.ListBlock):
        for row in value:
            yield from _in_block(block.child_block, row["value"])
    elif isinstance(block, blocks.StreamBlock):
        yield from _in_stream(block, value)
    elif isinstance(block, blocks.FieldBlock):
        yield from _with_limit(value, block.field.validators)


def _with_limit(value: Any, validators: list[Any]) -> Iterator[tuple[Text, int]]:
    if isinstance(value, Text) and not isinstance(value, Markdown):
        limits = [int(one.limit_value) for one in validators if isinstance(one, MaxLengthValidator)]
        if limits:
            yield value, min(limits)
