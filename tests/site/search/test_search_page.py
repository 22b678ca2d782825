"""The search page: what it shows, who may keep it, and what it costs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache import middleware
from mimi.search import views
from mimi.search.asking import LONGEST_QUERY
from tests.factories import PracticePageFactory, SiteTree, TextPageFactory
from tests.site.pages.visits import address, change, forget, publish, text_of, visit

# Two for the stamps, one for the frame; words and how many documents; two to rank; documents, pages, those above.
EMPTY_CACHES = 10
WARM = 5


def ask(language: str = "en", **query: Any) -> Any:
    return visit(f"/{language}/search/?{urlencode(query)}")


def hits(page: str) -> list[str]:
    return re.findall(r'class="covers" href="([^"]+)"', page)


def many_practices(tree: SiteTree, count: int) -> None:
    for n in range(count):
        library = type(tree.library["en"]).objects.get(pk=tree.library["en"].pk)
        PracticePageFactory(parent=library, title=f"Rhubarb {n}", slug=f"rhubarb-{n}")


def test_anybody_may_keep_it_and_asks_again_in_few_bytes(small_tree: SiteTree) -> None:
    response = ask(q="lesson")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert visit("/en/search/?q=lesson", if_none_match=response["ETag"]).status_code == 304


def test_a_publish_shows_in_a_search_that_was_kept(small_tree: SiteTree) -> None:
    assert address(small_tree.lessons["en"][0]) not in hits(text_of(ask(q="rhubarb")))
    publish(small_tree.lessons["en"][0], title="Rhubarb")
    assert address(small_tree.lessons["en"][0]) in hits(text_of(ask(q="rhubarb")))


def test_made_up_searches_push_out_no_page_and_never_are_more_than_so_many(
    small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware.apart, "_most", 3)
    visit(address(small_tree.about["en"]))
    pages = len(middleware.pages)
    for n in range(8):
        ask(q=f"lesson {n}")
    assert len(middleware.apart) == 3
    assert len(middleware.pages) == pages


def test_an_address_with_made_up_parameters_is_not_kept(small_tree: SiteTree) -> None:
    ask(q="lesson", utm_source="elsewhere")
    assert len(middleware.apart) == 0


def test_results_stand_in_groups_and_a_tab_shows_one(small_tree: SiteTree) -> None:
    publish(small_tree.lessons["en"][0], title="Rhubarb in a lesson")
    many_practices(small_tree, 2)
    page = text_of(ask(q="rhubarb"))
    assert 'id="group-course"' in page
    assert 'id="group-practices"' in page
    one = text_of(ask(q="rhubarb", kind="practices"))
    assert 'id="group-course"' not in one
    assert len(hits(one)) == 2
    assert set(hits(page)) == {*hits(one), address(small_tree.lessons["en"][0])}
    assert 'aria-current="true"' in one


def test_a_kind_that_there_is_not_shows_all(small_tree: SiteTree) -> None:
    assert hits(text_of(ask(q="lesson", kind="nonsense"))) == hits(text_of(ask(q="lesson"))) != []


def test_many_results_stand_on_pages_and_none_twice(small_tree: SiteTree) -> None:
    many_practices(small_tree, views.MANY + 3)
    page = text_of(ask(q="rhubarb"))
    assert len(hits(page)) == 5
    assert "?q=rhubarb&amp;kind=practices" in page
    first, second = (hits(text_of(ask(q="rhubarb", kind="practices", page=n))) for n in (1, 2))
    assert (len(first), len(second)) == (views.MANY, 3)
    assert not set(first) & set(second)
    assert hits(text_of(ask(q="rhubarb", kind="practices", page=99))) == second
    assert hits(text_of(ask(q="rhubarb", kind="practices", page="x"))) == first


def test_a_query_that_is_too_long_is_told_and_kept_in_the_field(small_tree: SiteTree) -> None:
    query = "trust " * 40
    page = text_of(ask(q=query))
    assert f"at most {LONGEST_QUERY} characters" in page
    assert 'aria-invalid="true"' in page
    assert query.strip() in page
    assert hits(page) == []


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\u200b"])
def test_an_empty_query_shows_ways_in(small_tree: SiteTree, query: str) -> None:
    page = text_of(ask(q=query))
    assert address(small_tree.modules["en"][0]) in page
    assert "Nothing found" not in page


def test_nothing_found_helps_on(small_tree: SiteTree) -> None:
    page = text_of(ask(q="xylophone"))
    assert "Nothing found for" in page
    assert address(small_tree.modules["en"][0]) in page


def test_a_slip_is_mended_and_the_page_says_so(small_tree: SiteTree) -> None:
    publish(small_tree.lessons["en"][0], title="Livelihoods")
    page = text_of(ask(q="livelyhoods"))
    assert address(small_tree.lessons["en"][0]) in hits(page)
    assert "Nothing has “livelyhoods”" in page


def test_what_is_typed_and_what_editors_write_is_shown_as_text(small_tree: SiteTree) -> None:
    publish(small_tree.lessons["en"][0], title="Rhubarb <script>alert(1)</script>")
    page = text_of(ask(q='rhubarb"><script>alert(2)</script>'))
    assert "<script>alert" not in page
    assert "<mark>Rhubarb</mark> &lt;" in page


def test_it_is_not_for_search_engines(small_tree: SiteTree) -> None:
    assert '<meta name="robots" content="noindex">' in text_of(ask(q="lesson"))


def test_every_page_has_a_field_and_a_missing_one_asks_for_the_words_of_its_address(small_tree: SiteTree) -> None:
    assert 'action="/en/search/"' in text_of(visit(address(small_tree.about["en"])))
    missing = visit("/en/nowhere/one-to-one-dialogue/")
    assert missing.status_code == 404
    assert 'value="one to one dialogue"' in text_of(missing)


def test_another_method_is_refused(small_tree: SiteTree) -> None:
    assert Client().post("/en/search/", {"q": "lesson"}).status_code == 405


@pytest.mark.parametrize("count", [1, 50])
def test_more_documents_cost_no_more_queries(
    count: int, small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change(lambda: many_practices(small_tree, count))
    TextPageFactory(parent=type(small_tree.home["en"]).objects.get(pk=small_tree.home["en"].pk), title="Rhubarb")
    forget()
    with django_assert_num_queries(EMPTY_CACHES):
        assert ask(q="rhubarb").status_code == 200
    with django_assert_num_queries(WARM):
        assert ask(q="rhubarb about").status_code == 200
    with django_assert_num_queries(0):
        assert ask(q="rhubarb").status_code == 200
