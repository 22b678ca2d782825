"""A book as a PDF: cover, contents with page numbers, parts with running heads, glossary, sources."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from mimi.books import markup
from mimi.books.content import Book
from mimi.paper import pdf_of

STYLE = Path(__file__).with_name("book.css")


def written(book: Book) -> str:
    """Return the whole book as one HTML document."""
    context = {"book": markup.for_paper(book), "language": book.language, "site_url": settings.SITE_URL}
    with override(book.language):
        return render_to_string("books/handbook.html", context)


def as_pdf(book: Book) -> tuple[bytes, int]:
    """Return a book as a PDF, and how many pages it has.

    Raises:
        PaperUnavailableError: see there.
    """
    pictures = {f"book:{picture.name}": picture.content for picture in book.pictures}
    return pdf_of(written(book), STYLE.read_text(), pictures)
