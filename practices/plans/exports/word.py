"""A plan as a Word file, to go on writing in: headings for every part and step, with who and when to fill in."""

from __future__ import annotations

import io

from django.utils.translation import gettext_lazy as _
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from mimi.paper import add_link, add_run, add_text, document, reads_from_right
from mimi.paper.answers import WORD
from practices.plans.exports.base import ExportFormat
from practices.plans.exports.contents import Contents, Entry, Line, Part
from practices.plans.models import Kind

BOX, TICKED_BOX = "☐", "☑"
# How far what is said of a step stands from the left, behind its label.
INDENT = Mm(32)


class WordExport(ExportFormat):
    """A Word file."""

    ending = "docx"
    content_type = WORD
    label = _("Word")

    def write(self, plan: Contents) -> bytes:
        """Return the file."""
        made = document(plan.language, plan.title.text)
        add_run(made.add_paragraph(style="Title"), plan.title.text, plan.title.language)
        made.add_paragraph(plan.as_of, style="Subtitle")
        _write_origin(made, plan)
        for part in plan.parts:
            made.add_heading(part.heading, level=1)
            for entry in part.entries:
                _write_entry(made, part, entry)
        buffer = io.BytesIO()
        made.save(buffer)
        return buffer.getvalue()


def _write_origin(made: WordDocument, plan: Contents) -> None:
    if plan.origin is None:
        return
    made.add_paragraph(plan.made_from)
    add_link(made.add_paragraph(), plan.origin.url, plan.origin.url)
    if plan.source:
        made.add_paragraph(plan.source, style="Aside")


def _write_entry(made: WordDocument, part: Part, entry: Entry) -> None:
    if part.kind.kind == Kind.LESSON:
        _write_lesson(made, entry)
        return
    title = made.add_heading(level=2) if part.kind.kind == Kind.STEP else made.add_paragraph(style="Prompt")
    title.add_run(f"{entry.number}. ")
    add_run(title, entry.title.text, entry.title.language)
    if entry.state:
        made.add_paragraph(_tick(entry))
    for line in entry.lines:
        _write_line(made, line)


def _write_lesson(made: WordDocument, entry: Entry) -> None:
    paragraph = made.add_paragraph()
    paragraph.add_run(f"{entry.number}. ")
    if entry.url:
        add_link(paragraph, entry.title.text, entry.url, entry.title.language)
    else:
        add_run(paragraph, entry.title.text, entry.title.language)
    made.add_paragraph(_tick(entry))
    if entry.url:
        made.add_paragraph(entry.url, style="Aside")


def _write_line(made: WordDocument, line: Line) -> None:
    """Add a field. A long one stands below its label, and isn't there when empty; a short one waits to be filled in."""
    if line.long:
        if line.words:
            if line.name != "text":
                made.add_paragraph(line.label, style="Prompt")
            add_text(made, line.words.text, language=line.words.language)
        return
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = INDENT, -INDENT
    paragraph.paragraph_format.tab_stops.add_tab_stop(INDENT, WD_TAB_ALIGNMENT.LEFT)
    paragraph.add_run(f"{line.label}\t").bold = True
    if reads_from_right(line.words.text):
        paragraph = made.add_paragraph()
    add_run(paragraph, line.words.text, line.words.language)


def _tick(entry: Entry) -> str:
    return f"{TICKED_BOX if entry.done else BOX} {entry.state}"
