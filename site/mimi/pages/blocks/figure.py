"""A chart with its table, its year and its source."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from mimi.charts import Drawing, Fault, Row, Table, chart_choices, chart_kind

SAMPLE: dict[str, Any] = {
    "title": "Participants in work a year later",
    "summary": "Most participants had found work.",
    "chart": "bar",
    "unit": "%",
    "columns": [],
    "rows": [
        {"label": "In work", "value": Decimal(62), "more": []},
        {"label": "Not yet", "value": Decimal(38), "more": []},
    ],
    "caution": "",
    "year": "2016",
    "source": "An example",
}


class FigureValue(blocks.StructValue):
    """What the template of a figure needs to know."""

    @cached_property
    def table(self) -> Table:
        """The numbers, a column for each name; a row that holds too few is filled up, one that holds too many cut."""
        columns = tuple(str(name) for name in self.get("columns") or [])
        width = max(1, len(columns))
        rows = tuple(
            Row(row["label"], tuple([*_numbers(row), *[None] * width][:width])) for row in self.get("rows") or []
        )
        return Table(columns, rows, self.get("unit") or "")

    @property
    def drawing(self) -> Drawing:
        """The chart."""
        return chart_kind(self.get("chart") or "").draw(self.table)


def _numbers(row: Any) -> list[Decimal | None]:
    """Return the numbers of a row in the order of the columns."""
    return [row.get("value"), *(row.get("more") or [])]


class RowBlock(blocks.StructBlock):
    """One row of the figure's table."""

    label = blocks.CharBlock(max_length=120, label=_("Label"))
    value = blocks.DecimalBlock(
        required=False, label=_("Value"), help_text=_("A number without its unit. Empty where the source states none.")
    )
    more = blocks.ListBlock(
        blocks.DecimalBlock(required=False, label=_("Value")),
        default=[],
        label=_("Values of the other columns"),
        help_text=_("Only where the figure has columns: a number for each but the first."),
    )


class FigureBlock(blocks.StructBlock):
    """A chart with its table, its year and its source."""

    title = blocks.CharBlock(max_length=150, label=_("Title"))
    summary = blocks.TextBlock(label=_("What it shows, in a sentence"))
    chart = blocks.ChoiceBlock(choices=chart_choices, default="bar", label=_("Chart"))
    unit = blocks.CharBlock(
        required=False,
        max_length=30,
        label=_("Unit"),
        help_text=_("Such as % or hours. With % the whole length of a bar is 100."),
    )
    columns = blocks.ListBlock(
        blocks.CharBlock(max_length=80, label=_("Column")),
        default=[],
        label=_("Columns"),
        help_text=_("Only where a row holds several numbers: what each of them is."),
    )
    rows = blocks.ListBlock(RowBlock(), min_num=1, label=_("Rows"))
    caution = blocks.TextBlock(
        required=False,
        default="",
        label=_("What it does not say"),
        help_text=_("Few answers, people judging their own work, things that can’t be compared."),
    )
    year = blocks.CharBlock(max_length=60, label=_("Year"))
    source = blocks.CharBlock(max_length=250, label=_("Source"))

    def clean(self, value: Any) -> Any:
        """Check that the rows are as long as the columns say, and that the chart can show them truly."""
        cleaned = super().clean(value)
        faults = _length_faults(cleaned) or chart_kind(cleaned["chart"]).faults(cleaned.table)
        if faults:
            raise StructBlockValidationError(block_errors={"rows": _at_rows(faults)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Figure")
        description = _("A chart drawn from a small table, with its year and source")
        template = "components/blocks/figure.html"
        value_class = FigureValue
        preview_value = SAMPLE


def _length_faults(value: Any) -> list[Fault]:
    """Return the rows that hold more or fewer numbers than there are columns."""
    width = max(1, len(value["columns"]))
    return [
        Fault(
            ngettext(
                "This row holds %(numbers)s, and there is %(count)s column.",
                "This row holds %(numbers)s, and there are %(count)s columns.",
                width,
            )
            % {"numbers": _counted(len(_numbers(row))), "count": width},
            n,
        )
        for n, row in enumerate(value["rows"])
        if len(_numbers(row)) != width
    ]


def _counted(count: int) -> str:
    return ngettext("%(count)s number", "%(count)s numbers", count) % {"count": count}


def _at_rows(faults: list[Fault]) -> ListBlockValidationError:
    """Return what is wrong, each beside the row that it is about, or above all rows."""
    by_row: dict[int, list[ValidationError]] = {}
    for fault in faults:
        if fault.row is not None:
            by_row.setdefault(fault.row, []).append(ValidationError(fault.message))
    return ListBlockValidationError(
        block_errors={n: StructBlockValidationError(non_block_errors=ErrorList(found)) for n, found in by_row.items()},
        non_block_errors=ErrorList([ValidationError(fault.message) for fault in faults if fault.row is None]),
    )
