"""Stopping letters: without signing in, by one click, and only by who holds the link."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from mimi.letters.models import Subscription
from mimi.letters.subscriptions import SALT, subscribe, unsubscribe_url
from mimi.people.models import User
from tests.factories import SiteTree, UserFactory
from tests.site.letters.letters import KIND, a_kind

__all__ = ["a_kind"]

pytestmark = pytest.mark.usefixtures("a_kind")
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(user: User, language: str = "en") -> str:
    """Return the path of the link in a user's letter."""
    parts = urlsplit(unsubscribe_url(user.pk, KIND, language))
    assert f"{parts.scheme}://{parts.netloc}" == "http://testserver"
    return f"{parts.path}?{parts.query}"


@pytest.fixture
def reader(small_tree: SiteTree) -> User:
    """Somebody who gets the letters; another one does, too."""
    reader: User = UserFactory()
    for user in (reader, UserFactory()):
        subscribe(user.pk, KIND, "en")
    return reader


def subscribed(user: User) -> bool:
    return user.subscriptions.exists()


def test_the_link_shows_a_button_and_changes_nothing_yet(client: Client, reader: User) -> None:
    response = client.get(link(reader))
    assert response.status_code == 200
    assert '<form method="post">' in response.content.decode()
    assert "the letters of the tests" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert subscribed(reader)


def test_the_button_stops_them_for_her_alone_and_twice_is_as_good_as_once(client: Client, reader: User) -> None:
    for _ in range(2):
        response = client.post(link(reader))
        assert response.status_code == 200
        assert "you won’t get these e-mails any more" in response.content.decode()
    assert not subscribed(reader)
    assert Subscription.objects.count() == 1


def test_a_mail_program_stops_them_by_itself(reader: User) -> None:
    # It comes from anywhere, with neither cookie nor token of a page, and follows no redirect.
    client = Client(enforce_csrf_checks=True)
    headers = {"origin": "https://mail.example.org", "sec-fetch-site": "cross-site"}
    response = client.post(link(reader), ONE_CLICK, headers=headers)
    assert response.status_code == 200
    assert not response.cookies
    assert not subscribed(reader)


@pytest.mark.parametrize(
    "make",
    [lambda: "", lambda: "nonsense", lambda: signing.dumps([1, KIND], salt="other")],
    ids=["empty", "nonsense", "signed for something else"],
)
def test_a_damaged_link_says_so_and_stops_nothing(client: Client, reader: User, make: Callable[[], str]) -> None:
    token = make()
    for response in (
        client.get("/en/letters/unsubscribe/", {"token": token}),
        client.post(f"/en/letters/unsubscribe/?token={token}"),
    ):
        assert response.status_code == 404
        assert "This link doesn’t work" in response.content.decode()
    assert Subscription.objects.count() == 2


def test_a_kind_that_is_no_more_is_told_as_a_damaged_link(client: Client, reader: User) -> None:
    token = signing.dumps([reader.pk, "of an older release"], salt=SALT)
    assert client.get("/en/letters/unsubscribe/", {"token": token}).status_code == 404


def test_a_link_of_somebody_whose_account_is_gone_hurts_nobody(client: Client, reader: User) -> None:
    gone = link(reader)
    reader.delete()
    assert client.post(gone).status_code == 200


def test_the_page_speaks_the_language_of_the_letter(client: Client, reader: User) -> None:
    assert '<html lang="nb"' in client.get(link(reader, "nb")).content.decode()


def test_asking_again_changes_the_language(reader: User) -> None:
    subscribe(reader.pk, KIND, "el")
    assert reader.subscriptions.get().language == "el"
