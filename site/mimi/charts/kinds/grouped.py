"""Bars in groups: to compare a few things in two or three ways."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Key, Layout, Panel, Strip
from mimi.charts.kinds.bars import bar
from mimi.charts.marks import swatch, tone_of
from mimi.charts.registry import ChartKind, register_chart
from mimi.charts.table import Table

THIN = 14


@register_chart
class Grouped(ChartKind):
    """For each row its name, and a bar for each column."""

    name = "grouped"
    label = _("Bars in groups: compare a few things in two or three ways")

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        panels = []
        for n, row in enumerate(table.rows):
            strips = tuple(
                Strip(
                    bar(f"{table.name}-{n}-{m}", table.part(v), tone_of(m), stated=v is not None, height=THIN),
                    table.written(v),
                    stated=v is not None,
                )
                for m, v in enumerate(row.values)
            )
            panels.append(Panel(row.label, strips))
        keys = tuple(
            Key(label, Strip(swatch(f"{table.name}-k{n}", tone_of(n)))) for n, label in enumerate(table.columns)
        )
        return Drawing(Layout.ROWS, tuple(panels), keys)
