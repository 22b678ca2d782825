"""A table of words, such as a timetable or who does what."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from mimi.pages import richtext


class TableRowBlock(blocks.StructBlock):
    """One row of a table."""

    cells = blocks.ListBlock(
        blocks.RichTextBlock(features=richtext.INLINE, required=False, label=_("Cell")), min_num=1, label=_("Cells")
    )

    class Meta:
        icon = "grip"
        label = _("Row")


class TableBlock(blocks.StructBlock):
    """A table of words; numbers with a chart go into a figure."""

    title = blocks.CharBlock(
        required=False, max_length=150, label=_("Title"), help_text=_("What the table is about. May be empty.")
    )
    head = blocks.ListBlock(
        blocks.CharBlock(required=False, max_length=120, label=_("Column")),
        default=[],
        label=_("Names of the columns"),
        help_text=_("One for each column, or none at all."),
    )
    names_rows = blocks.BooleanBlock(
        required=False, label=_("The first column names its row"), help_text=_("It is then read out with each cell.")
    )
    rows = blocks.ListBlock(TableRowBlock(), min_num=1, label=_("Rows"))

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Rows and columns of words, such as a timetable")
        template = "components/blocks/table.html"
        preview_value = {
            "title": "A first week",
            "head": ["Day", "What you do"],
            "names_rows": True,
            "rows": [
                {"cells": ["<p>Monday</p>", "<p>Meet, without a form.</p>"]},
                {"cells": ["<p>Thursday</p>", "<p>Ask how it went.</p>"]},
            ],
        }

    def clean(self, value: Any) -> Any:
        """Check that all rows are as long as the first, or as the names of the columns."""
        cleaned = super().clean(value)
        rows = cleaned["rows"]
        width = len(cleaned["head"]) or len(rows[0]["cells"])
        wrong = {n: _wrong_length(len(row["cells"]), width) for n, row in enumerate(rows) if len(row["cells"]) != width}
        if wrong:
            raise StructBlockValidationError(block_errors={"rows": ListBlockValidationError(block_errors=wrong)})
        return cleaned


def _wrong_length(cells: int, width: int) -> ValidationError:
    return ValidationError(
        ngettext(
            "This row has %(cells)s cells, and the table has %(count)s column.",
            "This row has %(cells)s cells, and the table has %(count)s columns.",
            width,
        ),
        params={"cells": cells, "count": width},
    )
