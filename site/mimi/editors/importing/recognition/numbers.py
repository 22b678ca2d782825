"""Numbered headings, steps and tables of contents, as four languages write them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_NUMBERED = re.compile(
    r"^\s*(?:(?:chapter|module|modul|kapittel|kapitel|kap|κεφάλαιο|ενότητα)\.?\s+)?"
    r"(?P<number>\d{1,2}(?:\s?\.\s?\d{1,2}){0,3})(?P<end>\s*[.):]|\s+[-–—:]|)\s+(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_STEP = re.compile(
    r"^\s*(?:(?:step|trinn|steg|schritt|βημα|phase|fase)\s*(?:no\.?|nr\.?)?\s*(?P<after>\d{1,2}|[ivx]{1,4}(?![a-z]))"
    r"|(?P<before>\d{1,2})(?:st|nd|rd|th|η|ο|ος|\.)?\s*(?:step|trinn|steg|schritt|βημα)(?![^\W\d_]))"
    r"(?P<end>\s*[.:)\-–—]+)?(?=\s|$)",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_LEADER = re.compile(r"(?:\s*\.\s*){4,}|…{2,}|\t\s*(?=\d{1,3}\b)|_{4,}")
_PAGE_AT_END = re.compile(r"(?:(?:\.\s?){3,}|…+|\t|\s{3,}|_{3,})\s*\d{1,3}\s*$")
_CONTENTS = {
    "contents", "table of contents", "content", "innhold", "innholdsfortegnelse", "inhalt", "inhaltsverzeichnis",
    "περιεχομενα", "πινακασ περιεχομενων",
}  # fmt: skip


class Numbered(NamedTuple):
    """A heading's number, without spaces and the dot at its end, and its words."""

    number: str
    title: str
    # What stands between: ".", ")", ":" or nothing.
    sign: str

    @property
    def parts(self) -> tuple[int, ...]:
        """The number as numbers."""
        return tuple(int(part) for part in self.number.split("."))


class Step(NamedTuple):
    """The number of a step and what follows it on its line; `at` is where that begins."""

    number: int
    rest: str
    at: int


def folded(text: str) -> str:
    """Return a text without accents and capitals, the same length where that matters: a letter for a letter."""
    return "".join(_fold(letter) for letter in text)


def _fold(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if letter in "æøåÆØÅß":
        return letter.lower()
    base = unicodedata.normalize("NFKD", letter)[:1].lower()[:1] or letter
    return "σ" if base == "ς" else base


def numbered(text: str) -> Numbered | None:
    """Return the number and title of a line that begins with a number as headings do."""
    match = _NUMBERED.match(text)
    if match is None or not any(letter.isalpha() for letter in match["title"]):
        return None
    number = re.sub(r"\s", "", match["number"])
    return Numbered(number, match["title"].strip(), match["end"].strip())


def step(text: str) -> Step | None:
    """Return the step that a line begins: "Step 1: …", "Trinn 2", "3. Schritt – …", "ΒΗΜΑ 4"."""
    text = unicodedata.normalize("NFC", text)
    match = _STEP.match(folded(text))
    if match is None:
        return None
    found = match["after"] or match["before"]
    number = int(found) if found.isdigit() else _ROMAN.get(found.lower(), 0)
    rest = text[match.end() :].strip()
    if not number or (rest and not match["end"] and not rest[0].isupper() and match["after"]):
        # "Step 1 is hard": a sentence about a step.
        return None
    return Step(number, rest, match.end())


def is_contents_heading(text: str) -> bool:
    """Say whether a line is the title of a table of contents."""
    return folded(text).strip(" .:") in _CONTENTS


def is_contents_line(text: str) -> bool:
    """Say whether a line of a table of contents stands here: words, dots or a tab, the number of a page."""
    return bool(_PAGE_AT_END.search(text) or _LEADER.search(text))


def follows(number: tuple[int, ...], before: tuple[int, ...]) -> bool:
    """Say whether one number may be that of the next heading after another."""
    if not before:
        return number in {(1,), (0,), (1, 1)} or (len(number) == 1 and number[0] <= 2)
    if len(number) == len(before) + 1:
        return number[:-1] == before and number[-1] in {0, 1}
    if len(number) <= len(before):
        same = number[:-1] == before[: len(number) - 1]
        return same and number[-1] in {before[len(number) - 1] + 1, before[len(number) - 1] + 2}
    # A level left out, as "2" and then "2.1.1".
    return number[: len(before)] == before
