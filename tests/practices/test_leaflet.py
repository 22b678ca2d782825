"""A practice as a PDF: on two sheets at most, in the reader's language, the same for everybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from mimi.paper import PaperUnavailableError, pdf
from practices import leaflet
from tests.factories import SiteTree
from tests.pdf_text import words, write_plainly
from tests.practices.test_browsing import publish
from tests.practices.test_library import address, read
from tests.site.pages.visits import change

LOREM = "<p>" + "Somebody talks to somebody about something that counts. " * 12 + "</p>"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    write_plainly(monkeypatch)


def pdf_url(page: Any) -> str:
    with override(page.locale.language_code):
        return reverse("practice_pdf", args=[page.translation_key])


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page/|/Type /Page\b(?!s)", pdf))


def test_a_practice_can_be_taken_along_in_the_readers_language(small_tree: SiteTree) -> None:
    page = small_tree.practices["nb"][0]
    publish(page, effort="low", effort_reason="Et rom holder.", described_in=2017)
    assert f'href="{pdf_url(page)}"' in read(address(page))
    response = Client().get(pdf_url(page))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert f'filename="{page.slug}.pdf"' in response["Content-Disposition"]
    text = words(response.content)
    for said in ("Practice 1 (nb)", "Someone to talk to.", "Et rom holder.", "2017"):
        assert said in text
    assert b"/Lang (nb)" in response.content
    assert sheets(response.content) == 1


def test_a_long_practice_is_set_smaller_until_it_fits_two_sheets(
    small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = small_tree.practices["en"][0]
    tried: list[str] = []
    publish(page, need=LOREM * 6, team=LOREM * 5, results=LOREM * 5, adapt=LOREM * 5)
    lay_out = pdf._lay_out

    def noting(template: str, context: Any, language: str) -> tuple[bytes, int]:
        made = lay_out(template, context, language)
        tried.append(context["size"])
        return made

    monkeypatch.setattr(pdf, "_lay_out", noting)
    content = Client().get(pdf_url(page)).content
    assert len(tried) > 1
    assert tried == list(leaflet.SIZES[: len(tried)])
    assert sheets(content) == 2


def test_what_fits_in_no_size_is_given_whole(small_tree: SiteTree) -> None:
    publish(small_tree.practices["en"][0], need=LOREM * 40)
    content = Client().get(pdf_url(small_tree.practices["en"][0])).content
    assert sheets(content) > leaflet.SHEETS
    assert words(content).count("Somebody talks to somebody") > 300


def test_it_is_kept_until_the_practice_changes(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = small_tree.practices["en"][0]
    client = Client()
    first = client.get(pdf_url(page))
    assert "public" in first["Cache-Control"]
    assert not first.cookies
    with django_assert_num_queries(0):
        assert client.get(pdf_url(page), headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(f"{pdf_url(page)}?made=up").content == first.content
    change(lambda: publish(page, title="Called otherwise"))
    assert "Called otherwise" in words(client.get(pdf_url(page)).content)


def test_a_practice_that_is_not_there_has_no_pdf(small_tree: SiteTree) -> None:
    page = small_tree.practices["en"][0]
    url = pdf_url(page)
    assert Client().get(url.replace("/en/", "/de/")).status_code == 404
    change(page.unpublish)
    assert Client().get(url).status_code == 404


def test_a_machine_that_can_make_none_says_so(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise PaperUnavailableError

    monkeypatch.setattr(leaflet, "render_pdf_within", refuse)
    response = Client().get(pdf_url(small_tree.practices["en"][0]))
    assert response.status_code == 503
    assert "public" not in response.get("Cache-Control", "")
