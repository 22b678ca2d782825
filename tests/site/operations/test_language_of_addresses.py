"""Addresses without a language lead to one, unless they name a file or a service."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/static/old.css", "/media/images/none.jpg", "/documents/9999/none.pdf", "/api/v2/pages/9999/", "/health/none"],
)
def test_a_missing_file_is_missing_and_not_looked_for_as_a_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("nb-NO,nb;q=0.9,en;q=0.5", "nb"), ("de-AT", "de"), ("el", "el"), ("fr", "en")],
)
def test_bare_account_addresses_lead_to_the_readers_language(client: Client, accepted: str, language: str) -> None:
    response = client.get("/accounts/login/?next=/", headers={"accept-language": accepted})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/accounts/login/?next=/"
