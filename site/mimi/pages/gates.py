"""What is asked before a page is published, wherever that is done; each room may put a gate here.

A gate is given the page as it would be published. It raises `NotReadyError` to keep it from being so: what was saved as
a draft stays saved, and what is live stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Gate = Callable[[Any], None]
_gates: list[Gate] = []
_open: ContextVar[bool] = ContextVar("gates_are_open", default=False)


class NotReadyError(Exception):
    """A page can't be published as it is; `page` is the draft, `reasons` are what its gate found."""

    def __init__(self, page: Any, reasons: list[Any]) -> None:
        self.page = page
        self.reasons = reasons
        super().__init__(f"{page} isn't ready: {'; '.join(str(reason) for reason in reasons)}")


def register_gate(gate: Gate) -> Gate:
    """Register a gate; used as a decorator."""
    _gates.append(gate)
    return gate


def pass_gates(draft: Any) -> None:
    """Ask all gates about a page as it would be published.

    Raises:
        NotReadyError: one of them keeps it back.
    """
    if not _open.get():
        for gate in _gates:
            gate(draft)


@contextmanager
def open_gates() -> Iterator[None]:
    """Let everything pass that is published within: content that is finished, or was published once before."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def gates_are_open() -> bool:
    """Say whether everything may pass just now."""
    return _open.get()
