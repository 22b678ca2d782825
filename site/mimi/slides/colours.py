"""The house's colours, as its style sheet names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_TOKENS = Path(__file__).parent.parent / "static" / "mimi" / "css" / "tokens.css"


@cache
def house_colours() -> Mapping[str, str]:
    """Return the colours by their names, such as `fjord`, as six hexadecimal digits; those of the light appearance."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"--([a-z-]+):\s*#([0-9a-f]{6}|[0-9a-f]{3});", _TOKENS.read_text()):
        found.setdefault(name, value.upper() if len(value) == 6 else "".join(digit * 2 for digit in value).upper())
    return found
