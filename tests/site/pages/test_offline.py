"""The service worker's own address, and the page that stands in for what isn't kept."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import SiteTree, UserFactory


def text_of(response: Any) -> str:
    text: str = response.content.decode()
    return text


def site_of(text: str) -> dict[str, object]:
    found = re.search(r"^self\.SITE = (.*);$", text, re.MULTILINE)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_the_worker_may_answer_for_every_page_and_is_asked_for_anew(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    assert client.head("/service-worker.js").status_code == 200
    assert client.post("/service-worker.js").status_code == 405


def test_the_worker_is_the_same_for_everyone_in_every_language(client: Client) -> None:
    plain = client.get("/service-worker.js").content
    assert client.get("/service-worker.js", headers={"Accept-Language": "el"}).content == plain


@pytest.mark.django_db
def test_the_worker_needs_no_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.force_login(UserFactory())
    with django_assert_num_queries(0):
        client.get("/service-worker.js")


def test_the_worker_knows_the_site_and_its_code_has_an_address_of_its_own(client: Client) -> None:
    text = text_of(client.get("/service-worker.js"))
    site = site_of(text)
    assert site["offline"] == {code: f"/{code}/offline/" for code, _name in settings.LANGUAGES}
    assert site["files"] == ["/static/", "/media/"]
    [code] = re.findall(r'^importScripts\("(.*)"\);$', text, re.MULTILINE)
    assert b"addEventListener" in b"".join(client.get(code))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_for_what_is_not_kept_is_public_and_speaks_the_language(small_tree: SiteTree, language: str) -> None:
    client = Client()
    plain = client.get(f"/{language}/offline/")
    assert plain.status_code == 200
    assert f'<html lang="{language}">' in text_of(plain)
    assert "public" in plain.headers["Cache-Control"]
    assert "noindex" in text_of(plain)
    assert not plain.cookies
    assert "Cookie" not in plain.headers.get("Vary", "")
    client.force_login(UserFactory())
    assert client.get(f"/{language}/offline/").content == plain.content


def test_its_language_switch_leads_to_itself(small_tree: SiteTree) -> None:
    html = text_of(Client().get("/en/offline/"))
    for code, _name in settings.LANGUAGES:
        assert f'href="/{code}/offline/"' in html
