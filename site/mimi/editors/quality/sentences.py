"""Cuts a text into sentences and words, by the habits of its language.

A sentence ends at a full stop, question or exclamation mark before a blank and a new beginning, or with its paragraph;
not at an abbreviation's, an ordinal's or an initial's stop. In Greek the semicolon asks the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

# Without their last stop, in small letters.
ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": frozenset(
        ["e.g", "i.e", "etc", "cf", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "no", "fig", "approx", "dept"]
    ),
    "nb": frozenset(
        [
            "f.eks",
            "bl.a",
            "d.v.s",
            "dvs",
            "osv",
            "o.l",
            "m.m",
            "m.fl",
            "mv",
            "jf",
            "jfr",
            "ca",
            "kl",
            "nr",
            "s",
            "st",
            "pkt",
            "evt",
            "ev",
            "mht",
            "iht",
            "ang",
            "inkl",
        ]
    ),
    "de": frozenset(
        [
            "z.b",
            "d.h",
            "u.a",
            "u.ä",
            "usw",
            "bzw",
            "ca",
            "vgl",
            "nr",
            "s",
            "st",
            "dr",
            "prof",
            "evtl",
            "ggf",
            "inkl",
            "o.ä",
            "v.a",
            "z.t",
            "mag",
            "bsp",
            "sog",
        ]
    ),
    "el": frozenset(
        [
            "π.χ",
            "κ.λπ",
            "κ.ά",
            "κ.α",
            "δηλ",
            "αρ",
            "σελ",
            "βλ",
            "κ",
            "κα",
            "κος",
            "δρ",
            "καθ",
            "κ.ο.κ",
            "λ.χ",
            "π.μ",
            "μ.μ",
            "ν",
            "εκατ",
            "χιλ",
        ]
    ),
}
# Languages that write "the 3rd" as "3.".
ORDINALS = frozenset({"nb", "de"})
_ENDS = {"el": ".!?…;\u037e"}
_CLOSING = "\"'’”»)\\]"
_OPENING = "\"'‘“«„(\\[–—"
_LAST = re.compile(r"[^\s(\[«“„\"]+$")
WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[-‐‑'’ʼ.][^\W\d_]+)*")
_BLANKS = re.compile(r"\s+")


@cache
def _boundary(language: str) -> re.Pattern[str]:
    ends = re.escape(_ENDS.get(language, ".!?…"))
    return re.compile(rf"[{ends}]+[{_CLOSING}]*\s+(?=[{_OPENING}]*[^\W_])")


def sentences(paragraph: str, language: str) -> list[str]:
    """Return the sentences of one paragraph, each as it stands there."""
    text = _BLANKS.sub(" ", paragraph).strip()
    found: list[str] = []
    begin = 0
    for boundary in _boundary(language).finditer(text):
        if _goes_on(text[begin : boundary.start() + 1], text[boundary.end() :], language):
            continue
        found.append(text[begin : boundary.end()].strip())
        begin = boundary.end()
    if begin < len(text):
        found.append(text[begin:])
    return [sentence for sentence in found if WORD.search(sentence)]


def _goes_on(before: str, after: str, language: str) -> bool:
    """Say whether a sentence goes on behind a mark that might end it; `before` ends with the mark."""
    if after.lstrip("\"'‘“«„([–—")[:1].islower():
        return True
    if not before.endswith("."):
        return False
    last = _LAST.search(before[:-1])
    word = last[0].lower() if last else ""
    if word in ABBREVIATIONS.get(language, ()):
        return True
    if language in ORDINALS and word.isdigit() and len(word) <= 2:
        return True
    # An initial, as in "C. H. Björnsson"; alone it is no word of these languages but the English "I".
    return len(word) == 1 and word.isalpha() and word != "i"


def words(text: str) -> list[str]:
    """Return the words of a text; what is written with a hyphen or an apostrophe is one word, and so is a number."""
    return WORD.findall(text)


def count_words(texts: Iterable[str]) -> int:
    """Return how many words there are in several texts."""
    return sum(len(words(text)) for text in texts)
