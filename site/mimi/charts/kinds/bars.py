"""Horizontal bars: to compare a few things with long names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Layout, Panel, Strip
from mimi.charts.marks import REST, Canvas, Marks
from mimi.charts.registry import ChartKind, one_column, register_chart
from mimi.charts.table import Fault, Table

THICK = 20


def bar(name: str, part: float, tone: int = 1, *, stated: bool = True, height: float = THICK) -> Marks:
    """Return a bar that fills a part of its place, in per cent; only its place where no number is stated."""

    def paint(canvas: Canvas) -> None:
        if not stated:
            canvas.unstated(canvas.across(100), f"{height:g}")
        else:
            canvas.bar("0", "0", canvas.across(100), f"{height:g}", REST)
            # However small the number is, where it begins shows.
            canvas.bar("0", "0", "2", f"{height:g}", tone)
            if part:
                canvas.bar("0", "0", canvas.across(part), f"{height:g}", tone)

    return Marks(name, height, paint)


@register_chart
class Bars(ChartKind):
    """A bar for each row, below its name."""

    name = "bar"
    label = _("Horizontal bars: compare a few things")

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        return [*super().faults(table), *one_column(table)]

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        panels = []
        for n, row in enumerate(table.rows):
            value = row.values[0]
            marks = bar(f"{table.name}-{n}", table.part(value), stated=value is not None)
            panels.append(Panel(row.label, (Strip(marks, table.written(value), stated=value is not None),)))
        return Drawing(Layout.ROWS, tuple(panels))
