"""Plain text: with or without marks of emphasis, however its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Callable

from mimi.editors.importing import limits
from mimi.editors.importing.outline import (
    Block,
    Heading,
    Item,
    Listing,
    Paragraph,
    Place,
    Runs,
    Table,
    plain,
    runs_of,
)
from mimi.editors.importing.problems import DocumentError
from mimi.editors.importing.readers.base import Progress, Reader, register
from mimi.editors.importing.readers.encodings import decode
from mimi.editors.importing.readers.furniture import Edge, repeated, running_lines, without_contents
from mimi.editors.importing.readers.lines import BULLET, ORDINAL, ROW, Chunk, Line, chunks
from mimi.editors.importing.readers.marks import marked
from mimi.editors.importing.readers.mending import mended
from mimi.editors.importing.readers.words import Vocabulary

_HASHES = re.compile(r"^(#{1,6})\s+(\S.*?)\s*#*$")
_RULE = re.compile(r"^\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
EDGE_LINES = 2


@register
class TextReader(Reader):
    """Reads .txt and .md."""

    suffixes = (".txt", ".text", ".md")

    def read(self, content: bytes, tell: Progress) -> list[Block]:
        """Return the blocks of a text."""
        text = decode(content)
        if not text.strip():
            raise DocumentError("no-text")
        if len(text) > limits.MOST_CHARACTERS:
            raise DocumentError("too-much-text")
        lines = _without_furniture(_lines(text))
        vocabulary = Vocabulary(line.text for line in lines)
        found = chunks(lines, vocabulary)
        tell(1, 1)
        return mended(without_contents(list(_blocks(found))), vocabulary)


def _lines(text: str) -> list[Line]:
    """Return the lines that hold something; form feeds begin new pages."""
    lines: list[Line] = []
    page, gap = (1 if "\f" in text else 0), 0
    for number, raw in enumerate(text.split("\n"), start=1):
        for part, piece in enumerate(raw.split("\f")):
            page += 1 if part else 0
            if not piece.strip():
                gap += 1
                continue
            indent = len(piece[: len(piece) - len(piece.lstrip())].expandtabs(4))
            lines.append(Line(piece.strip(), Place(page, number), gap, indent))
            gap = 0
    return lines


def _without_furniture(lines: list[Line]) -> list[Line]:
    if not lines or not lines[-1].place.page:
        dropped = running_lines([line.text for line in lines])
    else:
        dropped = repeated(_edges(lines), lines[-1].place.page)
    kept: list[Line] = []
    gap = 0
    for index, line in enumerate(lines):
        if index in dropped:
            gap = max(gap, line.gap)
        else:
            kept.append(Line(line.text, line.place, min(max(gap, line.gap), 2) if gap else line.gap, line.indent))
            gap = 0
    return kept


def _edges(lines: list[Line]) -> list[Edge]:
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.place.page, []).append(index)
    edges = []
    for page, indices in by_page.items():
        for depth, index in enumerate(indices[:EDGE_LINES]):
            edges.append(Edge(index, page, lines[index].text, True, depth))
        for depth, index in enumerate(reversed(indices[-EDGE_LINES:])):
            edges.append(Edge(index, page, lines[index].text, False, depth))
    return edges


def _blocks(found: list[Chunk]) -> list[Block]:
    """Return blocks: headings with hashes, lists, tables of bars, and paragraphs."""
    blocks: list[Block] = []
    place = 0
    while place < len(found):
        chunk = found[place]
        hashes = _HASHES.match(chunk.text)
        taken = _table(found[place:]) or _list(found[place:])
        if hashes:
            blocks.append(Heading(marked(hashes[2]), len(hashes[1]), chunk.place))
            place += 1
        elif taken:
            blocks.append(taken[0])
            place += taken[1]
        else:
            blocks.append(Paragraph(_kept_tabs(chunk.text), chunk.place))
            place += 1
    return blocks


def _kept_tabs(text: str) -> Runs:
    """Return a line as runs; that of a table of contents stays as it is, until it is dropped."""
    runs = marked(text)
    if "\t" in text and text.rstrip()[-1:].isdigit():
        from mimi.editors.importing.outline import Run

        return (Run(text),)
    return runs or runs_of(text)


def _table(found: list[Chunk]) -> tuple[Table, int] | None:
    rows: list[tuple[Runs, ...]] = []
    has_head = False
    taken = 0
    for chunk in found:
        if not ROW.match(chunk.text):
            break
        taken += 1
        if _RULE.match(chunk.text):
            has_head = has_head or len(rows) == 1
            continue
        cells = re.split(r"(?<!\\)\|", chunk.text.strip().strip("|"))
        rows.append(tuple(marked(cell.strip().replace("\\|", "|")) for cell in cells))
    if not rows or (len(rows) == 1 and not has_head):
        return None
    return Table(tuple(rows), has_head, found[0].place), taken


def _list(found: list[Chunk]) -> tuple[Listing, int] | None:
    """Return the list that begins here and how many chunks it takes: signs, or numbers that begin at one."""
    bullets = _run_of(found, lambda text, _n: (m := BULLET.match(text)) and m["rest"])
    if bullets and (len(bullets) > 1 or found[0].text.lstrip()[0] not in "–—-*o"):
        return Listing(tuple(Item(marked(rest)) for rest in bullets), False, found[0].place), len(bullets)
    numbers = _run_of(found, _ordinal)
    if len(numbers) > 1:
        return Listing(tuple(Item(marked(rest)) for rest in numbers), True, found[0].place), len(numbers)
    return None


def _ordinal(text: str, n: int) -> str | None:
    match = ORDINAL.match(text)
    if match is None:
        return None
    number = match["number"]
    wanted = str(n + 1) if number.isdigit() else chr(ord("a") + n)
    return match["rest"] if number == wanted else None


def _run_of(found: list[Chunk], rest_of: Callable[[str, int], str | None]) -> list[str]:
    taken: list[str] = []
    for n, chunk in enumerate(found[:500]):
        rest = rest_of(chunk.text, n)
        if not rest:
            break
        taken.append(rest)
    return taken


def is_empty(blocks: list[Block]) -> bool:
    """Say whether blocks hold no words."""
    return not any(plain(block.runs) for block in blocks if isinstance(block, Heading | Paragraph))
