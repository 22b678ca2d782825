"""How much room a text takes, by the widths of the pinned letters.

A slide is set in letters of the reader's machine (see `house`); these are wider than all of them, so what fits here
fits there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings

from mimi.paper.pdf import PaperUnavailableError

_FILES = {False: "400Regular/NotoSans_400Regular.ttf", True: "600SemiBold/NotoSans_600SemiBold.ttf"}
# Of a letter that the face lacks, as part of its size: no letter is wider.
_WIDEST = 1.0
# From line to line, as part of the size; it is set like that, so that it is the same in all letters.
LEADING = 1.2


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a paragraph in a size and width in points.

    Raises:
        PaperUnavailableError: the letters aren't there.
    """
    room, space_width = width / size, _length(" ", bold)
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        for piece in _pieces(word, room, bold):
            needed = _length(piece, bold)
            space = space_width if line else 0.0
            if line and used + space + needed > room:
                lines.append(line)
                line, used, space = "", 0.0, 0.0
            line = f"{line} {piece}" if line else piece
            used += space + needed
    return [*lines, line] if line or not lines else lines


def cut(text: str, size: float, width: float, most: int, *, bold: bool = False) -> str:
    """Return a text that takes so many lines at most, with an ellipsis where something was cut off."""
    lines = wrapped(text, size, width, bold=bold)
    if len(lines) <= most:
        return text
    kept = " ".join(lines[:most])
    while kept and len(wrapped(f"{kept}…", size, width, bold=bold)) > most:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def _pieces(word: str, room: float, bold: bool) -> list[str]:
    """Return a word in pieces that fit a line."""
    if _length(word, bold) <= room:
        return [word]
    pieces, piece, used = [], "", 0.0
    for letter in word:
        if piece and used + _length(letter, bold) > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += _length(letter, bold)
    return [*pieces, piece]


@lru_cache(maxsize=16_384)
def _length(text: str, bold: bool) -> float:
    """Return how wide a word is, as part of its size; the same words come in many sizes."""
    widths = _widths(bold)
    return sum(widths.get(ord(letter), _WIDEST) for letter in text)


@cache
def _widths(bold: bool) -> Mapping[int, float]:
    """Return by code point how wide each letter is, as part of its size."""
    from fontTools.ttLib import TTFont

    file = Path(settings.PAPER_FONTS) / _FILES[bold]
    if not file.is_file():
        raise PaperUnavailableError
    with TTFont(file, lazy=True) as font:
        advances, units = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: advances[name][0] / units for code, name in font.getBestCmap().items()}
