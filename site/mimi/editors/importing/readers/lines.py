"""From lines to paragraphs, where nothing but the lines tells: text files, also those that a PDF was turned into.

Three kinds are told apart: a line for each paragraph, lines broken at a width with blank lines between paragraphs, and
lines broken with blank lines between all of them. Of the last, paragraphs are told by sentences that end, by lines
that stop early, by indents, and by what begins something new: numbered headings, steps, items of a list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from mimi.editors.importing.outline import Place
from mimi.editors.importing.readers.words import HYPHENS, STRONG_END, UNFINISHED, Vocabulary, is_unfinished
from mimi.editors.importing.recognition.numbers import is_contents_line, numbered, step

BULLET = re.compile(r"^\s*(?P<sign>[•●▪◦‣∙·○■□–—*]|-|o(?=\s{1,8}[A-ZÆØÅÄÖÜΑ-Ω]))\s+(?P<rest>\S.*)$", re.DOTALL)
ORDINAL = re.compile(r"^\s*(?P<number>\d{1,2}|[a-z])(?P<sign>[.)])\s+(?P<rest>\S.*)$", re.DOTALL)
ROW = re.compile(r"^\s*\|.*\|\s*$")
# Lines longer than this aren't broken at a width that anybody reads.
WIDEST = 140
# How much of the width a line fills that doesn't stop early.
FULL = 0.78
SHORT = 0.6
LONGEST_HEADING = 130


@dataclass(frozen=True)
class Line:
    """A line with something on it; `gap` counts the blank lines before it."""

    text: str
    place: Place
    gap: int = 0
    indent: int = 0


@dataclass(frozen=True)
class Chunk:
    """The lines of one paragraph, joined."""

    text: str
    place: Place
    # Whether nothing stands between it and the one before: items of a list, rows of a table.
    close: bool = False


def chunks(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Chunk]:
    """Return paragraphs made of lines."""
    if not lines:
        return []
    lengths = [len(line.text) for line in lines]
    width = max(quantiles(lengths, n=10)[8], 30) if len(lengths) > 1 else lengths[0]
    if width > WIDEST:
        return [Chunk(line.text, line.place, close=line.gap == 0 and n > 0) for n, line in enumerate(lines)]
    apart = sum(line.gap > 0 for line in lines[1:]) / max(len(lines) - 1, 1)
    usual = _usual_gap(lines)
    loose = apart > 0.75 and _is_torn_throughout(lines)
    found: list[list[Line]] = []
    for n, line in enumerate(lines):
        if n and _goes_on(found[-1], line, width, usual if loose else 0, loose=loose):
            found[-1].append(line)
        else:
            found.append([line])
    return [_chunk(group, vocabulary, usual if loose else 0) for group in found]


def _usual_gap(lines: Sequence[Line]) -> int:
    gaps = sorted(line.gap for line in lines[1:])
    return gaps[len(gaps) // 2] if gaps else 0


def _is_torn_throughout(lines: Sequence[Line]) -> bool:
    """Say whether sentences go on over most blank lines."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if b.gap]
    torn = sum(is_unfinished(a.text) and (b.text[:1].islower() or a.text[-1:] in HYPHENS) for a, b in pairs)
    return torn >= max(2, len(pairs) * 0.2)


def _chunk(group: list[Line], vocabulary: Vocabulary, usual: int) -> Chunk:
    text = group[0].text
    for line in group[1:]:
        text = vocabulary.joined(text, line.text)
    return Chunk(text, group[0].place, close=group[0].gap <= usual)


def begins_something(text: str) -> bool:
    """Say whether a line begins what can't be the middle of a paragraph."""
    return bool(step(text) or BULLET.match(text) or ROW.match(text) or text.startswith("#") or is_contents_line(text))


def heading_like(text: str) -> bool:
    """Say whether a line looks like a numbered heading."""
    found = numbered(text)
    if found is None or len(text) > LONGEST_HEADING or text.rstrip()[-1:] in ".;":
        return False
    first = next((letter for letter in found.title if letter.isalpha()), "")
    return first.isupper() and (bool(found.sign) or "." in found.number or len(found.title.split()) <= 10)


def _goes_on(group: list[Line], line: Line, width: float, usual: int, *, loose: bool) -> bool:
    """Say whether a line belongs to the paragraph before it."""
    before = group[-1]
    if begins_something(line.text) or is_contents_line(before.text) or ROW.match(before.text):
        return False
    if not loose and line.gap:
        return False
    if loose and line.gap > usual + 1:
        return False
    if heading_like(line.text) and not _is_mid_sentence(before.text, line.text):
        return False
    if heading_like(group[0].text) or _is_step_alone(group, width):
        return _heading_goes_on(group, line, width)
    if ORDINAL.match(line.text) and (STRONG_END.search(before.text) or len(before.text) < width * FULL):
        return False
    return _sentence_goes_on(group, line, width) if loose else _is_same_block(group, line, width)


def _is_mid_sentence(before: str, text: str) -> bool:
    """Say whether a number that begins a line stands in a sentence: "in the years\n2 Norway and …" is rare."""
    last = before.rsplit(None, 1)[-1].lower() if before.split() else ""
    found = numbered(text)
    return last in UNFINISHED and found is not None and not found.sign and "." not in found.number


def _is_step_alone(group: list[Line], width: float) -> bool:
    """Say whether a step's line is its title: its text would have filled the line."""
    found = step(group[0].text)
    return found is not None and len(group) == 1 and len(group[0].text) < width * 0.85


def _heading_goes_on(group: list[Line], line: Line, width: float) -> bool:
    """Say whether a heading wraps: its line is full, or ends in a word that none ends in, and the next is small."""
    before = group[-1].text
    if len(group) >= 3 or STRONG_END.search(before):
        return False
    last = before.rsplit(None, 1)[-1].lower()
    if before[-1:] in HYPHENS + ",&/" or last in UNFINISHED:
        return line.text[:1].islower() or (before[-1:] != "," and len(before) > width * SHORT)
    if len(before) <= width * FULL:
        return False
    # What follows a heading that fills its line is the rest of it when it is short, and no sentence.
    return line.text[:1].islower() or (
        len(line.text) < width * SHORT and is_unfinished(line.text) and len(before) > width * FULL
    )


def _sentence_goes_on(group: list[Line], line: Line, width: float) -> bool:
    """Say whether a paragraph goes on where blank lines stand between all lines."""
    before = group[-1].text
    if STRONG_END.search(before):
        if line.indent > group[0].indent + 1 and len(group) > 1:
            return False
        # A sentence that fills its line may end the paragraph, too; most don't.
        return len(before) >= width * FULL
    if before[-1:] in HYPHENS:
        return True
    if line.text[:1].islower() or before.rsplit(None, 1)[-1].lower() in UNFINISHED or before[-1:] == ",":
        return True
    # A title of its own: short, and what follows begins anew.
    return len(before) >= width * SHORT and not (before.endswith(":") and len(group) == 1)


def _is_same_block(group: list[Line], line: Line, width: float) -> bool:
    """Say whether lines without a blank one between them are one paragraph."""
    before = group[-1].text
    if len(before) >= width * SHORT or line.text[:1].islower() or before[-1:] in HYPHENS:
        # An indent begins a paragraph where the lines of one are flush.
        return not (line.indent > group[-1].indent + 1 and STRONG_END.search(before) and len(group) > 1)
    return is_unfinished(before) and before.rsplit(None, 1)[-1].lower() in UNFINISHED
