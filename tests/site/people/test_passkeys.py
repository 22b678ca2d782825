"""Passkeys: the pages offer them, and give the browser what it needs."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from django.test import Client

from mimi.people.models import User
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.site.people.account import confirm, sign_in

pytestmark = pytest.mark.django_db


def options(html: str) -> dict[str, object]:
    """Return what a page tells the browser to make a key with."""
    found = re.search(r'<script id="js_data" type="application/json">(.+?)</script>', html)
    assert found
    return dict(json.loads(found[1])["creation_options"]["publicKey"])


def sign_in_again(client: Client, wanted: str) -> None:
    """Sign in, and say once more who one is, as the pages on keys demand."""
    UserFactory(email="alice@example.org")
    sign_in(client, "alice@example.org", "nb")
    client.post("/nb/accounts/reauthenticate/", {"password": PASSWORD, "next": wanted})


def test_one_signs_in_with_a_passkey_on_the_sign_in_page(client: Client) -> None:
    html = client.get("/nb/accounts/login/?next=/nb/").content.decode()
    assert 'action="/nb/accounts/2fa/webauthn/login/"' in html
    assert "mfa/js/webauthn" in html
    told = client.get("/nb/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert told["request_options"]["publicKey"]["rpId"] == "testserver"
    assert told["request_options"]["publicKey"]["userVerification"] in ("preferred", "required")


def test_one_makes_an_account_with_a_passkey_and_no_password(client: Client) -> None:
    assert 'href="/nb/accounts/signup/passkey/"' in client.get("/nb/accounts/signup/").content.decode()
    response = client.post("/nb/accounts/signup/passkey/", {"email": "alice@example.org"})
    assert response.headers["Location"] == "/nb/accounts/confirm-email/"
    page = confirm(client, "nb")
    assert page.redirect_chain[-1][0] == "/nb/accounts/2fa/webauthn/signup/"
    wanted = options(page.content.decode())
    assert wanted["rp"] == {"name": "testserver", "id": "testserver"}
    assert wanted["authenticatorSelection"]["residentKey"] == "required"  # type: ignore[index]
    assert not User.objects.get().has_usable_password()


def test_who_has_an_account_adds_a_passkey_to_it(client: Client) -> None:
    sign_in_again(client, "/nb/accounts/2fa/webauthn/add/")
    response = client.get("/nb/accounts/2fa/webauthn/add/")
    assert response.status_code == 200
    assert options(response.content.decode())["challenge"]


def test_who_adds_a_passkey_says_once_more_who_she_is(client: Client) -> None:
    UserFactory(email="alice@example.org")
    sign_in(client, "alice@example.org", "nb")
    response = client.get("/nb/accounts/2fa/webauthn/add/")
    assert response.headers["Location"].startswith("/nb/accounts/reauthenticate/")


@pytest.mark.parametrize("page", ["", "webauthn/", "webauthn/add/", "totp/activate/"])
def test_pages_on_keys_belong_to_those_who_have_signed_in(client: Client, page: str) -> None:
    response = client.get(f"/nb/accounts/2fa/{page}")
    assert unquote(response.headers["Location"]) == f"/nb/accounts/login/?next=/nb/accounts/2fa/{page}"
    sign_in_again(client, f"/nb/accounts/2fa/{page}")
    assert client.get(f"/nb/accounts/2fa/{page}").status_code == 200


def test_a_made_up_key_opens_nothing(client: Client) -> None:
    client.get("/nb/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    response = client.post("/nb/accounts/2fa/webauthn/login/", {"credential": "{}"}, follow=True)
    assert response.status_code == 200
    assert not client.get("/nb/me/personal.json").json()["signed_in"]


def test_nothing_on_these_pages_runs_but_files_of_ours(client: Client) -> None:
    pages = [client.get(f"/en/accounts/{name}/") for name in ("login", "signup", "signup/passkey")]
    sign_in_again(client, "/en/accounts/2fa/webauthn/add/")
    pages += [client.get(f"/en/accounts/2fa/{name}") for name in ("", "webauthn/", "webauthn/add/")]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
            assert 'src="/static/' in attributes or "application/json" in attributes, (attributes, body)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
