"""The evidence card: what the editors say of a practice, why, who said it and when."""

from __future__ import annotations

import datetime
import html as markup
from typing import Any

import pytest
from django.test import Client

from mimi.pages.links import page_address
from practices.facts import Judgement, judged, judgements
from practices.library import library
from practices.models import EvidenceLevel, PracticePage
from tests.factories import SiteTree
from tests.factories.practices import vocabulary


def with_judgement(small_tree: SiteTree, language: str = "en", **values: Any) -> PracticePage:
    page = PracticePage.objects.get(pk=small_tree.practices[language][0].pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def card(page: PracticePage) -> dict[str, Judgement]:
    codes = {"evidence": frozenset({page.evidence.code})}
    return {line.label: line for line in judgements(page, codes)}


def read(page: PracticePage) -> str:
    response = Client().get(page_address(page.locale.language_code, page.url_path))
    assert response.status_code == 200
    return markup.unescape(response.content.decode())


def test_each_judgement_stands_with_its_reason(small_tree: SiteTree) -> None:
    page = with_judgement(
        small_tree,
        evidence_reason="They say so themselves.",
        effort="low",
        effort_reason="It takes a room.",
        transferability="high",
        transferability_reason="There are rooms everywhere.",
        described_in=2017,
    )
    lines = card(page)
    assert (lines["Evidence"].value, lines["Evidence"].reason) == ("Reported", "They say so themselves.")
    assert (lines["Effort"].value, lines["Effort"].reason) == ("Low", "It takes a room.")
    assert (lines["Transferability"].value, lines["Transferability"].reason) == ("High", "There are rooms everywhere.")
    assert lines["Freshness"].value == "From 2017"
    html = read(page)
    for said in ("They say so themselves.", "It takes a room.", "There are rooms everywhere.", "From 2017"):
        assert said in html


def test_a_scale_is_lit_up_to_what_the_practice_has(small_tree: SiteTree) -> None:
    for rank, code in ((2, "measured"), (3, "proved")):
        vocabulary(EvidenceLevel, code, description="", rank=rank)
    page = with_judgement(
        small_tree, effort="medium", evidence=vocabulary(EvidenceLevel, "measured", description="", rank=2)
    )
    lines = card(page)
    assert lines["Evidence"].scale == (True, True, False)
    assert lines["Effort"].scale == (True, True, False)
    assert lines["Transferability"].scale == ()
    assert lines["Freshness"].scale == ()


@pytest.mark.parametrize("told", [2017, None])
@pytest.mark.parametrize("looked", [datetime.date(2026, 11, 22), None])
def test_freshness_names_the_years_that_are_known_and_no_others(
    told: int | None, looked: datetime.date | None, small_tree: SiteTree
) -> None:
    page = with_judgement(small_tree, described_in=told, judged_on=looked)
    freshness = card(page)["Freshness"]
    assert ("2017" in freshness.value) is ("2017" in freshness.reason) is (told is not None)
    assert ("2026" in freshness.reason) is (looked is not None)
    assert bool(freshness.reason) is (told is not None or looked is not None)
    assert "None" not in freshness.value + freshness.reason


def test_the_card_says_who_judged_and_when(small_tree: SiteTree) -> None:
    day = datetime.date(2026, 11, 22)
    assert judged(with_judgement(small_tree)) == ""
    page = with_judgement(small_tree, judged_on=day)
    assert judged(page) == "Judged by the editors of this site on 22 November 2026."
    assert judged(page) in read(page)
    assert judged(with_judgement(small_tree, judged_by="Fafo")) == "Judged by Fafo on 22 November 2026."


def test_what_nobody_has_judged_is_said_to_be_so(small_tree: SiteTree) -> None:
    html = read(with_judgement(small_tree))
    # Effort, transferability and freshness; evidence is never empty.
    assert html.count("Nobody has judged this yet.") == 3
    assert "Judged by" not in html


def test_a_new_judgement_shows_in_the_library_at_once(small_tree: SiteTree) -> None:
    page = with_judgement(small_tree)
    assert library("en").cards[page.pk].effort_name == ""
    with_judgement(small_tree, effort="high")
    from mimi.pages.cache.stamps import view

    view.refresh(now=True)
    assert library("en").cards[page.pk].effort_name == "High effort"
    url = page_address("en", small_tree.library["en"].url_path)
    html = Client().get(url).content.decode()
    assert "<span>High effort</span>" in html
    assert "<span>Evidence: Reported</span>" in html
