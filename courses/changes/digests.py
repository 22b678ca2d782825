"""Telling which blocks of a page differ from those that were live before."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# The editor's rich text field gives every paragraph a key that no reader sees, and orders attributes in its own way.
TAG = re.compile(r'<(\w+)((?:\s+[\w-]+="[^"]*")+)')
ATTRIBUTE = re.compile(r'([\w-]+="[^"]*")')
PARAGRAPH_KEY = "data-block-key="
EMPTY: tuple[Any, ...] = (None, "", [], {})


def block_digests(stream: Any) -> dict[str, str]:
    """Return a digest of what each block of a StreamField value says, by the block's id, in their order."""
    return {str(child.id): _digest(child.block_type, child.get_prep_value()["value"]) for child in stream}


def changed_blocks(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return the ids of the blocks that are new or say something else now, in their order."""
    return [id_ for id_, digest in now.items() if before.get(id_) != digest]


def _digest(kind: str, value: Any) -> str:
    # Sites keep these from one publish to the next: made in another way, every block would pass for changed.
    text = json.dumps([kind, _said(value)], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _said(value: Any) -> Any:
    """Return what a reader is told by a stored value: without ids of items and fields left empty, in one spelling."""
    if isinstance(value, Mapping):
        if {"type", "value", "id"} == set(value):
            return _said(value["value"])
        rows = {name: _said(field) for name, field in value.items()}
        return {name: field for name, field in rows.items() if field not in EMPTY}
    if isinstance(value, list | tuple):
        return [_said(item) for item in value]
    if isinstance(value, str):
        return " ".join(TAG.sub(_plain_tag, value).split())
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _plain_tag(tag: re.Match[str]) -> str:
    attributes = sorted(one for one in ATTRIBUTE.findall(tag[2]) if not one.startswith(PARAGRAPH_KEY))
    return " ".join([f"<{tag[1]}", *attributes])
