"""The piece of a text that shows best why it was found, with the words that were meant marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mimi.search.analysis import stem, tokens

# In characters.
LONGEST, BEFORE = 240, 70
GAP = "…"


class Piece(NamedTuple):
    """A piece of text, marked or not."""

    text: str
    marked: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    part: int


def marked(text: str, stems: Mapping[str, int], language: str) -> list[Piece]:
    """Return a whole text in pieces, the words with one of the stems marked."""
    return _pieces(text, _marks(text, stems, language), 0, len(text))


def excerpt(texts: Sequence[str], stems: Mapping[str, int], language: str) -> list[Piece]:
    """Return the piece of some texts that has most of what was asked for; the first text where none has any."""
    best: tuple[int, str, list[_Mark], int] | None = None
    for text in texts:
        marks = _marks(text, stems, language)
        for mark in marks:
            inside = {other.part for other in marks if mark.start <= other.start < mark.start + LONGEST - BEFORE}
            if best is None or len(inside) > best[0]:
                best = len(inside), text, marks, mark.start
    if best is None:
        first = next((text for text in texts if text), "")
        return _cut(first, [], 0)
    _found, text, marks, start = best
    return _cut(text, marks, start)


def _marks(text: str, stems: Mapping[str, int], language: str) -> list[_Mark]:
    found: list[_Mark] = []
    for token in tokens(text, language):
        part = stems.get(stem(token.form, language))
        if part is not None:
            if token.joined:
                found = [mark for mark in found if mark.start < token.start]
            found.append(_Mark(token.start, token.end, part))
    return found


def _cut(text: str, marks: list[_Mark], around: int) -> list[Piece]:
    """Return a stretch of a text around a place, cut between words."""
    if len(text) <= LONGEST:
        return _pieces(text, marks, 0, len(text))
    start = max(0, min(around - BEFORE, len(text) - LONGEST))
    end = start + LONGEST
    if start:
        start = text.find(" ", start, around) + 1 or around
    if end < len(text):
        end = max(text.rfind(" ", around, end), around + 1)
    pieces = _pieces(text, marks, start, end)
    return [*([Piece(f"{GAP} ")] if start else []), *pieces, *([Piece(f" {GAP}")] if end < len(text) else [])]


def _pieces(text: str, marks: list[_Mark], start: int, end: int) -> list[Piece]:
    pieces, at = [], start
    for mark in marks:
        if mark.start >= at and mark.end <= end:
            if mark.start > at:
                pieces.append(Piece(text[at : mark.start]))
            pieces.append(Piece(text[mark.start : mark.end], marked=True))
            at = mark.end
    if at < end:
        pieces.append(Piece(text[at:end]))
    return pieces
