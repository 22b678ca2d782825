"""What readers find in the practice set, in four languages; `table` holds what they type and expect.

The same test runs on each database, and compares all that the database has ranked with a plain reference as well: so
they agree with each other in more than what comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from mimi.search import asking
from mimi.search.models import SearchDocument
from mimi.search.ranking import rank
from mimi.search.results import Found, search
from mimi.search.vocabulary import vocabulary
from tests.site.loading.content import load_all
from tests.site.search.reference import Library
from tests.site.search.table import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
FEWEST_QUERIES = 25
ROWS = [(language, query, title) for language, rows in TABLE.items() for query, title in rows]


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Library]:
    """The practice set, loaded for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_all()
        yield Library()
        transaction.set_rollback(True)


def first(found: Found) -> str | None:
    """Return the title of the first result."""
    results = [result for group in found.groups for result in group.results]
    return "".join(piece.text for piece in results[0].title) if results else None


@pytest.mark.parametrize("language", TABLE)
def test_the_table_is_long_enough(language: str) -> None:
    assert len(dict(TABLE[language])) >= FEWEST_QUERIES


@pytest.mark.parametrize("language", TABLE)
def test_readers_find_first_what_they_expect(language: str) -> None:
    with translation.override(language):
        found = [(query, first(search(asking.clean(query), language))) for query, _title in TABLE[language]]
    assert found == TABLE[language]


@pytest.mark.parametrize("language", TABLE)
def test_the_database_ranks_as_the_reference_does(language: str, loaded: Library) -> None:
    words = vocabulary(language)
    for query, _title in TABLE[language]:
        asked = asking.read(asking.clean(query), language)
        ranking = rank(asked, words, end=5)
        expected, totals = loaded.rank(asked, words, 5)
        assert [(hit.document, hit.score) for hit in ranking.hits] == expected, query
        assert dict(ranking.totals) == totals, query


@pytest.mark.parametrize("language", TABLE)
def test_the_page_shows_a_query_as_text_and_nothing_else(language: str) -> None:
    for query, _title in TABLE[language]:
        response = Client().get(f"/{language}/search/", {"q": query})
        assert response.status_code == 200, query
        page = response.content.decode()
        assert "alert(1)>" not in page
        assert "<script>alert" not in page
        assert "49" not in page if "7 * 7" in query else True


def test_all_that_is_published_can_be_found() -> None:
    counts = {
        language: set(SearchDocument.objects.filter(language=language).values_list("key", flat=True))
        for language in TABLE
    }
    assert len(counts["en"]) > 100
    assert all(keys == counts["en"] for keys in counts.values())


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("nb", "praksisplassene", "praksisplass"),
        ("de", "Geflüchteten", "Geflüchtete"),
        ("el", "μεταναστών", "μετανάστες"),
        ("en", "placements", "placement"),
    ],
)
def test_what_was_found_is_marked_in_its_own_form(language: str, query: str, found: str) -> None:
    results = [result for group in search(query, language).groups for result in group.results]
    marked = {piece.text for result in results for piece in (*result.title, *result.text) if piece.marked}
    assert found in marked


@pytest.mark.parametrize(("language", "query"), [("en", "Praktikumsplatz"), ("de", "praksisplass")])
def test_what_only_another_language_has_is_offered_with_the_same_page_in_ones_own(language: str, query: str) -> None:
    found = search(query, language)
    assert found.total == 0
    offered = [result for other in found.elsewhere for result in other.results]
    assert any(result.here["url"].startswith(f"/{language}/") for result in offered if result.here)
    page = Client().get(f"/{language}/search/", {"q": query}).content.decode()
    assert f'lang="{found.elsewhere[0].language}"' in page
