"""A book as EPUB 3.3, for reading on a phone: a file for each part, a list of contents, nothing that runs.

What it says of its accessibility follows EPUB Accessibility 1.1 and schema.org's words for it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from lxml import etree

from mimi.books import markup
from mimi.books.content import Book, Part

STYLE = Path(__file__).with_name("screen.css")
MIMETYPE = "application/epub+zip"
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
# A zip file knows no time before this.
BEGINNING = (1980, 1, 1, 0, 0, 0)


def as_epub(book: Book) -> bytes:
    """Return a book as EPUB; the same book is the same to the last byte."""
    files = {part.anchor: f"{part.anchor}.xhtml" for part in book.parts}
    files |= {c.anchor: f"{part.anchor}.xhtml#{c.anchor}" for part in book.parts for c in part.chapters}
    files |= {f"term-{term.code}": f"glossary.xhtml#term-{term.code}" for term in book.terms}
    woven = markup.for_screen(book, lambda anchor: files[anchor])
    buffer = io.BytesIO()
    with override(book.language), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        # Source of the rule: EPUB 3.3, 4.2.3: the first file, as it is.
        _put(package, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        _put(package, "META-INF/container.xml", CONTAINER)
        _put(package, "book/book.opf", _rendered("books/epub/package.opf", woven, **_about(woven)))
        for name in ("cover", "nav"):
            _put(package, f"book/{name}.xhtml", _rendered(f"books/epub/{name}.html", woven))
        for part in woven.parts:
            _put(package, f"book/{part.anchor}.xhtml", _rendered("books/epub/part.html", woven, part=part))
        for name in _ends(woven):
            _put(package, f"book/{name}.xhtml", _rendered(f"books/epub/{name}.html", woven))
        _put(package, "book/screen.css", STYLE.read_text())
        for picture in woven.pictures:
            _put(package, f"book/pictures/{picture.name}", picture.content)
    return buffer.getvalue()


def _about(book: Book) -> dict[str, Any]:
    """Return what the package says of itself."""
    day = book.changed_on
    modified = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(*BEGINNING, tzinfo=UTC)
    return {
        "identifier": f"{settings.SITE_URL}{book.address}#{book.key}",
        "modified": modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "parts": [{"anchor": part.anchor, "draws": _draws(part)} for part in book.parts],
        "ends": _ends(book),
    }


def _ends(book: Book) -> list[str]:
    return [name for name, there in (("glossary", book.terms), ("sources", book.sources)) if there]


def _draws(part: Part) -> bool:
    """Say whether drawings stand in the file of a part."""
    return any("<svg" in text for text in (part.html, *(chapter.html for chapter in part.chapters)))


def _rendered(template: str, book: Book, **context: Any) -> str:
    """Return a file, read again to be sure that it is well-formed.

    Raises:
        etree.XMLSyntaxError: it isn't.
    """
    rendered = render_to_string(
        template, {**context, "book": book, "language": book.language, "site_url": settings.SITE_URL}
    )
    text = str(rendered).strip().replace('src="book:', 'src="pictures/')
    etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _put(package: zipfile.ZipFile, name: str, content: str | bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, BEGINNING)
    entry.compress_type = how
    entry.external_attr = 0o644 << 16
    package.writestr(entry, content)
