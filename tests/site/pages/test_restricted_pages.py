"""Pages that only some may see are never public, and leave the caches when they become so."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from tests.factories import SiteTree, UserFactory
from tests.site.pages.visits import address, change, is_kept, public_pages, publish, text_of, visit, warm

KINDS = [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS]


def restrict(page: Page, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    """Let only some see a page, and all below it."""
    made: list[PageViewRestriction] = []

    def do() -> None:
        password = "open sesame" if kind == PageViewRestriction.PASSWORD else ""
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password=password)
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.get_or_create(name="Partners")[0])
        made.append(restriction)

    change(do)
    return made[0]


def admitted(kind: str, restriction: PageViewRestriction) -> Client:
    """Return a visitor who may see the page."""
    client = Client()
    if kind == PageViewRestriction.PASSWORD:
        page = restriction.page
        url = f"/en/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        response = client.post(url, {"password": "open sesame", "return_url": address(page.specific)})
        assert response.status_code == 302
        return client
    user: Any = UserFactory()
    user.groups.add(*restriction.groups.all())
    client.force_login(user)
    return client


def assert_not_public(response: Any) -> None:
    assert "public" not in response.get("Cache-Control", "")
    assert "no-store" in response["Cache-Control"] or "no-cache" in response["Cache-Control"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_does_not_see_a_restricted_page(kind: str, small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    restrict(lesson, kind)
    response = visit(address(lesson))
    if kind == PageViewRestriction.PASSWORD:
        assert response.status_code == 200
        assert 'type="password"' in text_of(response)
    else:
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]
    assert "Text of" not in text_of(response)
    assert_not_public(response)
    assert not is_kept(address(lesson))


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_see_a_restricted_page_sees_it_and_nobody_keeps_it(kind: str, small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    client = admitted(kind, restrict(lesson, kind))
    response = visit(address(lesson), client)
    assert response.status_code == 200
    assert "Text of" in text_of(response)
    assert_not_public(response)
    assert not is_kept(address(lesson))
    assert "Text of" not in text_of(visit(address(lesson)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("above", ["lesson", "module", "course"])
def test_a_page_that_becomes_restricted_leaves_the_cache(kind: str, above: str, small_tree: SiteTree) -> None:
    pages = public_pages(small_tree)
    warm(pages)
    lesson = pages["lesson-1-1"]
    assert is_kept(address(lesson))
    restrict({"lesson": lesson, "module": pages["module-1"], "course": pages["course"]}[above], kind)
    assert not is_kept(address(lesson))
    response = visit(address(lesson))
    assert "Text of" not in text_of(response)
    assert_not_public(response)


def test_a_page_that_is_opened_again_is_public_again(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    restriction = restrict(lesson)
    visit(address(lesson))
    change(restriction.delete)
    response = visit(address(lesson))
    assert "public" in response["Cache-Control"]
    assert is_kept(address(lesson))


def test_a_page_that_is_moved_below_a_restricted_one_leaves_the_cache(small_tree: SiteTree) -> None:
    _first, second = small_tree.modules["en"]
    restrict(second)
    lesson = small_tree.lessons["en"][0]
    old_address = address(lesson)
    visit(old_address)
    change(lambda: Page.objects.get(pk=lesson.pk).move(Page.objects.get(pk=second.pk), pos="last-child"))
    assert visit(old_address).status_code == 301
    lesson = type(lesson).objects.get(pk=lesson.pk)
    assert visit(address(lesson)).status_code == 302


def test_an_alias_of_a_restricted_page_is_restricted_too(small_tree: SiteTree) -> None:
    about = small_tree.about["en"]
    alias = about.create_alias(parent=small_tree.home["en"], update_slug="about-too")
    assert visit(address(alias)).status_code == 200
    restrict(about)
    assert visit(address(alias)).status_code == 302
    assert not is_kept(address(alias))


def test_a_restricted_practice_is_not_in_the_library(small_tree: SiteTree) -> None:
    practice = small_tree.practices["en"][0]
    lists = [address(small_tree.library["en"]), address(small_tree.home["en"])]
    for url in lists:
        assert practice.summary in text_of(visit(url))
    restrict(practice)
    for url in lists:
        assert practice.summary not in text_of(visit(url))


def test_a_restricted_translation_is_offered_to_nobody(small_tree: SiteTree) -> None:
    lesson, norwegian = small_tree.lessons["en"][0], small_tree.lessons["nb"][0]
    restrict(norwegian)
    html = text_of(visit(address(lesson)))
    assert address(norwegian) not in html
    assert f"/nb/translations/{lesson.translation_key}/" in html
    response = visit(f"/nb/translations/{lesson.translation_key}/")
    assert response.status_code == 404
    assert address(norwegian) not in text_of(response)


def test_nothing_of_a_restricted_page_is_left_in_the_parts_that_are_kept(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    client = admitted(PageViewRestriction.LOGIN, restrict(lesson))
    visit(address(lesson), client)
    publish(lesson, title="For partners only")
    assert "For partners only" in text_of(visit(address(lesson), client))
    assert "For partners only" not in text_of(visit(address(lesson)))
