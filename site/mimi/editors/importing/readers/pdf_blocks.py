"""Lines of a PDF as blocks: what is a heading, a paragraph, a list, a table; told by size, weight, gaps and places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from mimi.editors.importing.outline import Block, Heading, Item, Listing, Paragraph, Place, Run, Runs, Table, cut, plain
from mimi.editors.importing.readers.lines import BULLET, ORDINAL, heading_like
from mimi.editors.importing.readers.mending import FOOTNOTE, joined_runs
from mimi.editors.importing.readers.pdf_lines import CELL_GAP, PdfLine, Row, rows_of
from mimi.editors.importing.readers.words import HYPHENS, STRONG_END, Vocabulary
from mimi.editors.importing.recognition.numbers import is_contents_line, numbered, step

LARGER = 1.12
LOOSE = 1.4
# How much farther than usual a line may stand below another in the same paragraph.
CLOSE = 1.18
LONGEST_HEADING = 200
ALIGNED = 5.0


@dataclass(frozen=True)
class PageLines:
    """The lines of a page in the order of reading, a stretch a column."""

    number: int
    stretches: list[Row]


@dataclass
class _Group:
    """The lines of one block, so far."""

    kind: str
    runs: Runs
    place: Place
    last: PdfLine
    size: float
    left: float
    right: float
    items: list[tuple[Runs, float]] = field(default_factory=list)
    count: int = 1


def blocks_of(pages: list[PageLines], vocabulary: Vocabulary) -> list[Block]:
    """Return the blocks of all pages."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in (line for stretch in page.stretches for line in stretch):
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    levels = _levels(pages, body)
    return _Building(vocabulary, body, levels).of(pages)


def _levels(pages: list[PageLines], body: float) -> dict[float, int]:
    """Return the levels of headings by their sizes: the largest is 1; sizes next to each other are one."""
    larger = sorted({line.size for page in pages for s in page.stretches for line in s if line.size > body * LARGER})
    levels: dict[float, int] = {}
    level, before = 0, 0.0
    for size in reversed(larger):
        if not before or before - size > 0.6:
            level, before = level + 1, size
        levels[size] = min(level, 5)
    return levels


class _Building:
    def __init__(self, vocabulary: Vocabulary, body: float, levels: dict[float, int]) -> None:
        self.vocabulary = vocabulary
        self.body = body
        self.levels = levels
        self.bold_level = min(max(levels.values(), default=0) + 1, 6)
        self.done: list[Block] = []
        self.group: _Group | None = None
        self.leading = body * LOOSE

    def of(self, pages: list[PageLines]) -> list[Block]:
        for page in pages:
            for stretch in page.stretches:
                self._stretch(page.number, stretch)
        self._close()
        return self.done

    def _stretch(self, page: int, lines: list[PdfLine]) -> None:
        rows = rows_of(lines)
        self.leading = _leading(rows, self.body)
        left = min((row[0].x0 for row in rows), default=0.0)
        right = max((line.x1 for row in rows for line in row), default=0.0)
        place = 0
        while place < len(rows):
            table, taken = _table(rows[place:], self.vocabulary, Place(page, place + 1), self.leading)
            if table is not None:
                self._close()
                self.done.append(table)
                place += taken
                continue
            for line in _whole(rows[place]):
                self._line(line, Place(page, place + 1), left, right)
            place += 1

    def _line(self, line: PdfLine, place: Place, left: float, right: float) -> None:
        runs = line.runs
        text = plain(runs)
        kind = self._kind(line, text)
        group = self.group
        if group is not None and self._goes_on(group, line, text, kind, left, right):
            if kind == "item":
                group.items.append((runs, line.x0))
            elif group.items:
                before, x0 = group.items[-1]
                group.items[-1] = (joined_runs(before, runs, self.vocabulary), x0)
            else:
                group.runs = joined_runs(group.runs, runs, self.vocabulary)
            group.last, group.count = line, group.count + 1
            group.left, group.right = left, right
            return
        self._close()
        items = [(runs, line.x0)] if kind == "item" else []
        self.group = _Group(kind, runs, place, line, line.size, left, right, items)

    def _kind(self, line: PdfLine, text: str) -> str:
        if BULLET.match(text) or (ORDINAL.match(text) and not line.bold and line.size <= self.body * LARGER):
            ordinal = ORDINAL.match(text)
            group = self.group
            # A number begins a list only where it is the first, or goes on with one.
            if BULLET.match(text) or (
                ordinal and (ordinal["number"] in {"1", "a"} or (group and group.kind == "item"))
            ):
                return "item"
        if line.size > self.body * LARGER and len(text) < LONGEST_HEADING:
            return "heading"
        if line.bold and len(text) < LONGEST_HEADING and (not STRONG_END.search(text) or numbered(text)):
            return "bold"
        return "text"

    def _goes_on(self, group: _Group, line: PdfLine, text: str, kind: str, left: float, right: float) -> bool:
        """Say whether a line belongs to the block before it."""
        gap = line.y - group.last.y
        below = 0 < gap <= max(self.leading, line.size * self.leading / self.body) * CLOSE
        if kind == "item":
            return group.kind == "item" and (below or gap <= 0 or gap < line.size * 3) and _same_sort(group, text)
        if kind != ("text" if group.kind == "item" else group.kind) or abs(line.size - group.size) > 0.6:
            return False
        if kind in {"heading", "bold"}:
            begins = step(text) or heading_like(text)
            return below and not begins and group.count < 5 and (text[:1].islower() or not _ends_early(group))
        if is_contents_line(text) or is_contents_line(group.last.text) or FOOTNOTE.match(text) or step(text):
            return False
        if group.kind == "item":
            inside = line.x0 > group.items[-1][1] + 2
            return below and (inside or text[:1].islower())
        if gap <= 0:
            # A new column or page: the sentence tells.
            return (
                _is_full(group)
                and not STRONG_END.search(group.last.text)
                and (text[:1].islower() or group.last.text[-1] in HYPHENS)
            )
        if not below or (heading_like(text) and _stops(group, group.last)):
            return False
        if (
            line.x0 > left + line.size * 0.8
            and group.last.x0 < left + line.size * 0.5
            and STRONG_END.search(group.last.text)
        ):
            return False
        return not (STRONG_END.search(group.last.text) and gap > group.last.size * LOOSE and not _is_full(group))

    def _close(self) -> None:
        group, self.group = self.group, None
        if group is None or not plain(group.runs):
            return
        if group.kind == "item":
            self.done.append(_listing(group))
        elif group.kind in {"heading", "bold"}:
            level = self.levels.get(group.size, self.bold_level) if group.kind == "heading" else self.bold_level
            runs = tuple(Run(run.text, False, run.italic, run.href) for run in group.runs)
            self.done.append(Heading(runs, level, group.place))
        else:
            self.done.append(Paragraph(group.runs, group.place))


def _leading(rows: list[Row], body: float) -> float:
    """Return how far below each other the lines of a column's paragraphs stand, most often."""
    gaps: Counter[float] = Counter()
    for above, row in pairwise(rows):
        gap = row[0].y - above[0].y
        if abs(row[0].size - body) < 0.6 and abs(above[0].size - body) < 0.6 and body * 0.9 < gap < body * 2.5:
            gaps[round(gap * 2) / 2] += 1
    if not gaps:
        return body * LOOSE
    most = max(gaps.values())
    # Of those that are about as frequent the smallest: the others stand between paragraphs.
    return min(gap for gap, count in gaps.items() if count >= most * 0.5)


def _is_full(group: _Group) -> bool:
    return group.last.x1 > group.right - (group.right - group.left) * 0.12


def _ends_early(group: _Group) -> bool:
    return group.kind == "bold" and _stops(group, group.last)


def _stops(group: _Group, line: PdfLine) -> bool:
    """Say whether a line ends well before the margin."""
    return line.x1 < group.right - (group.right - group.left) * 0.25


def _same_sort(group: _Group, text: str) -> bool:
    return bool(BULLET.match(plain(group.items[0][0]))) == bool(BULLET.match(text))


def _listing(group: _Group) -> Block:
    first = plain(group.items[0][0])
    pattern = BULLET if BULLET.match(first) else ORDINAL
    if pattern is ORDINAL and len(group.items) == 1:
        return Paragraph(group.items[0][0], group.place)
    left = min(x0 for _runs, x0 in group.items)
    items: list[Item] = []
    deeper: list[Item] = []
    for runs, x0 in group.items:
        raw = "".join(run.text for run in runs)
        match = pattern.match(raw)
        words = cut(runs, match.start("rest"))[1] if match else runs
        if x0 > left + 9 and items:
            deeper.append(Item(words))
            continue
        if deeper:
            items[-1] = Item(items[-1].runs, Listing(tuple(deeper)))
            deeper = []
        items.append(Item(words))
    if deeper:
        items[-1] = Item(items[-1].runs, Listing(tuple(deeper)))
    return Listing(tuple(items), pattern is ORDINAL, group.place)


# --- Rows and tables -----------------------------------------------------------------------------------------------


def _whole(row: list[PdfLine]) -> list[PdfLine]:
    """Return a row that is no table's as one line: a number or a sign before its text, or words far apart."""
    return [PdfLine(tuple(word for line in row for word in line.words))]


def _table(rows: list[Row], vocabulary: Vocabulary, place: Place, leading: float) -> tuple[Table | None, int]:
    """Return the table that begins here, if one does, and how many rows of lines it takes."""
    first = rows[0]
    if len(first) < 2 or _is_marked(first) or is_contents_line(_whole(first)[0].text) or _ends_in_page(first):
        return None, 0
    if max(b.x0 - a.x1 for a, b in pairwise(first)) < CELL_GAP * first[0].size:
        return None, 0
    starts = [line.x0 for line in first]
    cells: list[list[Runs]] = [[line.runs for line in first]]
    taken, y = 1, first[0].y
    full = 1
    for row in rows[1:]:
        places = [_column(line.x0, starts) for line in row]
        if None in places or len(set(places)) < len(places) or row[0].y - y > row[0].size * 4:
            break
        gap = row[0].y - y
        small = any(plain(line.runs)[:1].islower() for line in row)
        if gap <= leading * CLOSE and (len(row) < len(starts) or small):
            for at, line in zip(places, row, strict=True):
                assert at is not None  # noqa: S101 (for the type: looked for above)
                cells[-1][at] = joined_runs(cells[-1][at], line.runs, vocabulary)
        elif len(row) > 1:
            fresh: list[Runs] = [() for _start in starts]
            for at, line in zip(places, row, strict=True):
                assert at is not None  # noqa: S101 (for the type: looked for above)
                fresh[at] = line.runs
            cells.append(fresh)
            full += len(row) == len(starts)
        else:
            break
        taken, y = taken + 1, row[0].y
    if full < 2 or len(cells) < 2:
        return None, 0
    bold = all(line.bold for line in first) and not all(line.bold for line in rows[1])
    return Table(tuple(tuple(row) for row in cells), bold, place), taken


def _column(x0: float, starts: list[float]) -> int | None:
    return next((n for n, start in enumerate(starts) if abs(start - x0) < ALIGNED), None)


def _is_marked(row: list[PdfLine]) -> bool:
    """Say whether a row is a line with its sign or number set off."""
    text = row[0].text.strip()
    return len(row) == 2 and (len(text) <= 3 or text.rstrip(".").replace(".", "").isdigit())


def _ends_in_page(row: list[PdfLine]) -> bool:
    return len(row) == 2 and row[-1].text.strip().isdigit() and len(row[-1].text.strip()) <= 3
