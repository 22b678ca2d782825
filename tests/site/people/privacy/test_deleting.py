"""Deleting one's account or what a visitor has left: asked once, proved, confirmed."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from mimi.people.models import Learner, User
from tests.courses.visitor import COOKIE, Visitor
from tests.factories import SiteTree, UserFactory, editor
from tests.factories.people import PASSWORD
from tests.site.people.account import sign_in
from tests.site.people.privacy.somebody import traces

pytestmark = pytest.mark.django_db
every_language = pytest.mark.parametrize("language", ["en", "nb", "de", "el"])


def prove(client: Client, language: str = "en", password: str = PASSWORD) -> Any:
    """Type in the password where it is asked for before something important."""
    return client.post(
        f"/{language}/accounts/reauthenticate/", {"password": password, "next": f"/{language}/me/delete/"}
    )


@pytest.fixture
def alice(small_tree: SiteTree, client: Client) -> User:
    """Somebody who has learnt something and is signed in."""
    user: User = UserFactory(email="alice@example.org")
    sign_in(client, user.email)
    Visitor(client).mark_read(small_tree.lessons["en"][0])
    return user


@every_language
def test_an_account_is_deleted_after_the_password_and_confirmed_by_e_mail(
    alice: User, client: Client, language: str
) -> None:
    marks = (alice.email, alice.learner.pk)
    asked = client.get(f"/{language}/me/delete/")
    assert unquote(asked.headers["Location"]) == f"/{language}/accounts/reauthenticate/?next=/{language}/me/delete/"
    assert prove(client, language).headers["Location"] == f"/{language}/me/delete/"
    question = client.get(f"/{language}/me/delete/").content.decode()
    assert "alice@example.org" in question

    done = client.post(f"/{language}/me/delete/", follow=True)

    assert done.redirect_chain == [(f"/{language}/me/deleted/", 302)]
    assert traces(*marks) == []
    assert not client.get(f"/{language}/me/personal.json").json()["signed_in"]
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    assert letter.to == ["alice@example.org"]
    assert f"http://testserver/{language}/" in letter.body
    assert f'<html lang="{language}"' in letter.alternatives[0][0]


def test_without_the_password_nothing_is_deleted(alice: User, client: Client) -> None:
    for answer in (client.get("/en/me/delete/"), client.post("/en/me/delete/")):
        assert answer.headers["Location"].startswith("/en/accounts/reauthenticate/")
    prove(client, password="not hers")
    assert client.post("/en/me/delete/").status_code == 302
    assert User.objects.filter(pk=alice.pk).exists()
    assert mail.outbox == []


def test_looking_deletes_nothing(alice: User, client: Client) -> None:
    prove(client)
    assert client.get("/en/me/delete/").status_code == 200
    assert client.head("/en/me/delete/").status_code == 200
    assert User.objects.filter(pk=alice.pk).exists()


def test_another_site_can_delete_nobody(alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    visitor = Client(enforce_csrf_checks=True)
    for browser in (client, visitor):
        assert browser.post("/en/me/delete/").status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()


def test_all_her_browsers_are_signed_out(alice: User, client: Client) -> None:
    elsewhere = Client()
    sign_in(elsewhere, alice.email)
    prove(client)
    client.post("/en/me/delete/")
    assert not elsewhere.get("/en/me/personal.json").json()["signed_in"]


def test_her_address_may_be_used_again(alice: User, client: Client) -> None:
    prove(client)
    client.post("/en/me/delete/")
    again = client.post("/en/accounts/signup/", {"email": alice.email, "password1": PASSWORD})
    assert again.headers["Location"] == "/en/accounts/confirm-email/"
    assert "account_already_exists" not in str(mail.outbox[-1].subject)
    assert User.objects.get().email == alice.email


def test_a_mail_server_that_is_away_keeps_nobody(alice: User, client: Client) -> None:
    prove(client)
    with patch.object(EmailMultiAlternatives, "send", side_effect=ConnectionRefusedError):
        assert client.post("/en/me/delete/").headers["Location"] == "/en/me/deleted/"
    assert not User.objects.exists()


def test_without_a_mail_server_no_e_mail_is_promised_or_left_in_a_file(
    alice: User, client: Client, settings: Any
) -> None:
    settings.SENDS_MAIL = False
    prove(client)
    assert "e-mail" not in client.get("/en/me/delete/").content.decode().partition("<form")[0].partition("<h1>")[2]
    done = client.post("/en/me/delete/", follow=True).content.decode()
    assert "an e-mail confirms it" not in done
    assert mail.outbox == []


def test_an_editor_is_told_that_pages_stay(small_tree: SiteTree, client: Client) -> None:
    sentence = "Pages that you have made or translated stay."
    for user, told in ((editor(email="ed@example.org"), True), (UserFactory(email="al@example.org"), False)):
        sign_in(client, user.email)
        prove(client)
        assert (sentence in client.get("/en/me/delete/").content.decode()) is told
        client.post("/en/accounts/logout/")


def test_a_visitor_deletes_hers_without_a_password(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    learner = visitor.learner().pk
    other = Visitor()
    other.mark_read(small_tree.lessons["en"][1])
    assert "Delete everything" in visitor.client.get("/en/me/delete/").content.decode()

    done = visitor.client.post("/en/me/delete/")

    assert done.headers["Location"] == "/en/me/deleted/"
    assert (done.cookies[COOKIE].value, done.cookies[COOKIE]["max-age"]) == ("", 0)
    assert done.headers["Clear-Site-Data"] == '"storage"'
    assert traces(learner) == []
    assert Learner.objects.count() == 1
    assert mail.outbox == []


def test_a_visitor_of_whom_nothing_is_stored_has_nothing_to_delete(small_tree: SiteTree, client: Client) -> None:
    text = client.get("/en/me/delete/").content.decode()
    assert not re.search(r'<form[^>]*action="/en/me/delete/"', text)
    assert client.post("/en/me/delete/").headers["Location"] == "/en/me/deleted/"


def test_who_deletes_may_begin_again(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    first = visitor.learner().pk
    visitor.client.post("/en/me/delete/")
    visitor.mark_read(small_tree.lessons["en"][1])
    assert visitor.learner().pk != first
    assert visitor.learner().completions.count() == 1
