"""Codes of certificates: nobody guesses one, and anybody can type one in from paper.

A code is 80 random bits in Crockford's base 32, which has no letters that look like digits or like each other. It is
written in groups of four. Whoever types small letters, an O for a nought, or no hyphens, means the same code.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
_LOOKALIKES = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-‐‑–—_.]+")
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_code() -> str:
    """Return a new code, without hyphens."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def read_code(text: str) -> str:
    """Return the code that somebody means, without hyphens; empty where what she wrote can't be one."""
    code = _BETWEEN.sub("", text).upper().translate(_LOOKALIKES)
    return code if _CODE.fullmatch(code) else ""


def written(code: str) -> str:
    """Return a code as it stands on paper and in addresses."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
