"""What every reader makes of a document: blocks in their order, each with its place in the source.

Words are kept in runs, so that emphasis and links go wherever the words go. Nothing here knows of Django: readers
run in a process of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

_SPACE = re.compile(r"\s+")


class Place(NamedTuple):
    """Where something stands: page and line, both from 1; 0 where the format knows no such thing."""

    page: int = 0
    line: int = 0


@dataclass(frozen=True)
class Run:
    """Words with the same marks."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""

    def alike(self, other: Run) -> bool:
        """Say whether both carry the same marks."""
        return (self.bold, self.italic, self.href) == (other.bold, other.italic, other.href)


NOWHERE = Place()
Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; `level` counts from 1, and smaller is higher."""

    runs: Runs
    level: int
    place: Place = NOWHERE


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    place: Place = NOWHERE


@dataclass(frozen=True)
class Item:
    """A line of a list, with the list inside of it, if there is one."""

    runs: Runs
    inner: Listing | None = None


@dataclass(frozen=True)
class Listing:
    """A list."""

    items: tuple[Item, ...]
    ordered: bool = False
    place: Place = NOWHERE


@dataclass(frozen=True)
class Table:
    """A table: rows of cells; `has_head` when the first row names the columns."""

    rows: tuple[tuple[Runs, ...], ...]
    has_head: bool = False
    place: Place = NOWHERE


Block: TypeAlias = Heading | Paragraph | Listing | Table


@dataclass
class Section:
    """A heading with what stands below it; the root has none."""

    heading: Heading | None
    index: int = -1
    blocks: list[int] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)


def runs_of(text: str) -> Runs:
    """Return plain text as runs."""
    return tidy([Run(text)])


def plain(runs: Iterable[Run]) -> str:
    """Return the words of runs on one line."""
    return _SPACE.sub(" ", "".join(run.text for run in runs)).strip()


def tidy(runs: Iterable[Run]) -> Runs:
    """Return runs with single spaces, none around them, and neighbours of the same marks joined."""
    joined: list[tuple[Run, list[str]]] = []
    for run in runs:
        if joined and joined[-1][0].alike(run):
            joined[-1][1].append(run.text)
        elif run.text:
            joined.append((run, [run.text]))
    done: list[Run] = []
    for run, texts in joined:
        text = _SPACE.sub(" ", "".join(texts))
        if not done or done[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text and done and done[-1].alike(run):
            done[-1] = Run(done[-1].text + text, run.bold, run.italic, run.href)
        elif text:
            done.append(Run(text, run.bold, run.italic, run.href))
    while done and not done[-1].text.rstrip(" "):
        done.pop()
    if done:
        done[-1] = replace(done[-1], text=done[-1].text.rstrip(" "))
    return tuple(done)


def cut(runs: Runs, at: int) -> tuple[Runs, Runs]:
    """Cut runs before the character `at` of their joined text."""
    before: list[Run] = []
    after: list[Run] = []
    passed = 0
    for run in runs:
        here = min(max(at - passed, 0), len(run.text))
        before.append(replace(run, text=run.text[:here]))
        after.append(replace(run, text=run.text[here:]))
        passed += len(run.text)
    return tidy(before), tidy(after)


def text_of(block: Block) -> str:
    """Return all words of a block, one line a paragraph, item or row."""
    return "\n".join(lines_of(block))


def lines_of(block: Block) -> Iterator[str]:
    """Return the words of a block line by line."""
    if isinstance(block, Table):
        for row in block.rows:
            yield " | ".join(plain(cell) for cell in row)
    elif isinstance(block, Listing):
        for item in block.items:
            yield plain(item.runs)
            if item.inner:
                yield from lines_of(item.inner)
    else:
        yield plain(block.runs)


def word_count(blocks: Iterable[Block]) -> int:
    """Return how many words blocks hold."""
    return sum(len(text_of(block).split()) for block in blocks)


def sections(blocks: list[Block]) -> Section:
    """Return the tree that the headings of a document make."""
    root = Section(None)
    open_ = [root]
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            open_[-1].blocks.append(index)
            continue
        while open_[-1].heading is not None and open_[-1].heading.level >= block.level:
            open_.pop()
        section = Section(block, index)
        open_[-1].children.append(section)
        open_.append(section)
    return root
