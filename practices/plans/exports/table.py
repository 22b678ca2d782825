"""A plan as a table (XLSX): a sheet for each kind of rows, the steps first, and one that tells what it is about.

What people wrote is always text: nothing of it becomes a formula, a number or a link, neither when the file is opened
nor when somebody works on in a cell (which is what the quote prefix of the cells is for).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from mimi.paper import reads_from_right
from practices.plans.exports.base import ExportFormat
from practices.plans.exports.contents import PARTS, Contents, Entry
from practices.plans.kinds import RowKind
from practices.plans.models import Kind

TICK = "✓"
# A date before it has no number in Excel that other programs agree with.
FIRST_DAY = date(1900, 3, 1)
LONGEST_SHEET_NAME = 31
A4 = 9
SHEETS: Mapping[str, str | Promise] = {
    Kind.STEP: pgettext_lazy("a sheet of a table", "Steps"),
    Kind.AIM: pgettext_lazy("a sheet of a table", "Aims"),
    Kind.RISK: pgettext_lazy("a sheet of a table", "Risks"),
    Kind.LESSON: pgettext_lazy("a sheet of a table", "Lessons"),
}
# In letters of the usual size.
WIDTHS = {"title": 34, "text": 60, "how": 50, "who": 20, "due": 14, "note": 40}
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: what stands above it, how wide it is, and what of a row stands in it."""

    label: str
    width: int
    value: Callable[[Entry], Any]
    centred: bool = False


class TableExport(ExportFormat):
    """An Excel file."""

    ending = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    label = _("Table (Excel)")

    def write(self, plan: Contents) -> bytes:
        """Return the file."""
        buffer = io.BytesIO()
        book = Workbook(buffer, OPTIONS)
        book.set_properties({"title": plan.title.text, "comments": ""})
        writer = _Writer(book)
        # What is opened first is what is worked with.
        for kind in sorted(PARTS, key=lambda one: one.kind != Kind.STEP):
            writer.write(kind, plan.part(kind.kind))
        writer.write_about(plan)
        book.close()
        return buffer.getvalue()


class _Writer:
    """Writes the sheets of a file, each with its header row in sight and on every printed page."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        shape = {"valign": "top", "text_wrap": True}
        self.text = book.add_format({**shape, "quote_prefix": True})
        self.from_right = book.add_format({**shape, "quote_prefix": True, "reading_order": 2})
        self.number = book.add_format({"valign": "top"})
        self.mark = book.add_format({**shape, "align": "center"})
        # As the reader's own machine writes a short date.
        self.day = book.add_format({"valign": "top", "num_format": 14, "align": "left"})
        self.header = book.add_format({**shape, "bold": True, "bg_color": "#DDE9E7", "bottom": 1, "quote_prefix": True})
        self.names: set[str] = set()

    def write(self, kind: RowKind, entries: Iterable[Entry]) -> None:
        """Write the rows of a kind, and of none the header."""
        rows = list(entries)
        columns = _columns(kind)
        sheet = self._sheet(str(SHEETS.get(kind.kind, kind.heading)))
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.label, self.header)
            for number, entry in enumerate(rows, start=1):
                self._cell(sheet, number, place, column.value(entry), centred=column.centred)

    def write_about(self, plan: Contents) -> None:
        """Write what the plan is called, and where it comes from."""
        sheet = self._sheet(pgettext("a sheet of a table", "About this plan"))
        told: list[tuple[str, Any]] = [
            (gettext("Title of the plan"), plan.title.text),
            (gettext("As of"), plan.taken_on),
        ]
        if plan.origin:
            told += [
                (gettext("Made from the practice"), plan.origin.title),
                (gettext("Address"), plan.origin.url),
            ]
        if plan.origin and plan.origin.source:
            told.append((gettext("Source"), plan.origin.source))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 80)
        for number, (label, value) in enumerate(told):
            sheet.write_string(number, 0, label, self.header)
            self._cell(sheet, number, 1, value)

    def _sheet(self, name: str) -> Worksheet:
        sheet: Worksheet = self.book.add_worksheet(self._free_name(name))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _free_name(self, name: str) -> str:
        """Return a name that Excel takes for a sheet, whatever a translation says."""
        allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in name)
        name = allowed[:LONGEST_SHEET_NAME].strip(" '") or f"{len(self.names) + 1}"
        while name.lower() in self.names:
            name = f"{name[: LONGEST_SHEET_NAME - 4]} ({len(self.names) + 1})"
        self.names.add(name.lower())
        return name

    def _cell(self, sheet: Worksheet, row: int, place: int, value: Any, *, centred: bool = False) -> None:
        if isinstance(value, date) and value >= FIRST_DAY:
            sheet.write_datetime(row, place, value, self.day)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, self.number)
        elif value:
            text = value.isoformat() if isinstance(value, date) else str(value)
            written = self.mark if centred else self.from_right if reads_from_right(text) else self.text
            sheet.write_string(row, place, text, written)


def _columns(kind: RowKind) -> list[Column]:
    title = kind.field("title")
    columns = [
        Column(gettext("No."), 6, lambda entry: entry.number),
        Column(str(title.label if title else kind.one), WIDTHS["title"], lambda entry: entry.title),
    ]
    columns += [
        Column(str(field.label), WIDTHS.get(field.name, 30), _value_of(field.name))
        for field in kind.fields
        if field.name != "title"
    ]
    if kind.kind == Kind.LESSON:
        columns.append(Column(gettext("Address"), 60, lambda entry: entry.url))
    if kind.ticks:
        label = pgettext("a lesson", "Read") if kind.kind == Kind.LESSON else pgettext("a step", "Done")
        columns.append(Column(label, 10, lambda entry: TICK if entry.done else "", centred=True))
    return columns


def _value_of(name: str) -> Callable[[Entry], Any]:
    def value(entry: Entry) -> Any:
        line = entry.line(name)
        return (line.day or line.words) if line else ""

    return value
