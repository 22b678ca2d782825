"""Review on "My learning": what is due, when the next questions come, and the weekly e-mail."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courses.review.reminders import KIND
from mimi.letters.subscriptions import subscribe
from mimi.people.models import User
from tests.courses.review.reviewing import days_pass
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory


@pytest.fixture
def account(client: Client) -> User:
    """Somebody who has signed in with `client`."""
    user: User = UserFactory(email="amina@example.org")
    client.force_login(user)
    return user


def part(client: Client, code: str = "en") -> str:
    """Return the part of the page as text, empty where there is none."""
    html = client.get(f"/{code}/me/").content.decode()
    _before, found, after = html.partition('<section class="course-card" id="review"')
    return after.partition("</section>")[0] if found else ""


def ask(client: Client, follow: bool = True, **fields: str) -> Any:
    return client.post("/en/me/review/letters/", fields, follow=follow)


def test_nothing_stands_there_before_there_is_anything_to_review(small_tree: SiteTree, visitor: Visitor) -> None:
    assert part(visitor.client) == ""
    visitor.mark_read(small_tree.lessons["en"][0])
    assert part(visitor.client) == ""


def test_it_says_how_many_are_waiting_and_begins_a_round(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.take(small_tree.quiz["en"])
    assert "The next questions come back on" in part(visitor.client)
    days_pass(2)
    html = part(visitor.client)
    assert "6 questions are waiting for you." in html
    assert "Review 5 questions" in html
    assert 'action="/en/me/review/rounds/"' in html


def test_the_weekly_email_is_offered_to_who_has_an_account(
    small_tree: SiteTree, visitor: Visitor, client: Client, account: User
) -> None:
    visitor.take(small_tree.quiz["en"])
    assert "e-mail" not in part(visitor.client)
    Visitor(client).take(small_tree.quiz["en"])
    assert "amina@example.org" in part(client)
    assert "Send me the weekly e-mail" in part(client)
    assert not account.subscriptions.exists()


def test_one_asks_for_it_in_a_language_changes_that_and_stops_it(
    small_tree: SiteTree, client: Client, account: User
) -> None:
    response = ask(client, language="nb")
    assert response.redirect_chain == [("/en/me/#review", 302)]
    assert "You will get an e-mail once a week" in response.content.decode()
    assert account.subscriptions.get().language == "nb"
    assert '<option value="nb" lang="nb" selected>' in part(client)
    ask(client, language="el")
    assert account.subscriptions.get().language == "el"
    assert "Stop the weekly e-mail" in part(client)
    assert "any more" in ask(client, language="el", stop="1").content.decode()
    assert not account.subscriptions.exists()


@pytest.mark.parametrize("language", ["", "fr", "nb'"])
def test_a_language_that_there_is_not_is_refused(
    small_tree: SiteTree, client: Client, account: User, language: str
) -> None:
    subscribe(account.pk, KIND, "nb")
    assert "Choose one of the languages shown." in ask(client, language=language).content.decode()
    assert account.subscriptions.get().language == "nb"


def test_nobody_asks_for_it_without_an_account(small_tree: SiteTree, client: Client) -> None:
    response = ask(client, follow=False, language="nb")
    assert response.headers["Location"] == "/en/accounts/login/?next=/en/me/"
