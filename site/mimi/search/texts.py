"""Plain text out of what editors write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from mimi.search.analysis import plain
from mimi.search.contributions import Content

_PARAGRAPHS = re.compile(r"</(?:p|li|h[1-6]|blockquote|td|th|dt|dd)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
# Fields of a block that stand above the rest of it.
_HEADINGS = ("heading", "title")


def paragraphs(html: Any) -> list[str]:
    """Return the paragraphs of rich text as plain text."""
    pieces = _PARAGRAPHS.split(str(getattr(html, "source", html) or ""))
    found = (plain(unescape(_TAG.sub("", piece))) for piece in pieces)
    return [text for text in found if text]


def running_text(page: Model, content: Content) -> Content:
    """Add what stands in a page's rich text and streams."""
    for field in page._meta.concrete_fields:
        if isinstance(field, RichTextField):
            content.texts += paragraphs(field.value_from_object(page))
        elif isinstance(field, StreamField):
            for child in field.value_from_object(page):
                _add_block(child.block, child.value, content)
    return content


def _add_block(block: blocks.Block, value: Any, content: Content) -> None:
    if isinstance(block, blocks.StructBlock):
        content.headings += [plain(value[name]) for name in _HEADINGS if isinstance(value.get(name), str)]
    content.texts += list(block_texts(block, value))


def block_texts(block: blocks.Block, value: Any) -> Iterator[str]:
    """Return the texts of a block that a reader sees; a choice of the editor's, such as a kind of chart, is none."""
    if value is None or isinstance(block, (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)):
        return
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from block_texts(child, value.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from block_texts(block.child_block, item)
    elif isinstance(block, blocks.StreamBlock):
        for item in value:
            yield from block_texts(item.block, item.value)
    elif isinstance(block, blocks.RichTextBlock):
        yield from paragraphs(value)
    else:
        found = (plain(str(text)) for text in block.get_searchable_content(value))
        yield from (text for text in found if text)
