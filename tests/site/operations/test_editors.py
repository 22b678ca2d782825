"""Editors come into the admin through the site's own sign-in."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_the_sites_sign_in_and_back(client: Client) -> None:
    response = client.get("/cms/", follow=True)
    path, _, query = response.redirect_chain[-1][0].partition("?")
    assert path == "/en/accounts/login/"
    assert query == "next=/cms/"


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    response = client.get("/cms/login/?next=https://evil.example/")
    assert response.headers["Location"].endswith("?next=/cms/")


def test_a_reader_is_refused_and_not_sent_in_circles(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user(email="reader@example.org"))
    response = client.get("/cms/", follow=True)
    assert response.status_code == 403


def test_an_editor_comes_in(admin_client: Client) -> None:
    assert admin_client.get("/cms/").status_code == 200
