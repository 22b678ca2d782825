"""Paragraphs that a page, a column or a footnote has torn apart, made whole."""

from __future__ import annotations

import re
from dataclasses import replace

from mimi.editors.importing.outline import Block, Heading, Listing, Paragraph, Run, Runs, plain, tidy
from mimi.editors.importing.readers.lines import heading_like
from mimi.editors.importing.readers.words import STRONG_END, Vocabulary, is_torn
from mimi.editors.importing.recognition.numbers import step

FOOTNOTE = re.compile(r"^\s*(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3}|\[\d{1,2}\])\s*(?=\S)")


def is_footnote(block: Block) -> bool:
    """Say whether a paragraph is a footnote: it begins with a small raised number."""
    return isinstance(block, Paragraph) and bool(FOOTNOTE.match(plain(block.runs)))


def mended(blocks: list[Block], vocabulary: Vocabulary) -> list[Block]:
    """Return blocks with torn paragraphs joined. Footnotes stand behind the paragraph that they came into."""
    done: list[Block] = []
    # Paragraphs that go on, by their places: the innermost last.
    torn: list[int] = []
    for block in blocks:
        if isinstance(block, Heading | Listing) or not isinstance(block, Paragraph):
            torn = []
            done.append(block)
            continue
        text = plain(block.runs)
        if is_footnote(block):
            done.append(block)
            torn = [*torn[-1:], len(done) - 1] if not STRONG_END.search(text) else torn[-1:]
            continue
        target = next((place for place in reversed(torn) if _goes_on(done[place], text)), None)
        if target is None:
            done.append(block)
            torn = [] if STRONG_END.search(text) else [len(done) - 1]
            continue
        done[target] = _joined(done[target], block, vocabulary)
        torn = [place for place in torn if place < target]
        if not STRONG_END.search(text):
            torn.append(target)
    return done


def _goes_on(block: Block, text: str) -> bool:
    return (
        isinstance(block, Paragraph)
        and step(text) is None
        and not heading_like(text)
        and is_torn(plain(block.runs), text)
    )


def _joined(first: Block, second: Paragraph, vocabulary: Vocabulary) -> Block:
    return (
        Paragraph(joined_runs(first.runs, second.runs, vocabulary), first.place)
        if isinstance(first, Paragraph)
        else first
    )


def joined_runs(first: Runs, second: Runs, vocabulary: Vocabulary) -> Runs:
    """Return the runs of two lines as those of one; a hyphen between them goes where it is none of the writer's."""
    before, after = plain(first), plain(second)
    if not before or not after:
        return tidy([*first, *second])
    text = vocabulary.joined(before, after)
    head = list(first)
    between = len(text) - len(after) - len(before)
    if between <= 0:
        # The last sign goes; one that stays is written as a hyphen.
        last = head[-1]
        kept = text[len(before) - 1] if between == 0 else ""
        head[-1] = replace(last, text=last.text.rstrip()[:-1] + kept)
    return tidy([*head, Run(" " if between > 0 else "", *_marks(head[-1], second[0])), *second])


def _marks(first: Run, second: Run) -> tuple[bool, bool, str]:
    """Return the marks of a space between two runs: those that both carry."""
    return (
        first.bold and second.bold,
        first.italic and second.italic,
        first.href if first.href == second.href else "",
    )
