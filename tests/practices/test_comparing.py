"""Practices side by side: from none to five, in every language, the same for everybody."""

from __future__ import annotations

import html as markup
import re
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache import middleware, stamps
from practices.comparing import MOST
from practices.library import library
from practices.models import PracticePage
from tests.factories import PracticePageFactory, SiteTree
from tests.practices.test_library import again, describe

QUERIES = 3


@pytest.fixture
def keys(small_tree: SiteTree) -> list[str]:
    """Five practices in English, by their keys; the first is there in Norwegian, too."""
    parent = small_tree.library["en"]
    first = PracticePage.objects.filter(locale__language_code="en").order_by("pk")[0]
    made = [PracticePageFactory(parent=again(parent), title=f"Idea {n}") for n in range(2, 6)]
    stamps.view.refresh(now=True)
    return [str(page.translation_key) for page in (first, *made)]


def ask(*keys: str, code: str = "en", more: str = "") -> Any:
    query = "&".join(f"p={key}" for key in keys)
    return Client().get(f"/{code}/practices/compare/?{query}{more}")


def text(response: Any) -> str:
    return markup.unescape(response.content.decode())


def columns(response: Any) -> list[str]:
    return re.findall(r'class="compare-title" href="[^"]+">(.*?)</a>', text(response))


def rows(response: Any) -> dict[str, bool]:
    """Return the rows by their labels, and whether they are marked as different."""
    found = re.findall(r'<tr class="compare-label(.*?)"><th[^>]*><span>(.*?) *(?:<|$)', text(response), re.MULTILINE)
    return {label.strip(): "is-different" in marked for marked, label in found}


def test_none_says_how_to_choose(keys: list[str]) -> None:
    response = ask()
    assert response.status_code == 200
    assert "<table" not in text(response)
    assert "Tick up to four practices in the library" in text(response)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_practices_stand_in_the_order_of_the_address(keys: list[str], number: int) -> None:
    chosen = keys[:number][::-1]
    by_place = library("en")
    response = ask(*chosen)
    assert response.status_code == 200
    assert columns(response) == [by_place.by_place[by_place.place_of_key[key]].title for key in chosen]
    assert ("One practice is chosen." in text(response)) is (number == 1)


def test_a_fifth_is_named_and_left_out(keys: list[str]) -> None:
    response = ask(*keys)
    assert len(columns(response)) == MOST
    assert "One more was chosen and is left out: Idea 5." in text(response)


def test_one_that_is_named_twice_stands_once(keys: list[str]) -> None:
    assert len(columns(ask(keys[0], keys[1], keys[0]))) == 2


def test_rows_say_whether_they_differ_and_the_same_can_be_left_out(keys: list[str]) -> None:
    describe(PracticePage.objects.get(translation_key=keys[1], locale__language_code="en"), theme="work", group="women")
    stamps.view.refresh(now=True)
    everything = ask(*keys[:2])
    assert rows(everything)["Themes"]
    assert rows(everything)["Target groups"]
    assert not rows(everything)["Place"]
    assert "They differ" in text(everything)
    only = ask(*keys[:2], more="&only=differences")
    assert "Place" not in rows(only)
    assert rows(only)["Themes"]
    assert "Show everything" in text(only)


def test_what_the_source_is_silent_on_is_not_stated_and_what_all_are_silent_on_is_no_row(keys: list[str]) -> None:
    page = again(PracticePage.objects.get(translation_key=keys[1], locale__language_code="en"))
    page.results = "<p>More people found work.</p>"
    page.save_revision().publish()
    stamps.view.refresh(now=True)
    response = ask(*keys[:2])
    assert "More people found work." in text(response)
    assert "Not stated" in text(response)
    assert "Team and resources" not in rows(response)


@pytest.mark.parametrize("only", ["", "&only=differences"])
def test_the_page_is_the_same_for_everybody_and_kept(keys: list[str], only: str) -> None:
    first = ask(*keys[:2], more=only)
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not first.cookies
    etag = first.headers["ETag"]
    url = f"/en/practices/compare/?p={keys[0]}&p={keys[1]}{only}"
    assert Client().get(url, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("more", ["&utm=1", "&only=nonsense", "&p=nonsense", "&only=differences&only=differences"])
def test_made_up_addresses_are_answered_but_never_kept(keys: list[str], more: str) -> None:
    before = len(middleware.pages)
    assert ask(*keys[:2], more=more).status_code == 200
    assert len(middleware.pages) == before


def test_a_change_shows_at_once(keys: list[str]) -> None:
    ask(*keys[:2])
    page = again(PracticePage.objects.get(translation_key=keys[1], locale__language_code="en"))
    page.title, page.need = "Another name", "<p>Another need.</p>"
    page.save_revision().publish()
    stamps.view.refresh(now=True)
    assert "Another name" in columns(ask(*keys[:2]))
    assert "Another need." in text(ask(*keys[:2]))


def test_a_practice_that_the_language_lacks_says_where_it_is(keys: list[str]) -> None:
    response = ask(keys[0], keys[1], code="nb")
    assert response.status_code == 200
    assert len(columns(response)) == 1
    english = PracticePage.objects.get(translation_key=keys[1], locale__language_code="en")
    assert f'<strong lang="en">{english.title}</strong>' in text(response)
    assert f'href="{english.url}" lang="en" hreflang="en">English</a>' in text(response)
    assert f"/en/practices/compare/?p={keys[0]}&p={keys[1]}" in text(response)


def test_what_is_no_practice_is_told(keys: list[str]) -> None:
    some = ask(keys[0], str(uuid.uuid4()), "<b>")
    assert some.status_code == 200
    assert "2 of the practices in this address aren’t on this site" in text(some)
    assert "<b>" not in some.content.decode().partition("<main")[2].partition("<h1")[0]
    none = ask(str(uuid.uuid4()))
    assert none.status_code == 404
    assert "One of the practices in this address isn’t on this site" in text(none)


def test_the_last_parts_of_addresses_lead_to_the_address_that_every_language_has(keys: list[str]) -> None:
    slug = PracticePage.objects.get(translation_key=keys[1], locale__language_code="en").slug
    response = ask(keys[0], slug)
    assert response.status_code == 302
    assert response.url == f"/en/practices/compare/?p={keys[0]}&p={keys[1]}"


def test_each_can_be_left_out(keys: list[str]) -> None:
    shown = text(ask(*keys[:3]))
    assert f'class="compare-without" href="/en/practices/compare/?p={keys[0]}&p={keys[2]}"' in shown


def test_two_and_four_take_the_same_queries(keys: list[str], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ask(*keys[1:3])
    for chosen in (keys[:2], keys[:4]):
        with django_assert_num_queries(QUERIES):
            ask(*chosen)


def test_the_library_offers_boxes_that_need_no_script(small_tree: SiteTree) -> None:
    shown = text(Client().get("/en/practices/"))
    boxes = re.findall(r'<input type="checkbox" name="p" value="([^"]+)" form="compare"', shown)
    assert set(boxes) == set(library("en").place_of_key)
    assert 'id="compare" method="get" action="/en/practices/compare/"' in shown


def test_no_practice_may_stand_where_the_comparison_stands(small_tree: SiteTree) -> None:
    page = again(PracticePage.objects.filter(locale__language_code="en")[0])
    page.slug = "compare"
    with pytest.raises(ValidationError, match="Another page of this site"):
        page.full_clean()


def test_every_language_shows_the_same_practices_and_leads_to_the_others(site_tree: SiteTree) -> None:
    keys = [str(page.translation_key) for page in site_tree.practices["en"][:2]]
    query = "&".join(f"p={key}" for key in keys)
    for code in site_tree.languages:
        response = ask(*keys, code=code)
        assert response.status_code == 200
        assert f'<html lang="{code}">' in text(response)
        assert columns(response) == [page.title for page in site_tree.practices[code][:2]]
        for other in site_tree.languages:
            assert f'href="/{other}/practices/compare/?{query}" lang="{other}"' in text(response)
