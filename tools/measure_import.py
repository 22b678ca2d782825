"""Measures how long a document of 60 pages takes to be read, and how much memory: `python -m tools.measure_import`.

The documents are made here: text in two columns with headings, lists and a table, as PDF and as Word file.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from io import BytesIO

PAGES = 60
SENTENCE = "Small steps help people who come to a new town to find work, friends and a place of their own. "


def main() -> None:
    """Read both, each in a process of its own, and say what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mimi.settings.test")
    sys.path.insert(0, "site")
    import django

    django.setup()
    from mimi.editors.importing.outline import text_of
    from mimi.editors.importing.sandbox import read_document

    for name, content, pages in (_pdf(), _word()):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        document = read_document(name, content)
        seconds = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        words = sum(len(text_of(block).split()) for block in document.blocks)
        print(
            f"{name}: {pages} pages, {len(content) // 1024} kB, {words} words, {len(document.blocks)} blocks: "
            f"{seconds:.1f} s ({cpu:.1f} of a processor), at most {used.ru_maxrss // 1024} MB so far"
        )


def _chapters() -> list[tuple[str, list[str]]]:
    return [(f"{n} Chapter {n} of this book", [SENTENCE * 6] * 10) for n in range(1, PAGES + 1)]


def _pdf() -> tuple[str, bytes, int]:
    import weasyprint
    from pypdf import PdfReader

    style = "@page{size:A4;margin:2cm} body{columns:2;font-size:10.5pt} h1{break-before:page;font-size:18pt}"
    body = "".join(f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in texts) for title, texts in _chapters())
    content = weasyprint.HTML(string=f"<html lang=en><style>{style}</style><body>{body}</body></html>").write_pdf()
    return "book.pdf", content, len(PdfReader(BytesIO(content)).pages)


def _word() -> tuple[str, bytes, int]:
    import docx

    document = docx.Document()
    for title, texts in _chapters():
        document.add_heading(title, 1)
        for text in texts:
            document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return "book.docx", out.getvalue(), PAGES


if __name__ == "__main__":
    main()
