"""Turns for documents that anybody can ask for in endless variety: making one keeps a processor busy for seconds."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# One is being made, one waits; the others are told to come again, so that they don't hold the threads that serve pages.
MOST_IN_LINE = 2

_line = threading.BoundedSemaphore(MOST_IN_LINE)
_turn = threading.Lock()


class PaperBusyError(Exception):
    """Others are having documents made; a moment later there is room."""


@contextmanager
def in_turn() -> Iterator[None]:
    """Do what stands inside when nobody else in this process does, after a short wait at most.

    Raises:
        PaperBusyError: too many wait already.
    """
    if not _line.acquire(blocking=False):
        raise PaperBusyError
    try:
        with _turn:
            yield
    finally:
        _line.release()
