"""A plan as a PDF, whose words are read back and compared with the plan."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.translation import override

from mimi.paper import PaperUnavailableError, without_controls
from practices.plans.exports import EXPORT_FORMATS, NothingToExportError, pdf
from tests.factories.tree import LANGUAGES
from tests.pdf_text import words, write_plainly
from tests.practices.plans.exports.saying import HOSTILE, contents, plan_saying, told
from tests.practices.plans.planner import Planner

PDF = EXPORT_FORMATS["pdf"]


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    write_plainly(monkeypatch)


def letters(text: str) -> str:
    """Return a text without what a line break takes or adds."""
    return re.sub(r"[\s\u2010\u00ad]", "", text)


def test_it_says_what_the_plan_says_in_its_language(planning_in_four: Planner) -> None:
    for code in LANGUAGES:
        content = planning_in_four.in_language(code).get("export/pdf/").content
        assert f"/Lang ({code})".encode() in content
        assert b"/MarkInfo" in content, "it is tagged"
        with override(code):
            plan = contents(planning_in_four, code)
        assert plan.origin
        text = letters(words(content))
        for said in (plan.title.text, *told(plan), plan.made_from, plan.origin.url, plan.source):
            # A text may go on on the next page.
            assert all(letters(line) in text for line in said.splitlines())
        assert f"/URI ({plan.origin.url})".encode() in content


@pytest.mark.parametrize("texts", [HOSTILE[:12], HOSTILE[12:-3], ("ø" * 200, "</title><h1>")])
def test_what_was_typed_stays_text(texts: tuple[str, ...]) -> None:
    typed = "\n\n".join(texts)
    with override("en"):
        content = PDF.write(plan_saying(typed))
    found = letters(words(content))
    for text in texts:
        if not any("\u0590" <= letter <= "\u08ff" or letter == "\u202e" for letter in text):
            # What Noto Sans has no letter for comes in another face or as a box, and isn't compared.
            assert letters(without_controls(text)).replace("\u2028", "").replace("\u2029", "") in found
    addresses = set(re.findall(rb"/URI \((.*?)\)", content))
    assert all(address.startswith(b"http://testserver/") for address in addresses)
    for action in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm"):
        assert action not in content


def test_a_plan_that_is_too_long_for_a_pdf_says_so(planning: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_LETTERS", 50)
    response = planning.get("export/pdf/")
    assert response.status_code == 409
    assert "a PDF has room for 50." in response.content.decode()
    assert planning.get("export/docx/").status_code == 200


def test_its_length_counts_every_text() -> None:
    with override("en"), pytest.raises(NothingToExportError):
        PDF.write(plan_saying("x" * 6000, rows=2))


def test_a_machine_that_can_make_none_says_so(planning: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise PaperUnavailableError

    monkeypatch.setattr(pdf, "render_pdf", refuse)
    assert planning.get("export/pdf/").status_code == 503
