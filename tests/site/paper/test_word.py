"""Word files: in their language, with Word's own styles, and sound whatever somebody has typed."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from mimi.paper import add_text, document, paragraphs, reads_from_right, without_controls
from mimi.paper.word import WORD_LANGUAGES


def reopened(made: object) -> object:
    """Save a document and open it again, as its reader does."""
    buffer = io.BytesIO()
    made.save(buffer)  # type: ignore[attr-defined]
    return Document(io.BytesIO(buffer.getvalue()))


@pytest.mark.parametrize(("language", "code"), WORD_LANGUAGES.items())
def test_it_knows_its_language_title_and_sheet(language: str, code: str) -> None:
    made = reopened(document(language, "Σημειώσεις"))
    assert (made.core_properties.title, made.core_properties.language) == ("Σημειώσεις", code)
    assert made.core_properties.author == ""
    assert made.styles.element.xpath("w:docDefaults//w:lang/@w:val") == [code]
    assert (round(made.sections[0].page_width.mm), round(made.sections[0].page_height.mm)) == (210, 297)
    assert "PAGE" in made.sections[0].footer._element.xml


@given(st.text(st.characters(exclude_categories=())))
def test_it_is_sound_whatever_was_typed(text: str) -> None:
    made = document("en", "Notes")
    add_text(made, text)
    found = [row.text for row in reopened(made).paragraphs]
    assert found == paragraphs(text)


def test_paragraphs_and_lines_stay_as_they_were_typed() -> None:
    made = document("en", "Notes")
    add_text(made, "One\nstill one\n\n \n\tTwo\r\n")
    assert [row.text for row in reopened(made).paragraphs] == ["One\nstill one", "\tTwo"]


def test_what_runs_from_the_right_says_so() -> None:
    made = document("en", "Notes")
    add_text(made, "«שלום» world\n\nGood morning שלום")
    first, second = reopened(made).paragraphs
    assert first._p.pPr.find(qn("w:bidi")) is not None
    assert first.runs[0].font.rtl is True
    assert second._p.pPr is None or second._p.pPr.find(qn("w:bidi")) is None


@pytest.mark.parametrize(
    ("text", "from_right"), [("مرحبا", True), ("12 שלום", True), ("Hei שלום", False), ("", False), ("123 …", False)]
)
def test_the_first_letter_says_where_a_paragraph_begins(text: str, from_right: bool) -> None:
    assert reads_from_right(text) is from_right


def test_controls_go_and_breaks_stay() -> None:
    assert without_controls("a\x00\x07b\x1b[0m\r\nc\x0bd\te\ufffe\ud800") == "ab[0m\nc\nd\te"
