"""A public page is the same for everybody, and says so."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import SiteTree, UserFactory, editor
from tests.site.pages.visits import address, forget, is_kept, public_pages, publish, text_of, visit

TYPES = ("home", "about", "course", "module-1", "lesson-1-1", "practices", "practice-1")


def test_an_answer_from_the_cache_carries_the_headers_of_the_first_one(small_tree: SiteTree) -> None:
    url = address(small_tree.about["en"])
    first, second = visit(url), visit(url)
    assert dict(first.items()) == dict(second.items())
    assert first["Content-Security-Policy"]
    assert first["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", TYPES)
def test_a_signed_in_visitor_gets_the_same_bytes(name: str, small_tree: SiteTree) -> None:
    url = address(public_pages(small_tree)[name])
    signed_in, editing, stranger = Client(), Client(), Client()
    signed_in.force_login(UserFactory())
    editing.force_login(editor(is_superuser=True))
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    stranger.cookies[settings.CSRF_COOKIE_NAME] = "y" * 32
    answers = []
    for client in (signed_in, Client(), editing, stranger):
        forget()
        response = visit(url, client)
        assert response["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in response
        assert not response.cookies
        answers.append((response.content, response["ETag"]))
    assert len(set(answers)) == 1


def test_what_a_signed_in_visitor_was_shown_is_kept_for_all(small_tree: SiteTree) -> None:
    url = address(small_tree.course["en"])
    client = Client()
    client.force_login(UserFactory())
    visit(url, client)
    assert is_kept(url)


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME])
def test_an_answer_that_mends_a_broken_cookie_is_not_kept(name: str, small_tree: SiteTree) -> None:
    url = address(small_tree.about["en"])
    client = Client()
    client.cookies[name] = "broken"
    response = visit(url, client)
    assert response.cookies
    assert not is_kept(url)
    assert "Set-Cookie" not in visit(url)


def test_a_head_request_has_the_headers_and_no_body(small_tree: SiteTree) -> None:
    url = address(small_tree.lessons["en"][0])
    head = Client().head(url)
    get = visit(url)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("ETag", "Cache-Control", "Content-Length", "Content-Type", "Vary"):
        assert head[name] == get[name]


def test_a_post_is_neither_answered_from_the_cache_nor_kept(small_tree: SiteTree) -> None:
    url = address(small_tree.about["en"])
    Client().post(url)
    assert not is_kept(url)


@pytest.mark.parametrize("query", ["utm_source=x", "theme=trust", "next=/", "a", "%00=1"])
def test_unknown_parameters_change_nothing_and_are_not_kept(query: str, small_tree: SiteTree) -> None:
    url = address(small_tree.about["en"])
    plain = visit(url)
    response = visit(f"{url}?{query}")
    assert response.status_code == 200
    assert response.content == plain.content
    assert "public" in response["Cache-Control"]
    assert not is_kept(url, query)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("theme=trust", True),
        ("theme=language&theme=trust", True),
        ("theme=trust&country=no", True),
        ("theme=trust&theme=trust", False),
        ("theme=made-up", False),
        ("theme=", False),
        ("theme=trust&page=2", False),
    ],
)
def test_the_library_is_kept_under_filters_that_there_are(query: str, kept: bool, small_tree: SiteTree) -> None:
    url = address(small_tree.library["en"])
    response = visit(f"{url}?{query}")
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert is_kept(url, query) is kept


def test_an_address_that_leads_nowhere_is_not_kept(small_tree: SiteTree) -> None:
    response = visit("/en/nothing/here/")
    assert response.status_code == 404
    assert not is_kept("/en/nothing/here/")


def test_a_draft_is_not_shown(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    url = address(lesson)
    before = visit(url).content
    lesson.title = "A title that nobody has published"
    lesson.save_revision()
    assert visit(url).content == before
    small_tree.about["en"].unpublish()
    assert visit(address(small_tree.about["en"])).status_code == 404


def test_a_preview_is_never_kept(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    url = address(lesson)
    lesson.title = "Only in the preview"
    lesson.save_revision()
    client = Client()
    client.force_login(editor(is_superuser=True))
    response = client.get(f"/cms/pages/{lesson.pk}/view_draft/")
    assert response.status_code == 200
    assert "Only in the preview" in text_of(response)
    assert "public" not in response.get("Cache-Control", "")
    assert not is_kept(url)
    assert not is_kept(f"/cms/pages/{lesson.pk}/view_draft/")
    assert "Only in the preview" not in text_of(visit(url))


def test_a_preview_leaves_nothing_in_the_parts_that_are_kept(small_tree: SiteTree) -> None:
    practice = small_tree.practices["en"][0]
    publish(practice)
    visit(address(practice))
    practice = type(practice).objects.get(pk=practice.pk)
    practice.organisation = "A draft organisation"
    practice.save_revision()
    client = Client()
    client.force_login(editor(is_superuser=True))
    assert "A draft organisation" in text_of(client.get(f"/cms/pages/{practice.pk}/view_draft/"))
    assert "A draft organisation" not in text_of(visit(f"{address(practice)}?utm=1"))


def test_a_page_says_nothing_of_who_asks(small_tree: SiteTree) -> None:
    person = UserFactory(email="somebody@example.org")
    client = Client()
    client.force_login(person)
    assert "somebody@example.org" not in text_of(visit(address(small_tree.home["en"]), client))


def test_a_quiz_is_personal_and_never_kept(small_tree: SiteTree) -> None:
    url = address(small_tree.quiz["en"])
    response = visit(url)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]
    assert not is_kept(url)
