"""Signing up and in, as a person does it on the site's pages."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from tests.factories.people import PASSWORD


def sign_up(client: Client, email: str, language: str = "en", **fields: str) -> Any:
    """Send the sign-up form."""
    return client.post(f"/{language}/accounts/signup/", {"email": email, "password1": PASSWORD, **fields})


def code_from_mail() -> str:
    """Return the code that stands on a line of its own in the latest mail."""
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def confirm(client: Client, language: str = "en") -> Any:
    """Type in the code of the latest mail, and go where that leads."""
    return client.post(f"/{language}/accounts/confirm-email/", {"code": code_from_mail()}, follow=True)


def sign_in(client: Client, email: str, language: str = "en", *, password: str = PASSWORD, **fields: str) -> Any:
    """Send the sign-in form."""
    return client.post(f"/{language}/accounts/login/", {"login": email, "password": password, **fields})
