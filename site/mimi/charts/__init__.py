"""Charts drawn on the server: from a small table to marks on a page, on paper, or in a file of their own.

    table = Table(columns=(), rows=(Row("Women", (Decimal(49),)), Row("Men", (Decimal(66),))), unit="%")
    drawing = chart_kind("bar").draw(table)

A page shows a drawing as words beside small SVGs (`components/charts/chart.html`), so that labels wrap, grow and are
spaced as the reader likes. On paper and in a file it is one SVG with its words (`as_svg`). Both show the same marks.

A kind of chart is one class in `kinds`; nothing else knows which there are.
"""

from .data_file import as_csv
from .drawing import Drawing
from .registry import ChartKind, chart_choices, chart_kind, chart_kinds, register_chart
from .sheet import as_svg
from .table import Fault, Row, Table
from .written import written

# Last: each registers itself.
from . import kinds as kinds  # isort: skip

__all__ = [
    "ChartKind",
    "Drawing",
    "Fault",
    "Row",
    "Table",
    "as_csv",
    "as_svg",
    "chart_choices",
    "chart_kind",
    "chart_kinds",
    "register_chart",
    "written",
]
