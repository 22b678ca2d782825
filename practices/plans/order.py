"""Where a row stands: a key between those of its neighbours, so that a move changes one row and no other.

Keys are the digits behind a decimal point and never end with 0, so that they sort as texts as they do as numbers. The
last digits are drawn, so that of two people who put a row in the same place at once each gets a place of its own.
"""

from __future__ import annotations

import secrets

_WIDTH = 4
_MIDDLE = 5000


def spread(count: int) -> list[str]:
    """Return so many keys in ascending order."""
    return [f"{_MIDDLE + number:0{_WIDTH}}1" for number in range(count)]


def between(before: str, after: str) -> str:
    """Return a key that sorts between two others; an empty one stands for the beginning or the end."""
    if not before and not after:
        return f"{_MIDDLE}{_drawn()}"
    if not after:
        head = _head(before) + 1
        return f"{head:0{_WIDTH}}{_drawn()}" if head < 10**_WIDTH else before + _drawn()
    if not before and _head(after) > 0:
        return f"{_head(after) - 1:0{_WIDTH}}{_drawn()}"
    if before >= after:
        return before + _drawn()
    width = max(len(before), len(after))
    middle = (int(before.ljust(width, "0") or "0") + int(after.ljust(width, "0"))) // 2
    return f"{middle:0{width}}{_drawn()}"


def _head(key: str) -> int:
    return int(key[:_WIDTH].ljust(_WIDTH, "0"))


def _drawn() -> str:
    return f"{secrets.randbelow(100):02}{secrets.randbelow(9) + 1}"
