"""Vertical columns: to compare two to five things with short names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Layout, Panel, Strip
from mimi.charts.marks import Canvas, Marks, number
from mimi.charts.registry import ChartKind, one_column, register_chart
from mimi.charts.table import Fault, Table

TALL = 170
# Room for the number above the highest column.
ABOVE = 24


def column(name: str, part: float, value: str) -> Marks:
    """Return a column that is as high as a part of its place, in per cent, on a line and below its number."""
    height = TALL * part / 100
    top, base = ABOVE + TALL - height, number(ABOVE + TALL)

    def paint(canvas: Canvas) -> None:
        if height:
            canvas.bar(canvas.across(10), number(top), canvas.across(80), number(height), 1)
        canvas.stroke(("0", base), (canvas.across(100), base), 1, "axis")
        canvas.words(canvas.across(50), top - 8, value, look="strong")

    return Marks(name, ABOVE + TALL + 1, paint)


@register_chart
class Columns(ChartKind):
    """A column for each row, above its name."""

    name = "column"
    label = _("Vertical columns: compare two to five things with short names")

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        return [*super().faults(table), *one_column(table)]

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        panels = []
        for n, row in enumerate(table.rows):
            value = row.values[0]
            marks = column(f"{table.name}-{n}", table.part(value), table.written(value))
            panels.append(Panel(row.label, (Strip(marks),)))
        return Drawing(Layout.COLUMNS, tuple(panels))
