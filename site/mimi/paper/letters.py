"""Which letters a document can show: those of the site's own face, and of its relatives for other scripts.

People's names come in more scripts than the site's languages do. Each face is a file of an npm package of its own; a
document takes along those that its text asks for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

# Beside Latin, Greek, Cyrillic and Devanagari, which the first face has.
SCRIPTS = ("Arabic", "Armenian", "Bengali", "Ethiopic", "Georgian", "Tamil")
WEIGHTS = {400: "400Regular", 600: "600SemiBold", 700: "700Bold"}
_OWN = "600SemiBold/NotoSans_600SemiBold.ttf"
# What joins and parts letters, and what is only space or a break, needs no picture of its own.
_UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


def family(script: str) -> str:
    """Return the name of the face of a script."""
    return f"Noto Sans {script}"


def file_of(script: str, weight: int) -> Path:
    """Return the file of a script's face in a weight, whether it is there or not."""
    folder = Path(settings.PAPER_FONTS).parent / f"noto-sans-{script.lower()}"
    return folder / WEIGHTS[weight] / f"NotoSans{script}_{WEIGHTS[weight]}.ttf"


def scripts_in(text: str) -> list[str]:
    """Return the scripts of letters in a text that the site's own face lacks, as far as another has them."""
    lacking = _lacking(text)
    return [script for script in SCRIPTS if lacking & _letters(file_of(script, 600))]


def unknown_letters(text: str) -> list[str]:
    """Return the letters of a text that no face has, each once, in their order: on paper they would be boxes."""
    lacking = _lacking(text)
    for script in SCRIPTS if lacking else ():
        lacking = lacking - _letters(file_of(script, 600))
    return [letter for letter in dict.fromkeys(text) if ord(letter) in lacking]


def _lacking(text: Iterable[str]) -> frozenset[int]:
    """Return the code points of a text that the site's own face lacks."""
    own = _letters(Path(settings.PAPER_FONTS) / _OWN)
    return frozenset(
        ord(letter) for letter in set(text) if ord(letter) not in own and unicodedata.category(letter) not in _UNSEEN
    )


@cache
def _letters(file: Path) -> frozenset[int]:
    """Return the code points that a file has a picture of; none where it isn't there."""
    from fontTools.ttLib import TTFont

    if not file.is_file():
        return frozenset()
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())
