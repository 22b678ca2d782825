"""Signing up, in and out, in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import allauth
import polib
import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core import mail
from django.test import Client, override_settings
from django.utils.translation import gettext, override

from mimi.people.addresses import vouch_for
from mimi.people.models import User
from mimi.settings import base
from tests.factories import UserFactory
from tests.factories.people import PASSWORD
from tests.site.people.account import code_from_mail, confirm, sign_in, sign_up

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "nb", "de", "el"]
every_language = pytest.mark.parametrize("language", LANGUAGES)
PAGES = ["login", "signup", "signup/passkey", "password/reset"]


@every_language
@pytest.mark.parametrize("page", PAGES)
def test_account_pages_speak_the_language_of_their_address(client: Client, language: str, page: str) -> None:
    response = client.get(f"/{language}/accounts/{page}/", headers={"Accept-Language": "fr"})
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_an_address_without_a_language_goes_to_the_one_that_the_browser_asks_for(client: Client, page: str) -> None:
    response = client.get(f"/accounts/{page}/", headers={"Accept-Language": "el"})
    assert response.headers["Location"] == f"/el/accounts/{page}/"


@every_language
def test_who_signs_up_proves_her_address_and_arrives_at_my_learning(client: Client, language: str) -> None:
    response = sign_up(client, "Alice@Example.org", language)
    assert response.headers["Location"] == f"/{language}/accounts/confirm-email/"
    assert not client.get(f"/{language}/me/personal.json").json()["signed_in"]
    assert confirm(client, language).redirect_chain[-1] == (f"/{language}/me/", 302)
    assert client.get(f"/{language}/me/personal.json").json()["signed_in"]
    assert EmailAddress.objects.get().verified
    assert User.objects.get().email == "alice@example.org"


def test_the_page_to_go_on_to_is_kept_through_sign_up_and_sign_in(client: Client) -> None:
    wanted = "/nb/me/?from=quiz"
    assert f'value="{wanted}"' in client.get(f"/nb/accounts/signup/?next={wanted}").content.decode()
    sign_up(client, "alice@example.org", "nb", next=wanted)
    assert confirm(client, "nb").redirect_chain[-1][0] == wanted
    client.logout()
    assert f'value="{wanted}"' in client.get(f"/nb/accounts/login/?next={wanted}").content.decode()
    assert sign_in(client, "alice@example.org", "nb", next=wanted).headers["Location"] == wanted


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, wanted: str) -> None:
    UserFactory(email="alice@example.org")
    assert sign_in(client, "alice@example.org", next=wanted).headers["Location"] == "/en/me/"


@every_language
def test_who_signs_in_arrives_at_my_learning_in_her_language(client: Client, language: str) -> None:
    UserFactory(email="alice@example.org")
    assert sign_in(client, "ALICE@example.org", language).headers["Location"] == f"/{language}/me/"


@every_language
def test_who_signs_out_stays_in_her_language(client: Client, language: str) -> None:
    client.force_login(UserFactory())
    assert client.get(f"/{language}/accounts/logout/").status_code == 200
    response = client.post(f"/{language}/accounts/logout/")
    assert response.headers["Location"] == f"/{language}/"
    assert not client.get(f"/{language}/me/personal.json").json()["signed_in"]


def test_a_wrong_code_is_refused_and_another_is_sent_on_demand(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = False
    sign_up(client, "alice@example.org")
    response = client.post("/en/accounts/confirm-email/", {"code": "WRONG1"})
    assert response.status_code == 200
    assert "form" in response.context
    client.post("/en/accounts/confirm-email/", {"action": "resend"})
    assert len(mail.outbox) == 2
    assert confirm(client).redirect_chain[-1][0] == "/en/me/"


def test_a_slip_in_the_address_can_be_mended(client: Client) -> None:
    sign_up(client, "alise@example.org")
    client.post("/en/accounts/confirm-email/", {"action": "change", "email": "alice@example.org"})
    assert mail.outbox[-1].to == ["alice@example.org"]
    confirm(client)
    assert User.objects.get().email == "alice@example.org"


def test_a_second_sign_up_does_not_tell_that_there_is_an_account(client: Client) -> None:
    UserFactory(email="alice@example.org")
    known, unknown = sign_up(client, "alice@example.org"), sign_up(Client(), "bob@example.org")
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert User.objects.filter(email="alice@example.org").count() == 1


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "alice@example.org"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    response = sign_up(client, "alice@example.org", password1=password)
    assert response.status_code == 200
    assert response.context["form"].errors["password1"]
    assert not User.objects.exists()


# Mail ---------------------------------------------------------------------------------------------


@every_language
def test_mail_comes_in_the_language_of_the_page(client: Client, language: str) -> None:
    sign_up(client, "alice@example.org", language)
    with override(language):
        subject = gettext("Your code for the practice set")
        site = gettext("Microintegration practice set")
    assert mail.outbox[0].subject == subject
    assert site in str(mail.outbox[0].body)
    assert code_from_mail()


@every_language
def test_a_forgotten_password_is_replaced_in_the_readers_language(client: Client, language: str) -> None:
    UserFactory(email="alice@example.org")
    client.post(f"/{language}/accounts/password/reset/", {"email": "alice@example.org"})
    found = re.search(rf"http://testserver(/{language}/accounts/password/reset/key/\S+)", str(mail.outbox[-1].body))
    assert found
    page: Any = client.get(found[1], follow=True)
    assert f'<html lang="{language}"' in page.content.decode()
    new = "another walk along the shore"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert sign_in(client, "alice@example.org", language, password=new).status_code == 302


@pytest.mark.parametrize("language", ["nb", "de", "el"])
def test_everything_that_allauth_says_is_translated(language: str) -> None:
    folder = Path(allauth.__file__).parent / "locale"
    catalogue = polib.pofile(str(folder / language / "LC_MESSAGES" / "django.po"))
    assert len(catalogue) > 300
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []


# Accounts that others make ------------------------------------------------------------------------


def test_who_was_made_by_a_command_or_an_administrator_signs_in_without_a_code(client: Client) -> None:
    get_user_model().objects.create_superuser("boss@example.org", PASSWORD)
    assert sign_in(client, "boss@example.org", next="/cms/").headers["Location"] == "/cms/"


def test_an_administrator_answers_for_the_address_that_she_writes(admin_client: Client) -> None:
    fields = {
        "email": "Editor@Example.org",
        "first_name": "Eva",
        "last_name": "Ås",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    response = admin_client.post("/cms/users/new/", fields)
    assert response.status_code == 302, response.context["form"].errors
    editor = User.objects.get(first_name="Eva")
    assert sign_in(Client(), "editor@example.org").status_code == 302
    address = EmailAddress.objects.get(user=editor)
    assert (address.email, address.verified, address.primary) == ("editor@example.org", True, True)
    editor.email = "eva@example.org"
    editor.save()
    vouch_for(editor)
    vouch_for(editor)
    assert list(EmailAddress.objects.filter(user=editor, primary=True).values_list("email", flat=True)) == [
        "eva@example.org"
    ]


def test_passwords_are_kept_by_argon2() -> None:
    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    with override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS):
        assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


def test_people_are_called_by_name_or_by_the_beginning_of_their_address() -> None:
    assert User(email="alice@example.org").display_name == "alice"
    assert User(email="alice@example.org", first_name="Alice", last_name="Ås").display_name == "Alice Ås"
