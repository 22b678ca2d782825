"""Block readers: from a fenced block of a content file to the value that a StreamField stores.

Each app registers the kinds it knows; adding a kind of block is adding one function.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mimi.loading.documents import Block
from mimi.loading.items import block_id, stream_child
from mimi.loading.problems import ContentError
from mimi.loading.texts import Text

Path = tuple[str, ...]
ReadBlock = Callable[[Block, Path], dict[str, Any]]
_readers: dict[str, tuple[str, ReadBlock]] = {}


def register_block(kind: str) -> Callable[[ReadBlock], ReadBlock]:
    """Register the reader of a kind of block, by the word behind `:::`."""

    def register(read: ReadBlock) -> ReadBlock:
        _readers[kind] = (kind.replace("-", "_"), read)
        return read

    return register


def read_blocks(blocks: list[Block], path: Path) -> list[dict[str, Any]]:
    """Return blocks as a StreamField stores them; `path` names what they stand in.

    Raises:
        ContentError: a block is malformed, or nobody knows its kind.
    """
    stream = []
    for block in blocks:
        if block.kind not in _readers:
            known = ", ".join(sorted(_readers))
            raise ContentError(block.file, block.line, f"there is no block “{block.kind}”; known are {known}.")
        name, read = _readers[block.kind]
        own_path = (*path, block.id)
        stream.append(stream_child(name, block_id(*own_path), read(block, own_path)))
    return stream


@register_block("prose")
def prose(block: Block, path: Path) -> dict[str, Any]:
    """Running text, with the heading of `##` where there is one."""
    heading = Text(block.heading, block.file, block.line) if block.heading else ""
    return {"heading": heading, "body": block.markdown()}


@register_block("key-point")
def key_point(block: Block, path: Path) -> dict[str, Any]:
    """The one thing to remember."""
    return {"body": block.markdown()}


@register_block("example")
def example(block: Block, path: Path) -> dict[str, Any]:
    """A titled story."""
    title, body = block.titled()
    return {"title": title, "body": body}
