"""Where the operator demands it, the admin answers nobody who signs in by a password alone."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mimi.settings.configuration import read_configuration
from tests.courses.desk import told
from tests.factories import SiteTree, UserFactory
from tests.factories.people import PASSWORD
from tests.site.editors.roles.people import person, signed_in

ADDRESSES = ("/cms/", "/cms/pages/", "/cms/reports/site-history/", "/cms/nothing-here/", "/cms/api/main/pages/")
CODES = {"secret": "JBSWY3DPEHPK3PXP"}


@pytest.fixture(autouse=True)
def demanded(settings: Any) -> None:
    """The operator demands it."""
    settings.EDITORS_NEED_SECOND_STEP = True


def give_step(user: Any, kind: str = "totp") -> None:
    """Let somebody have set up a second step."""
    Authenticator.objects.create(user=user, type=kind, data=CODES)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_answers_till_it_is_set_up(db: None, address: str) -> None:
    client = signed_in(person("author"))
    response = client.get(address)
    assert (response.status_code, response.url) == (302, "/en/accounts/2fa/")
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post(address).status_code == 403
    assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_with_an_app_or_a_passkey_one_gets_in(small_tree: SiteTree, kind: str) -> None:
    alice = person("author")
    give_step(alice, kind)
    assert signed_in(alice).get("/cms/").status_code == 200


def test_backup_codes_alone_are_no_second_step(db: None) -> None:
    alice = person("author")
    give_step(alice, "recovery_codes")
    assert signed_in(alice).get("/cms/").status_code == 302


def test_who_gives_it_up_is_out_again(small_tree: SiteTree) -> None:
    alice = person("author")
    give_step(alice)
    client = signed_in(alice)
    assert client.get("/cms/").status_code == 200
    Authenticator.objects.all().delete()
    assert client.get("/cms/").status_code == 302


def test_an_administrator_is_asked_as_well(db: None) -> None:
    assert signed_in(person("administrator")).get("/cms/").status_code == 302


def test_who_may_not_enter_anyway_is_told_that_instead(db: None) -> None:
    assert signed_in(UserFactory()).get("/cms/", follow=True).redirect_chain[-1][0].startswith("/cms/login/")


def test_a_visitor_is_sent_to_sign_in(db: None) -> None:
    assert Client().get("/cms/", follow=True).redirect_chain[-1][0].startswith("/en/accounts/login/")


def test_the_way_out_is_open(db: None) -> None:
    client = signed_in(person("author"))
    client.post("/cms/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("language", "words"), [("en", "The editor asks for a second step")], ids=["en"])
def test_the_page_says_why_and_leads_back(small_tree: SiteTree, language: str, words: str) -> None:
    alice = person("author")
    client = signed_in(alice)
    page = told(client.get("/cms/pages/?x=1", follow=True))
    assert words in page
    with translation.override(language):
        give_step(alice)
        text = told(client.get(reverse("mfa_index")))
    assert 'href="/cms/pages/?x=1"' in text
    client.get("/cms/")
    assert "Go on to the editor" not in told(client.get(reverse("mfa_index")))


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_its_pages_are_there_in_every_language(small_tree: SiteTree, language: str) -> None:
    alice = person("author")
    client = signed_in(alice)
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD, "next": "/en/"})
    with translation.override(language):
        for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
            assert client.get(reverse(name)).status_code == 200, name
        give_step(alice)
        assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_others_are_asked_for_nothing_where_it_isnt_demanded(small_tree: SiteTree, settings: Any) -> None:
    settings.EDITORS_NEED_SECOND_STEP = False
    assert signed_in(person("author")).get("/cms/").status_code == 200


def test_the_operator_decides_by_a_variable() -> None:
    found = [
        read_configuration({"SECRET_KEY": "x" * 60, **given}).demands_second_step
        for given in ({}, {"DEMAND_SECOND_STEP": "1"})
    ]
    assert found == [False, True]
