"""Reads a figure: the words around a chart, and the numbers that it is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from mimi.charts import Row, Table, chart_choices, chart_kind
from mimi.loading.blocks import Path
from mimi.loading.items import SOURCE, list_items, numbered
from mimi.loading.yaml_source import Node

FIGURE = ("title", "chart", "unit", "year", "source", "summary", "caution", "columns", "rows")
NOT_STATED = "~"

Say = Callable[[Node], Node]


def read_figure(node: Node, path: Path, say: Say) -> dict[str, Any]:
    """Return a figure as its block stores it; `say` finds the words of one language, where several stand together.

    A row has a `value`, or `values` where there are columns; ~ is a number that the source doesn't state.

    Raises:
        ContentError: a part is missing, or the chart can't show these numbers.
    """
    columns = [say(name).text() for name in node["columns"]] if node.has("columns") else []
    rows = [(say(row.only("label", "value", "values")["label"]).text(), _numbers(row)) for row in node["rows"]]
    unit = str(node["unit"].text()) if node.has("unit") else ""
    values: dict[str, Any] = {
        "title": say(node["title"]).text(),
        "summary": say(node["summary"]).text(),
        "chart": _chart(node["chart"]),
        "unit": unit,
        "year": say(node["year"]).text(),
        "source": say(node["source"]).text(),
        "rows": list_items((*path, "rows"), numbered([_row(path, n, *row) for n, row in enumerate(rows, start=1)])),
    }
    if columns:
        values["columns"] = list_items((*path, "columns"), numbered(columns))
    if node.has("caution"):
        values["caution"] = say(node["caution"]).text()
    _check(node, values["chart"], columns, rows, unit)
    return values


def _row(path: Path, place: int, label: str, numbers: list[str | None]) -> dict[str, Any]:
    row: dict[str, Any] = {"label": label, "value": numbers[0]}
    if numbers[1:]:
        row["more"] = list_items((*path, "rows", str(place), "more"), numbered(numbers[1:]))
    return row


def _numbers(row: Node) -> list[str | None]:
    nodes = row["values"].items() if row.has("values") else [row["value"]]
    if not nodes:
        raise row.fail("a number is expected here.")
    return [None if str(node.text()) == NOT_STATED else node.decimal() for node in nodes]


def _chart(node: Node) -> str:
    chart = str(node.text())
    known = [name for name, _label in chart_choices()]
    if chart not in known:
        raise node.fail(f"there is no chart “{chart}”; known are {', '.join(known)}.")
    return chart


def _check(node: Node, chart: str, columns: list[Any], rows: list[tuple[Any, list[str | None]]], unit: str) -> None:
    """Refuse what an editor's form would refuse too."""
    width = max(1, len(columns))
    places = [row["values"] if row.has("values") else row["value"] for row in node["rows"]]
    for place, (_label, numbers) in zip(places, rows, strict=True):
        if len(numbers) != width:
            raise place.fail(f"this row holds {len(numbers)} number(s), and there are {width} column(s).")
    table = Table(
        tuple(str(name) for name in columns),
        tuple(Row(str(label), tuple(None if n is None else Decimal(n) for n in numbers)) for label, numbers in rows),
        unit,
    )
    with override(SOURCE):
        for fault in chart_kind(chart).faults(table):
            raise (node["rows"] if fault.row is None else places[fault.row]).fail(fault.message)
