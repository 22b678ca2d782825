"""Deleted pages go for good once they have been kept long enough."""

from __future__ import annotations

from datetime import datetime

from mimi.editors.safety.bin import empty
from mimi.operations.periodic import daily


@daily("empty the bin", hour=4)
def empty_bin(now: datetime) -> None:
    """Delete what is over."""
    empty(now)
