"""The table behind a chart as a CSV file, as a spreadsheet of the active language opens it with a click."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import get_format

from mimi.charts.table import Table

# What a spreadsheet would take for a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(table: Table, head: Iterable[str], notes: Iterable[tuple[str, str]] = ()) -> str:
    """Return a table as CSV, after a byte order mark; below it, apart, notes on where it comes from.

    Where numbers have a decimal comma, semicolons part the cells. Texts that begin like a formula are quoted.
    """
    point = str(get_format("DECIMAL_SEPARATOR"))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if point == "," else ",", lineterminator="\r\n")
    writer.writerow([_text(name) for name in head])
    for row in table.rows:
        writer.writerow([_text(row.label), *(_number(value, point) for value in row.values)])
    notes = list(notes)
    if notes:
        writer.writerow([])
        writer.writerows([_text(name), _text(said)] for name, said in notes)
    return "\ufeff" + out.getvalue()


def _text(text: str) -> str:
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _number(value: Decimal | None, point: str) -> str:
    return "" if value is None else format(value.normalize(), "f").replace(".", point)
