"""A line over years: how something changes. Years stand as far apart as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Key, Layout, Panel, Strip
from mimi.charts.marks import Canvas, Marks, number, swatch, tone_of
from mimi.charts.registry import ChartKind, register_chart
from mimi.charts.table import Fault, Table

TALL = 170
ABOVE, BELOW = 30, 30
# Room at both ends for the words of the first and last year, in per cent.
MARGIN = 16
# How much room a number or a point takes.
HIGH = 15


def year_of(label: str) -> int | None:
    """Return the year that a row is about."""
    text = label.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


@dataclass(frozen=True)
class _Point:
    """A number of a line: where it stands across, in per cent, and down, in pixels."""

    across: float
    down: float
    tone: int
    said: str


def _lines(table: Table) -> list[list[_Point]]:
    """Return the stated numbers of each column, in the order of the years."""
    years = sorted((year, row) for row in table.rows if (year := year_of(row.label)) is not None)
    return [
        [
            _Point(_across(table, year), _down(table.part(value)), tone_of(n), table.written(value))
            for year, row in years
            if (value := row.values[n]) is not None
        ]
        for n in range(table.width)
    ]


def _across(table: Table, year: int) -> float:
    years = [found for row in table.rows if (found := year_of(row.label)) is not None]
    span = max(years) - min(years)
    return MARGIN + (100 - 2 * MARGIN) * ((year - min(years)) / span if span else 0.5)


def _down(part: float) -> float:
    return ABOVE + TALL * (1 - part / 100)


def plot(table: Table) -> Marks:
    """Return the lines of all columns, on an axis that begins at zero."""

    def paint(canvas: Canvas) -> None:
        _axes(canvas, table)
        lines = _lines(table)
        for line in lines:
            for one, other in pairwise(line):
                start = (canvas.across(one.across), number(one.down))
                canvas.stroke(start, (canvas.across(other.across), number(other.down)), one.tone)
        points = [point for line in lines for point in line]
        for point in points:
            canvas.point(canvas.across(point.across), number(point.down), point.tone)
        for point, y in _numbered(points):
            canvas.words(canvas.across(point.across), y, point.said, look="strong")

    return Marks(f"{table.name}-p", ABOVE + TALL + BELOW, paint)


def _axes(canvas: Canvas, table: Table) -> None:
    for part in (50, 100) if table.full else ():
        y = _down(part)
        canvas.stroke(("0", number(y)), (canvas.across(100), number(y)), 1, "guide")
        canvas.words("0", y - 5, table.written(table.full * part / 100), look="soft", anchor="start")
    base = number(ABOVE + TALL)
    canvas.stroke(("0", base), (canvas.across(100), base), 1, "axis")
    for row in table.rows:
        year = year_of(row.label)
        if year is not None:
            x = canvas.across(_across(table, year))
            canvas.stroke((x, base), (x, number(ABOVE + TALL + 6)), 1, "axis")
            canvas.words(x, ABOVE + TALL + 24, row.label.strip())


def _numbered(points: list[_Point]) -> Iterator[tuple[_Point, float]]:
    """Yield each point with the line that its number is written on: above it, or where there is room."""
    taken: dict[float, list[float]] = {}
    for point in points:
        taken.setdefault(point.across, []).append(point.down)
    for point in sorted(points, key=lambda each: each.down):
        middles = taken[point.across]
        others = [down for down in middles if down != point.down]
        ways = [point.down + away for away in (-18, 18, -34, 34, -50, 50)]
        middle = next((y for y in ways if all(abs(y - down) >= HIGH for down in others)), ways[0])
        middles.append(middle)
        yield point, middle + 5


@register_chart
class Line(ChartKind):
    """A line for each column; the rows are years."""

    name = "line"
    label = _("A line over years: how something changes")

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        found = super().faults(table)
        years = [year_of(row.label) for row in table.rows]
        for n, year in enumerate(years):
            if year is None:
                found.append(Fault(gettext("The label of a row is a year, such as 2016."), n))
            elif year in years[:n]:
                found.append(Fault(gettext("This year stands here twice."), n))
        if len(years) < 2:
            found.append(Fault(gettext("A line needs two years at least.")))
        return found

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        names = table.columns if len(table.columns) > 1 else ()
        keys = tuple(Key(name, Strip(swatch(f"{table.name}-k{n}", tone_of(n)))) for n, name in enumerate(names))
        return Drawing(Layout.ROWS, (Panel("", (Strip(plot(table)),)),), keys)
