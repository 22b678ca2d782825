"""The trainer's pack of a module: on paper, in one language or in two side by side."""

from __future__ import annotations

import io
from typing import Any

import page
import pytest
from django.test import Client
from django.utils.translation import override
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from courses.workshop import paper, views
from courses.workshop.pack import write
from mimi.paper import PaperBusyError
from tests.courses.workshop.conftest import url
from tests.factories import SiteTree
from tests.site.books.test_handbook import spaceless
from tests.site.pages.visits import address, change, publish


def test_two_languages_stand_side_by_side_in_one_tagged_document(module: SiteTree) -> None:
    response = Client().get(url(module, "nb", "?minutes=60&with=en"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "-60-nb-en.pdf" in response["Content-Disposition"]
    assert page.validate_pdf_bytes(response.content, profile="ua1").is_compliant
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/Lang"] == "nb"
    sheets = [spaceless(sheet.extract_text()) for sheet in reader.pages]
    told = "".join(sheets)
    for said in (
        "Sitt på skrå ved bordet i øst",
        "Sit at an angle",
        "Chairs nb",
        "Chairs en",
        "When did you listen? (nb)",
    ):
        assert spaceless(said) in told
    # The key stands on a page of its own, behind the questions.
    (key,) = [n for n, sheet in enumerate(sheets) if spaceless("Explanation of single_choice-1") in sheet]
    assert all(spaceless("Prompt of single_choice-1") not in sheet for sheet in sheets[key:])
    assert any(spaceless("Prompt of single_choice-1") in sheet for sheet in sheets[:key])


def test_it_is_made_once_and_known_by_its_etag(module: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(paper, "as_pdf", lambda html: made.append(html) or html.encode())
    client = Client()
    first = client.get(url(module))
    assert client.get(url(module, query="?minutes=90&with=")).content == first.content
    assert len(made) == 1
    assert "public" in first["Cache-Control"]
    assert client.get(url(module), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(url(module, query="?minutes=120")).content != first.content
    publish(module.modules["en"][0], title="Called otherwise")
    other = client.get(url(module), headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200
    assert b"Called otherwise" in other.content


def test_the_plan_fills_the_workshop(module: SiteTree) -> None:
    key = str(module.modules["nb"][0].translation_key)
    with override("en"):
        pack = write(key, "nb", 120)
    assert pack is not None
    assert (pack.steps[0].begin, pack.steps[-1].end) == (0, 120)
    assert any("Chairs nb" in step.title for step in pack.steps)
    assert [sheet.title for sheet in pack.exercises] == ["Chairs nb"]
    assert len(pack.questions) == 7


def test_what_a_language_lacks_leaves_its_place_empty(module: SiteTree) -> None:
    publish(module.lessons["nb"][0], body=[])
    packs = [write(str(module.modules["en"][0].translation_key), language, 60) for language in ("en", "nb")]
    html = paper.written([pack for pack in packs if pack], 60)
    assert "Sit at an angle" in html
    assert "Sitt på skrå" not in html


@pytest.mark.parametrize("query", ["?minutes=75", "?minutes=x", "?with=xx", "?with=de"])
def test_what_is_not_made_is_not_found(module: SiteTree, query: str) -> None:
    assert Client().get(url(module, query=query)).status_code == 404


def test_what_only_some_may_see_is_in_no_pack(module: SiteTree) -> None:
    hidden = module.lessons["en"][0]
    change(lambda: PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN))
    pack = write(str(module.modules["en"][0].translation_key), "en", 60)
    assert pack is not None
    assert hidden.title not in [step.title for step in pack.steps]
    above = module.modules["en"][0]
    change(lambda: PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN))
    assert Client().get(url(module)).status_code == 404


def test_a_module_offers_its_workshop_in_the_languages_there_are(module: SiteTree) -> None:
    shown = Client().get(address(module.modules["en"][0])).content.decode()
    assert f'action="{url(module)}"' in shown
    assert '<option value="nb" lang="nb">' in shown
    assert '<option value="de"' not in shown


def test_who_comes_when_others_wait_is_asked_to_come_again(module: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> bytes:
        raise PaperBusyError

    monkeypatch.setattr(views.kept_packs, "file", refuse)
    response = Client().get(url(module))
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "public" not in response.get("Cache-Control", "")
