"""Plans to take along: formats, one module each, found here by the endings of their files."""

from __future__ import annotations

from .base import ExportFormat, NothingToExportError
from .calendar import CalendarExport
from .contents import Contents, contents_of
from .pdf import PdfExport
from .table import TableExport
from .word import WordExport

# In the order in which they are offered.
EXPORT_FORMATS: dict[str, ExportFormat] = {
    one.ending: one() for one in (WordExport, PdfExport, CalendarExport, TableExport)
}

__all__ = ["EXPORT_FORMATS", "Contents", "ExportFormat", "NothingToExportError", "contents_of"]
