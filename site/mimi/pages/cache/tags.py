"""Noting what a rendered thing depends on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_collected: ContextVar[set[str] | None] = ContextVar("collected_cache_tags", default=None)


def depends_on(*tags: str) -> None:
    """Note that what is being made now depends on these tags; without a collector, do nothing."""
    collected = _collected.get()
    if collected is not None:
        collected.update(tags)


@contextmanager
def noting_nothing() -> Iterator[None]:
    """Leave out what is noted inside the block: for callers that know better what they show of it."""
    token = _collected.set(None)
    try:
        yield
    finally:
        _collected.reset(token)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """Collect the tags noted inside the block, and pass them on to an outer collector."""
    tags: set[str] = set()
    token = _collected.set(tags)
    try:
        yield tags
    finally:
        _collected.reset(token)
        depends_on(*tags)
