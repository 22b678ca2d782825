"""A dot for each one, ten a row: people and municipalities that one can count, or a hundred that stand for all."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.charts.drawing import Drawing, Layout, Panel, Strip
from mimi.charts.kinds.stacked import keys_of, share_faults
from mimi.charts.marks import REST, Canvas, Marks, tone_of
from mimi.charts.registry import ChartKind, nothing_missing, one_column, register_chart
from mimi.charts.table import Fault, Table

A_ROW = 10
CELL = 24
RADIUS = 9
MOST = 300


def tones_of(table: Table) -> list[int]:
    """Return the tone of every dot, in the order of the rows; of a share, the rest of a hundred too."""
    tones: list[int] = []
    for n, row in enumerate(table.rows):
        tones += [tone_of(n)] * max(0, min(MOST, round(row.values[0] or 0)))
    return tones[:MOST] + [REST] * (100 - len(tones) if table.is_share else 0)


def field(name: str, tones: list[int]) -> Marks:
    """Return the dots in rows of ten."""
    rows = -(-len(tones) // A_ROW)

    def paint(canvas: Canvas) -> None:
        for n, tone in enumerate(tones):
            canvas.dot((n % A_ROW + 0.5) * CELL, (n // A_ROW + 0.5) * CELL, RADIUS, tone)

    return Marks(name, max(rows, 1) * CELL, paint, width=A_ROW * CELL)


@register_chart
class Dots(ChartKind):
    """A field of dots; per cent are dots of a hundred."""

    name = "dots"
    label = _("A dot for each one: how many of how many")

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        found = [*super().faults(table), *one_column(table), *nothing_missing(table), *share_faults(table)]
        for n, row in enumerate(table.rows):
            if any(value is not None and value % 1 for value in row.values):
                found.append(Fault(gettext("A dot can’t be divided: give a whole number."), n))
        if sum(row.values[0] or 0 for row in table.rows) > MOST:
            found.append(Fault(gettext("These are too many dots to count. Choose another chart.")))
        return found

    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table."""
        return Drawing(Layout.FIELD, (Panel("", (Strip(field(f"{table.name}-d", tones_of(table))),)),), keys_of(table))
