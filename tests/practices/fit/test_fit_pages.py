"""The questions and the library in the order of what fits: by address for everybody, kept for those with an account."""

from __future__ import annotations

import html as markup
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache import middleware, stamps
from mimi.people.merging import merge
from mimi.people.models import Learner
from practices.browsing import Browsing
from practices.fit import record
from practices.fit.profile import Profile
from practices.models import FitProfile, PracticePage
from tests.factories import PracticePageFactory, SiteTree, UserFactory
from tests.practices.test_library import again, describe, titles

ASK = "/en/practices/fit/"
WOMEN = "country.no~group.women"


@pytest.fixture
def shelf(small_tree: SiteTree) -> SiteTree:
    """Three practices in English: the first for men, the second for women in Austria, the third for women in Norway."""
    first = PracticePage.objects.filter(locale__language_code="en").order_by("pk")[0]
    PracticePage.objects.filter(locale__language_code="en").exclude(pk=first.pk).delete()
    made = [PracticePageFactory(parent=again(small_tree.library["en"]), title=title) for title in ("Second", "Third")]
    for page, group, country in zip((first, *made), ("men", "women", "women"), ("no", "at", "no"), strict=True):
        describe(page, group=group, country=country)
    PracticePage.objects.filter(pk=first.pk).update(title="First")
    stamps.view.refresh(now=True)
    return small_tree


def text(response: Any) -> str:
    return markup.unescape(response.content.decode())


def library(query: str, code: str = "en") -> Any:
    path = {"en": "practices", "nb": "praksiser"}[code]
    return Client().get(f"/{code}/{path}/?{query}")


def signed_in() -> Client:
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_answers_lead_to_the_one_address_that_they_have(shelf: SiteTree) -> None:
    answer = Client().get(f"{ASK}?show=1&group=women&time=&country=no&country=zz&mood=good")
    assert answer.status_code == 302
    assert answer.url == f"/en/practices/?sort=fit&fit={WOMEN}"
    nothing = Client().get(f"{ASK}?show=1&time=")
    assert nothing.url == "/en/practices/"


def test_the_questions_are_the_same_for_everybody_and_can_be_filled_in_by_address(shelf: SiteTree) -> None:
    empty = Client().get(ASK)
    assert empty.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert empty.headers["ETag"]
    assert " selected" not in text(empty)
    filled = text(Client().get(f"{ASK}?fit={WOMEN}"))
    assert re.search(r'<option value="no" selected>', filled)
    assert re.search(r'name="group" value="women" checked', filled)


def test_practices_that_fit_come_first_and_say_why(shelf: SiteTree) -> None:
    response = library(f"sort=fit&fit={WOMEN}")
    shown = text(response)
    assert titles(shown) == ["Third", "First", "Second"]
    assert "Fits us: 4 of 4 points" in shown
    assert "It was made for others: Men." in shown
    assert "You: No, Women." in shown
    assert f'href="/en/practices/fit/?fit={WOMEN}"' in shown
    # In another order they still say how well they fit.
    assert "Fits us: 4 of 4 points" in text(library(f"sort=title&fit={WOMEN}"))
    assert "Fits us:" not in text(library("sort=title"))


def test_without_answers_the_order_leads_to_the_questions(shelf: SiteTree) -> None:
    shown = text(library(""))
    assert re.search(rf'<a id="sort-fit" href="{ASK}" rel="nofollow">', shown)
    assert text(library("sort=fit")).count('aria-current="true">Relevance') == 1


def test_filters_pages_and_languages_keep_the_answers(shelf: SiteTree) -> None:
    shown = text(library(f"sort=fit&fit={WOMEN}"))
    assert f'<input type="hidden" name="fit" value="{WOMEN}">' in shown
    assert f"?sort=title&fit={WOMEN}" in shown
    languages = re.findall(r'href="(/nb/[^"]*)" lang="nb"', shown)
    assert any(f"fit={WOMEN}" in address for address in languages)


@pytest.mark.parametrize(
    "query",
    [
        "fit=group.women~country.no",
        "fit=country.no.at",
        "fit=country.zz",
        "fit=",
        f"fit={WOMEN}&fit={WOMEN}",
        "fit=nonsense&sort=fit",
    ],
)
def test_only_the_one_address_is_kept(shelf: SiteTree, query: str) -> None:
    before = len(middleware.pages)
    assert library(query).status_code == 200
    assert len(middleware.pages) == before
    known = library(f"fit={WOMEN}")
    assert known.headers["ETag"]
    assert len(middleware.pages) == before + 1


def test_what_is_declared_shows_at_once_when_it_changes(shelf: SiteTree) -> None:
    code = "country.at"
    library(f"sort=fit&fit={code}")
    page = again(PracticePage.objects.get(title="Third"))
    page.transferability = "high"
    page.save_revision().publish()
    stamps.view.refresh(now=True)
    shown = text(library(f"sort=fit&fit={code}"))
    assert "It travels well to other places and organisations." in shown
    assert titles(shown)[:2] == ["Second", "Third"]


def test_ranking_asks_the_database_nothing_more(
    shelf: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    library("sort=title")
    with django_assert_num_queries(0):
        cards = Browsing(shelf.library["en"], QueryDict(f"sort=fit&fit={WOMEN}")).cards()
    assert [card.title for card in cards] == ["Third", "First", "Second"]


def test_with_an_account_the_answers_are_kept_there(shelf: SiteTree) -> None:
    client = signed_in()
    answer = client.post("/en/me/fit/", {"show": "1", "country": "no", "group": "women"})
    assert answer.url == f"/en/practices/?sort=fit&fit={WOMEN}"
    assert FitProfile.objects.get().answers == WOMEN
    assert client.get("/nb/me/personal.json?fit=1").json()["fit"] == WOMEN
    own = client.get("/en/me/fit/")
    assert "no-store" in own.headers["Cache-Control"]
    assert '<option value="no" selected>' in text(own)
    client.post("/en/me/fit/", {"show": "1", "country": "at"})
    assert FitProfile.objects.get().answers == "country.at"
    client.post("/en/me/fit/", {"show": "1"}, headers={"Accept": "application/json"})
    assert not FitProfile.objects.exists()


def test_without_an_account_nothing_is_kept(shelf: SiteTree, client: Client) -> None:
    answer = client.post("/en/me/fit/", {"country": "no", "group": "women"})
    assert answer.url == f"/en/practices/?sort=fit&fit={WOMEN}"
    assert client.get("/en/me/fit/").url == ASK
    assert client.get("/en/me/personal.json?fit=1").json()["fit"] == ""
    assert not FitProfile.objects.exists()
    assert not Learner.objects.exists()


def test_another_site_cannot_answer_for_somebody(shelf: SiteTree) -> None:
    client = signed_in()
    assert client.post("/en/me/fit/", {"country": "no"}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert not FitProfile.objects.exists()


def test_the_own_data_tell_the_answers_in_words_and_deleting_takes_them_along(shelf: SiteTree) -> None:
    client = signed_in()
    client.post("/en/me/fit/", {"country": "no", "size": "small"})
    assert "No, Small: fewer than 20 people" in text(client.get("/en/me/data/"))
    Learner.objects.all().delete()
    assert not FitProfile.objects.exists()


def test_an_account_keeps_its_own_answers_when_a_visitor_joins_it(db: None) -> None:
    account, visitor, other = (Learner.objects.create() for _n in range(3))
    Learner.objects.filter(pk=account.pk).update(user=UserFactory())
    account.refresh_from_db()
    record.keep(visitor.pk, Profile.of({"country": ["no"]}))
    merge(visitor.pk, account)
    assert FitProfile.objects.get(learner=account).answers == "country.no"
    record.keep(other.pk, Profile.of({"country": ["at"]}))
    merge(other.pk, account)
    assert FitProfile.objects.get().answers == "country.no"
