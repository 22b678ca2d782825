"""PDF made from templates: readable by everyone, in the site's letters, and asking nobody for anything."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import RequestFactory
from weasyprint.urls import FatalURLFetchingError

from mimi.paper import PaperUnavailableError, pdf, pdf_answer, render_pdf
from tests.pdf_text import words, write_plainly

TEMPLATE = (
    '{% extends "paper/base.html" %}{% block title %}Notes & more{% endblock %}'
    "{% block content %}<h1>Notes &amp; more</h1><p>{{ text }}</p>{{ html|safe }}{% endblock %}"
)
SAMPLES = {
    "nb": "Bærekraft på øya: «Å lytte er å gi.»",
    "en": "“Did she listen?” Efficient offices",
    "de": "Verständnis für Maß & Übung – „heute“",
    "el": "Ο αναστοχασμός μου· ποιος με άκουσε; Ά Έ ΐ ΰ",
}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDF that a test can read, from a template that needs no file."""
    write_plainly(monkeypatch)
    monkeypatch.setattr(
        pdf, "render_to_string", lambda name, context: engines["django"].from_string(name).render(context)
    )


@pytest.mark.parametrize("language", SAMPLES)
def test_it_says_what_it_is_to_a_screen_reader(language: str) -> None:
    made = render_pdf(TEMPLATE, {"text": SAMPLES[language]}, language)
    assert SAMPLES[language] in words(made)
    assert f"/Lang ({language})".encode() in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made or b'pdfuaid:part="1"' in made
    for tag in (b"/Marked true", b"/DisplayDocTitle true", b"/S /H1", b"/S /P", b"Notes &amp; more"):
        assert tag in made


def test_it_carries_its_letters_along() -> None:
    made = render_pdf(TEMPLATE, {"text": "".join(SAMPLES.values())}, "en")
    assert b"+Noto-Sans" in made
    assert made.count(b"/BaseFont") == made.count(b"+Noto-Sans") - made.count(b"/FontName"), (
        "no letter comes from elsewhere"
    )
    assert b"/FontFile2" in made


def test_what_people_type_is_never_markup() -> None:
    told = words(render_pdf(TEMPLATE, {"text": "<img src='https://elsewhere.example/x'> & <script>"}, "en"))
    assert "<img src='https://elsewhere.example/x'> & <script>" in told.replace("’", "'")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x.png",
        "http://127.0.0.1/x.png",
        "file:///etc/passwd",
        "FONTS/../../../package.json",
        "data:image/png;base64,AAAA",
    ],
)
def test_it_asks_nobody_for_anything(settings: Any, address: str) -> None:
    address = address.replace("FONTS", Path(settings.PAPER_FONTS).as_uri())
    with pytest.raises(FatalURLFetchingError):
        render_pdf(TEMPLATE, {"html": f'<img src="{address}" alt="x">'}, "en")


def test_without_its_letters_there_is_no_pdf(settings: Any, tmp_path: Path) -> None:
    settings.PAPER_FONTS = tmp_path
    with pytest.raises(PaperUnavailableError):
        render_pdf(TEMPLATE, {}, "en")


def test_without_its_library_the_answer_is_a_sentence(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    bring = builtins.__import__

    def missing(name: str, *args: Any, **options: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return bring(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", missing)
    response = pdf_answer(rf.get("/en/me/"), TEMPLATE, {}, "notes.pdf")
    assert response.status_code == 503
    assert "cannot make PDF files" in response.content.decode()
