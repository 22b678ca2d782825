"""The language that somebody reads in is known when the site writes to her of its own accord."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from mimi.people.models import User
from tests.factories import UserFactory
from tests.site.people.account import confirm, sign_in, sign_up

pytestmark = pytest.mark.django_db
every_language = pytest.mark.parametrize("language", ["en", "nb", "de", "el"])


def kept() -> str:
    return User.objects.get().language


@every_language
def test_it_is_that_of_the_page_by_which_she_signs_up(client: Client, language: str) -> None:
    sign_up(client, "alice@example.org", language)
    confirm(client, language)
    assert kept() == language


@every_language
def test_it_is_that_of_the_page_by_which_she_signs_in(client: Client, language: str) -> None:
    UserFactory(email="alice@example.org")
    sign_in(client, "alice@example.org", language)
    assert kept() == language


@pytest.mark.parametrize("path", ["personal.json", "", "data/"])
def test_it_follows_her_when_she_switches(client: Client, path: str) -> None:
    client.force_login(UserFactory())
    for language in ("de", "el", "nb"):
        client.get(f"/{language}/me/{path}")
        assert kept() == language


def test_it_is_written_only_when_it_changes(client: Client, django_assert_num_queries: Callable[..., Any]) -> None:
    client.force_login(UserFactory())
    client.get("/nb/me/personal.json")
    with django_assert_num_queries(3):  # session, user, learner
        client.get("/nb/me/personal.json")
