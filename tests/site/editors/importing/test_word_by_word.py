"""No word of a document is lost, none doubled, and all stay in their order, whatever format it comes in."""

from __future__ import annotations

import pytest

from mimi.editors.importing.language import language_of
from mimi.editors.importing.recognition.recognise import recognise
from tests.site.editors.importing.documents import BOOKLETS, Booklet, as_docx, as_pdf, as_text, as_torn_text
from tests.site.editors.importing.reading import read, words

FORMATS = {
    "lines.txt": lambda booklet: as_text(booklet).encode(),
    "torn.txt": lambda booklet: as_torn_text(booklet).encode(),
    "narrow.txt": lambda booklet: as_torn_text(booklet, 44).encode(),
    "booklet.docx": as_docx,
    "booklet.pdf": as_pdf,
    "columns.pdf": lambda booklet: as_pdf(booklet, columns=2),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", BOOKLETS)
def test_every_word_arrives_once_and_in_order(name: str, language: str) -> None:
    """Tables of contents, running heads and page numbers go; all else stays, words that were broken made whole."""
    booklet = BOOKLETS[language]
    assert words(read(name, FORMATS[name](booklet))) == booklet.words()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("language", BOOKLETS)
def test_every_part_is_recognised(name: str, language: str) -> None:
    """Modules and practices are found with their titles, numbers and steps, in each language and format."""
    booklet = BOOKLETS[language]
    found = recognise(read(name, FORMATS[name](booklet)), {})
    told = [(part.kind, part.number, part.title) for part in found.parts if part.kind in {"module", "practice"}]
    assert told == _expected(booklet)
    steps = [part.title for part in found.parts if part.kind == "step"]
    assert steps == [title for case in booklet.cases for title, _text in case.steps]
    organisations = [part.pairs["organisation"] for part in found.parts if part.kind == "practice"]
    assert organisations == [case.heading.split(":")[0] for case in booklet.cases]
    assert language_of(found.blocks) == language


def _expected(booklet: Booklet) -> list[tuple[str, str, str]]:
    return [
        ("module", "1", booklet.introduction[0]),
        *(("module", f"2.{n}", title) for n, (title, _texts) in enumerate(booklet.modules, start=1)),
        *(("practice", f"3.{n}", case.heading.split(": ")[2]) for n, case in enumerate(booklet.cases, start=1)),
        ("module", "4", booklet.last[0]),
    ]
