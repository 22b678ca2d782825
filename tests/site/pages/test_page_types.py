"""Every page type answers in every language, to everybody alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.factories import SiteTree, grow
from tests.site.pages.visits import address, public_pages, text_of, visit

pytestmark = pytest.mark.django_db

TYPES = ("home", "about", "course", "module-1", "lesson-1-1", "practices", "practice-1")
LANGUAGES = ("nb", "en", "de", "el")


@pytest.fixture(scope="module")
def grown_tree(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SiteTree]:
    """The site in all four languages."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield grow(LANGUAGES)
        transaction.set_rollback(True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TYPES)
def test_every_page_type_in_every_language_is_public(name: str, language: str, grown_tree: SiteTree) -> None:
    url = address(public_pages(grown_tree, language)[name])
    first, second = visit(url), visit(url)
    for response in (first, second):
        assert response.status_code == 200
        assert "public" in response["Cache-Control"]
        assert "private" not in response["Cache-Control"]
        assert response["ETag"]
        assert response["Vary"] == "Accept-Encoding"
        assert response["Content-Type"] == "text/html; charset=utf-8"
        assert response["Content-Language"] == language
        assert not response.cookies
        assert "Set-Cookie" not in response
        assert f'<html lang="{language}">' in text_of(response)
    assert first.content == second.content
