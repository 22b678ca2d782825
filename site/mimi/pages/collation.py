"""Titles in the order in which each language looks them up.

Python compares code points, which puts å before æ and ä behind z; what the operating system or ICU would do differs
from machine to machine. The rules here are those of the Unicode Collation Algorithm (UTS #10) as CLDR tailors it, as
far as titles in our four languages need them: first the letters, word by word; among equals the accents; then capitals.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

# Letters that stand behind z, in their order.
_BEHIND_Z = {"nb": "æøå"}
# Letters that sort as others do, where folding case and taking off accents isn't enough.
_SPELLED = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
_SPELLED_IN = {"nb": {"ü": "y", "ű": "y", "œ": "ø", "ä": "æ", "ö": "ø", "ő": "ø", "aa": "å"}}
# Which script comes first; the others follow by their code points.
_FIRST_SCRIPT = {"el": "GREEK"}

_SPACE, _DIGIT, _OWN_SCRIPT, _OTHER_SCRIPT, _AT_THE_END = range(5)


class TitleKey(NamedTuple):
    """What titles are compared by, one level after the other."""

    letters: tuple[tuple[int, str], ...]
    accents: str
    capitals: str


def title_key(title: str, language: str) -> TitleKey:
    """Return the key by which a title sorts in a language.

    Marks are passed over, so that a title in quotation marks stands by its first letter; a hyphen parts words.
    """
    plain = unicodedata.normalize("NFC", " ".join(title.split()))
    folded = unicodedata.normalize("NFC", plain.casefold())
    for written, alike in _SPELLED_IN.get(language, {}).items():
        folded = folded.replace(written, alike)
    letters = tuple(weight for letter in folded for weight in _weights(letter, language))
    return TitleKey(_trimmed(letters), unicodedata.normalize("NFD", folded), plain.swapcase())


def _weights(letter: str, language: str) -> list[tuple[int, str]]:
    """Return what a letter counts as on the first level: its group and itself, without accents."""
    place = _BEHIND_Z.get(language, "").find(letter)
    if place >= 0:
        return [(_AT_THE_END, str(place))]
    spelled = _SPELLED.get(letter, letter)
    return [weight for part in unicodedata.normalize("NFKD", spelled) if (weight := _weight(part, language))]


def _weight(letter: str, language: str) -> tuple[int, str] | None:
    category = unicodedata.category(letter)
    if category in ("Zs", "Pd"):
        return _SPACE, ""
    if category.startswith("N"):
        return _DIGIT, letter
    if not category.startswith("L"):
        return None
    first = _FIRST_SCRIPT.get(language, "LATIN")
    return (_OWN_SCRIPT if unicodedata.name(letter, "").startswith(first) else _OTHER_SCRIPT), letter


def _trimmed(weights: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    """Return the weights without spaces at either end or twice in a row: the marks between them are gone."""
    kept: list[tuple[int, str]] = []
    for weight in weights:
        if weight[0] != _SPACE or (kept and kept[-1][0] != _SPACE):
            kept.append(weight)
    while kept and kept[-1][0] == _SPACE:
        kept.pop()
    return tuple(kept)
