"""One bar in parts: how a whole divides."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Key, Layout, Panel, Strip
from mimi.charts.marks import REST, Canvas, Marks, swatch, tone_of
from mimi.charts.registry import ChartKind, nothing_missing, register_chart
from mimi.charts.table import HUNDRED, Fault, Table

THICK = 32


def parts_of(table: Table, column: int) -> list[tuple[int, float]]:
    """Return the parts of one column as tones and per cent of the whole."""
    values = [max(row.values[column] or Decimal(0), Decimal(0)) for row in table.rows]
    whole = max(sum(values), HUNDRED) if table.is_share else sum(values)
    return [(tone_of(n), float(value / whole * 100)) for n, value in enumerate(values) if whole and value]


def keys_of(table: Table) -> tuple[Key, ...]:
    """Return what the tones of the rows stand for; with one column, with their numbers."""
    return tuple(
        Key(
            row.label,
            Strip(swatch(f"{table.name}-k{n}", tone_of(n))),
            table.written(row.values[0]) if table.width == 1 else "",
        )
        for n, row in enumerate(table.rows)
    )


def share_faults(table: Table) -> list[Fault]:
    """Return the fault of shares that are more than their whole."""
    for column in range(table.width):
        if table.unit == "%" and sum(row.values[column] or Decimal(0) for row in table.rows) > HUNDRED:
            return [Fault(gettext("The parts of a whole can’t be more than 100 per cent together."))]
    return []


def stack(name: str, parts: list[tuple[int, float]]) -> Marks:
    """Return a bar in parts, with a gap between them."""

    def paint(canvas: Canvas) -> None:
        canvas.bar("0", "0", canvas.across(100), f"{THICK}", REST)
        start = 0.0
        for n, (tone, part) in enumerate(parts):
            canvas.bar(canvas.across(start), "0", canvas.across(part), f"{THICK}", tone)
            if n:
                x = canvas.across(start)
                canvas.stroke((x, "0"), (x, f"{THICK}"), tone, "gap")
            start += part

    return Marks(name, THICK, paint)


@register_chart
class Stacked(ChartKind):
    """One bar for each column, which the rows divide."""

    name = "stacked"
    label = _("One bar in parts: how a whole divides")

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        return [*super().faults(table), *nothing_missing(table), *share_faults(table)]

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        panels = tuple(
            Panel(
                table.columns[n] if n < len(table.columns) else "",
                (Strip(stack(f"{table.name}-{n}", parts_of(table, n))),),
            )
            for n in range(table.width)
        )
        return Drawing(Layout.ROWS, panels, keys_of(table))
