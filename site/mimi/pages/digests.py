"""Digests of plain values: the same for the same content, in every process and on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any


def digest_of(value: Any, *, told: Callable[[Any], Any] = str) -> str:
    """Return a digest of what JSON can hold, in 64 hexadecimal digits; the order of a mapping's keys doesn't count.

    `told` says what JSON can't hold (dates, say) in its terms.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=told)
    return hashlib.sha256(text.encode()).hexdigest()
