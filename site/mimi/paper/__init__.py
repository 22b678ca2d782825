"""Documents that people take away: PDF from a template, and Word files.

    pdf = render_pdf("courses/reflections/paper.html", {"courses": courses}, "nb")
    word = document("nb", title="Refleksjonene mine")

Both are in the reader's language and say so, so that a screen reader speaks them rightly. Nothing in them is fetched
from anywhere: a PDF carries its letters along, a Word file uses those of the reader's machine.
"""

from .answers import file_answer, pdf_answer, word_answer
from .kept import KeptFiles
from .letters import unknown_letters
from .pdf import PaperUnavailableError, pdf_of, render_pdf, render_pdf_within
from .texts import paragraphs, reads_from_right, without_controls
from .turns import PaperBusyError, in_turn
from .word import add_link, add_run, add_text, document

__all__ = [
    "KeptFiles",
    "PaperBusyError",
    "PaperUnavailableError",
    "add_link",
    "add_run",
    "add_text",
    "document",
    "file_answer",
    "in_turn",
    "paragraphs",
    "pdf_answer",
    "pdf_of",
    "reads_from_right",
    "render_pdf",
    "render_pdf_within",
    "unknown_letters",
    "without_controls",
    "word_answer",
]
