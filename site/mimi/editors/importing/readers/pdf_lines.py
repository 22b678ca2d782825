"""Words of a page as lines in the order of reading: columns one after the other, what spans them in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from mimi.editors.importing.outline import Run, Runs, plain, tidy
from mimi.editors.importing.readers.pdf_words import Word

# In sizes of the letters: how far words of one line may stand apart, and how a space shows.
WORD_GAP, SPACE_GAP = 1.0, 0.16
# The least width of the gap between columns, in points, and how full the lines of a column are.
GUTTER = 7.0
EDGE = 3.0
# In sizes of the letters: how far apart the cells of a table stand.
CELL_GAP = 1.2
# How far lists are set in, in points.
DEEPEST_INDENT = 60
FILLED = 0.62
FEWEST_LINES = 5


@dataclass(frozen=True)
class PdfLine:
    """A line, or the part of one that stands in a column or a cell."""

    words: tuple[Word, ...]

    @cached_property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @cached_property
    def y(self) -> float:
        """Its baseline."""
        return max(self.words, key=lambda word: len(word.text)).y

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return round(max(self.words, key=lambda word: len(word.text.strip())).size, 1)

    @cached_property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(word.bold for word in self.words if word.text.strip())

    @cached_property
    def runs(self) -> Runs:
        """Its words with their marks."""
        runs: list[Run] = []
        end = self.words[0].x0
        for word in self.words:
            apart = word.x0 - end > SPACE_GAP * word.size
            if runs and apart and not runs[-1].text.endswith(" ") and not word.text.startswith(" "):
                same = runs[-1].bold == word.bold and runs[-1].italic == word.italic and runs[-1].href == word.href
                runs.append(Run(" ", word.bold, word.italic, word.href) if same else Run(" "))
            runs.append(Run(word.text, word.bold, word.italic, word.href))
            end = max(end, word.x1)
        return tidy(runs)

    @cached_property
    def text(self) -> str:
        """Its words alone."""
        return plain(self.runs)


def segments(words: Sequence[Word]) -> list[PdfLine]:
    """Return what stands together on a baseline, without wide gaps; from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted((w for w in words if w.text.strip() or w.text == " "), key=lambda w: (w.y, w.x0)):
        row = next((r for r in reversed(rows[-6:]) if abs(_base(r) - word.y) < 0.35 * max(r[0].size, word.size)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [line for row in rows for line in _cut_at_gaps(sorted(row, key=lambda w: w.x0))]


def _base(row: list[Word]) -> float:
    return max(row, key=lambda word: word.size * len(word.text)).y


def _cut_at_gaps(row: list[Word]) -> list[PdfLine]:
    found: list[list[Word]] = []
    end = 0.0
    for word in row:
        blank = not word.text.strip()
        if found and word.x0 - end < WORD_GAP * word.size:
            found[-1].append(word)
        elif not blank:
            found.append([word])
        if not blank:
            end = max(end, word.x1) if found and word in found[-1] and len(found[-1]) > 1 else word.x1
    return [PdfLine(tuple(group)) for group in found if any(word.text.strip() for word in group)]


Row = list[PdfLine]


def rows_of(lines: list[PdfLine]) -> list[Row]:
    """Return what stands on the same baseline, from left to right; rows from top to bottom."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda each: each.y):
        if rows and line.y - rows[-1][0].y <= 0.4 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def columns_of(lines: list[PdfLine]) -> float | None:
    """Return where the right column of a page begins, if it has two."""
    return _right_column(rows_of(lines))


def in_reading_order(lines: list[PdfLine], usual: float | None = None) -> list[list[PdfLine]]:
    """Return stretches of lines, each read from top to bottom: a column, or what spans columns.

    `usual` is where the right column begins on other pages: one that holds little text shows it less.
    """
    rows = rows_of(lines)
    right = _right_column(rows)
    if right is None and usual is not None and _fits(rows, usual):
        right = usual
    if right is None:
        return [[line for row in rows for line in row]] if rows else []
    spanning = _spanning(rows, right)
    stretches: list[list[PdfLine]] = []
    columns: tuple[list[PdfLine], list[PdfLine]] = ([], [])
    across: list[PdfLine] = []
    for place, row in enumerate(rows):
        if place in spanning:
            stretches += columns
            columns = ([], [])
            across += row
            continue
        stretches.append(across)
        across = []
        for line in row:
            columns[line.x0 >= right - EDGE].append(line)
    return [stretch for stretch in [*stretches, *columns, across] if stretch]


def _fits(rows: list[Row], right: float) -> bool:
    """Say whether a page may have columns as others do: lines begin there, and hardly any crosses the gap."""
    begin = sum(abs(line.x0 - right) < EDGE for row in rows for line in row)
    return begin > 0 and sum(_crosses(row, right) for row in rows) <= len(rows) * 0.3


def _right_column(rows: list[Row]) -> float | None:
    """Return where a right column begins: many lines do there, and those on their left end before it."""
    lines = [line for row in rows for line in row]
    if len(rows) < FEWEST_LINES:
        return None
    begin, end = min(line.x0 for line in lines), max(line.x1 for line in lines)
    starts = Counter(round(line.x0) for line in lines if 0.3 < (line.x0 - begin) / max(end - begin, 1) < 0.7)
    found: list[tuple[int, float]] = []
    for start, _count in starts.most_common(6):
        if sum(starts[start + n] for n in (-1, 0, 1)) < FEWEST_LINES:
            break
        crossing = sum(_crosses(row, start) for row in rows)
        beside = [row for row in rows if not _crosses(row, start) and not _is_table_row(row, start)]
        left = _extents(beside, lambda line, at=start: line.x0 < at - EDGE)  # type: ignore[misc]  # mypy can’t infer a lambda with a default
        right = _extents(beside, lambda line, at=start: line.x0 >= at - EDGE)  # type: ignore[misc]  # mypy can’t infer a lambda with a default
        if _runs_as_text(left) and _runs_as_text(right):
            found.append((crossing, float(start)))
    return _with_indents(lines, rows, *min(found)) if found else None


def _with_indents(lines: list[PdfLine], rows: list[Row], crossing: int, right: float) -> float:
    """Return where a column begins whose lines are mostly set in, as those of a list are."""
    starts = sorted({line.x0 for line in lines if right - DEEPEST_INDENT <= line.x0 < right - EDGE and line.x1 > right})
    better = (start for start in starts if sum(_crosses(row, start) for row in rows) < crossing)
    return next(better, right)


def _crosses(row: Row, right: float) -> bool:
    return any(line.x0 < right - EDGE and line.x1 > right - GUTTER for line in row)


def _is_table_row(row: Row, right: float) -> bool:
    """Say whether wide gaps stand within a column of a row: cells do so, words don't."""
    gaps = [
        b.x0 - a.x1
        for a, b in pairwise(row)
        if len(a.text.strip()) > 3 and not (a.x1 <= right - GUTTER and b.x0 >= right - EDGE)
    ]
    return len(gaps) > 0 and max(gaps) > CELL_GAP * row[0].size


def _extents(rows: list[Row], belongs: Callable[[PdfLine], bool]) -> list[tuple[float, float]]:
    """Return from where to where the lines of one column reach."""
    found = []
    for row in rows:
        side = [line for line in row if belongs(line)]
        if side:
            found.append((side[0].x0, max(line.x1 for line in side)))
    return found


def _runs_as_text(side: list[tuple[float, float]]) -> bool:
    """Say whether a column holds text: lines enough that fill it, and begin at its edge, as cells of tables don't."""
    if len(side) < FEWEST_LINES:
        return False
    edge, far = min(x0 for x0, _x1 in side), max(x1 for _x0, x1 in side)
    filled = sum((x1 - x0) > FILLED * (far - edge) for x0, x1 in side)
    return filled >= len(side) * 0.4 and sum(abs(x0 - edge) < DEEPEST_INDENT for x0, _x1 in side) >= len(side) * 0.6


def _spanning(rows: list[Row], right: float) -> set[int]:
    """Return which rows span the columns: those that cross the gap, rows of tables, and short ones beside such."""
    spanning = {n for n, row in enumerate(rows) if _crosses(row, right)} | _table_rows(rows, right)
    gaps = [b[0].y - a[0].y for a, b in pairwise(rows)]
    leading = median([gap for gap in gaps if 2 < gap < 40] or [14.0])
    body = median([line.size for row in rows for line in row])
    for n in sorted(spanning):
        at, before = n + 1, rows[n]
        while at < len(rows) and at not in spanning and _is_alone(rows[at], right):
            if rows[at][0].y - before[0].y > leading * 1.25 or abs(rows[at][0].size - before[0].size) > 0.6:
                break
            spanning.add(at)
            before = rows[at]
            at += 1
    for n in sorted(spanning, reverse=True):
        at = n - 1
        while at >= 0 and at not in spanning and _is_alone(rows[at], right):
            near = rows[at + 1][0].y - rows[at][0].y <= leading * 1.25 and abs(rows[at][0].size - rows[n][0].size) < 0.6
            heads = rows[at][0].size > body * 1.1 or all(line.bold for line in rows[at])
            if not (heads and rows[at + 1][0].y - rows[at][0].y < leading * 6) and not near:
                break
            spanning.add(at)
            at -= 1
    return spanning


def _table_rows(rows: list[Row], right: float) -> set[int]:
    """Return the rows of tables, also those in which only some cells go on."""
    found: set[int] = set()
    starts: list[float] = []
    for n, row in enumerate(rows):
        begins = [line.x0 for line in row]
        if _is_aligned(rows, n, right):
            starts = [*starts, *begins] if n - 1 in found else begins
            found.add(n)
        elif n - 1 in found and all(any(abs(x - start) < EDGE for start in starts) for x in begins):
            found.add(n)
    return found


def _is_alone(row: Row, right: float) -> bool:
    return all(line.x0 < right - EDGE for line in row)


def _is_aligned(rows: list[Row], n: int, right: float) -> bool:
    """Say whether a row is one of a table: it has cells, and they begin where those of its neighbour do."""
    if not _is_table_row(rows[n], right):
        return False
    starts = [line.x0 for line in rows[n][1:]]
    for other in (n - 1, n + 1):
        if 0 <= other < len(rows):
            near = [line.x0 for line in rows[other]]
            if any(abs(start - x) < EDGE for start in starts for x in near if abs(start - right) > EDGE):
                return True
    return False
