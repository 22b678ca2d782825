"""What others have made of a practice, on its page: whose words, in which language, narrowed how, made anew when."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache.stamps import view
from mimi.people.privacy.erasure import erase
from mimi.people.privacy.subject import Subject
from practices.adaptations.models import Adaptation, Status
from practices.models import Setting
from tests.factories import SiteTree, UserFactory, grow
from tests.factories.practices import vocabulary
from tests.practices.adaptations.reporter import SECTORS, WORDS, Moderator, Reporter
from tests.site.pages.visits import address, change, is_kept, stale, visit


def tell(tree: SiteTree, count: int = 1, **words: Any) -> list[Adaptation]:
    """Publish reports about the first practice, each of somebody else, as editors did some time ago."""
    rows = []
    for number in range(count):
        fields = {**WORDS, "organisation": f"Organisation {number}", **words}
        boxes = {name: bool(fields[name]) for name in ("shows_name", "wants_answer")}
        about = {"author": UserFactory(), "practice_key": tree.practices["en"][0].translation_key}
        now = timezone.now()
        rows.append(Adaptation(**{**fields, **boxes, **about}, status=Status.PUBLISHED, shown_since=now))
    return Adaptation.objects.bulk_create(rows)


def told(html: str) -> list[str]:
    """Return the organisations that are shown, in their order."""
    return re.findall(r'<h3 dir="auto">([^<]*)</h3>', html)


def page(tree: SiteTree, query: str = "", language: str = "en") -> str:
    return str(visit(address(tree.practices[language][0]) + query).content.decode())


def test_only_what_is_published_is_shown(reporter: Reporter, practised: SiteTree) -> None:
    assert "Nobody has told yet how it went elsewhere." in page(practised)
    moderator = Moderator()
    reporter.send()
    assert "Bakery Ås" not in page(practised)
    moderator.decide(reporter.report)
    html = page(practised)
    for said in ("Bakery Ås", "Ås, Norway", "Employer", "Small: fewer than 20 people", "We met while the dough rose."):
        assert said in html
    assert f'id="tried-{reporter.report.pk}"' in html
    assert "What did not work" not in html, "what she left out has no heading"
    moderator.decide(reporter.report, "send-back", reason="A participant is named.")
    assert "Bakery Ås" not in page(practised)
    reporter.send()
    moderator.decide(reporter.report)
    assert "Bakery Ås" in page(practised)
    change(reporter.withdraw)
    assert "Bakery Ås" not in page(practised)


def test_it_stands_beside_its_own_practice_in_every_language(site_tree: SiteTree) -> None:
    for language in site_tree.languages:
        vocabulary(Setting, "employer", language)
    tell(site_tree, language="nb", changed="Vi møttes mens deigen hevet.")
    for language in site_tree.languages:
        html = page(site_tree, language=language)
        assert re.search(r'<dd class="told-text" lang="nb" dir="auto">\s*<p>Vi møttes mens deigen hevet.</p>', html)
        assert ('<span lang="nb">Norsk</span></span>' in html) == (language != "nb")
        assert "Vi møttes" not in visit(address(site_tree.practices[language][1])).content.decode()


def test_a_name_is_shown_only_where_she_has_agreed(practised: SiteTree) -> None:
    tell(practised, name="Helena Berg", shows_name="")
    tell(practised, name="Ida Vik", shows_name="on")
    html = page(practised)
    assert "Ida Vik" in html
    assert "Helena" not in html
    assert "example.org" not in html


EVIL = "<script>alert(1)</script>\"'&{{ 7|add:7 }}{% now 'Y' %}<img src=x onerror=alert(1)>"


def test_no_text_runs(practised: SiteTree) -> None:
    words = ("organisation", "place", "country", "changed", "worked", "failed", "advice", "name")
    tell(practised, **dict.fromkeys(words, EVIL), shows_name="on")
    html = page(practised)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= len(words)
    assert "{{ 7|add:7 }}" in html
    reporter = Reporter.of(UserFactory(), practised.practices["en"][0])
    for do in ("draft", "send"):
        sent = reporter.send(do, **dict.fromkeys(words, EVIL[:60]))
        assert "<script>alert" not in reporter.page() + sent.content.decode()


def many(tree: SiteTree) -> None:
    tell(tree, 2, sector="employer", size="small")
    tell(tree, 1, sector="employer", size="large", organisation="Large employer")
    tell(tree, 1, sector="municipality", size="large", organisation="Large municipality")


def test_one_narrows_by_kind_and_size(practised: SiteTree) -> None:
    many(practised)
    html = page(practised)
    base = address(practised.practices["en"][0])
    assert len(told(html)) == 4
    for link in ("?sector=employer#adapted", "?sector=municipality#adapted", "?size=small#adapted"):
        assert f'href="{base}{link}"' in html
    assert told(page(practised, "?sector=municipality")) == ["Large municipality"]
    assert told(page(practised, "?sector=employer&size=large")) == ["Large employer"]
    narrowed = page(practised, "?size=large")
    assert sorted(told(narrowed)) == ["Large employer", "Large municipality"]
    assert re.search(r'aria-current="true">Large: more than 250 people <span class="count">\(2\)', narrowed)
    assert re.search(r"Employer <span class=\"count\">\(1\)", narrowed), "counts are of what a click leaves"
    assert f'href="{base}?sector=employer&amp;size=large#adapted"' in narrowed
    nothing = page(practised, "?sector=municipality&size=small")
    assert told(nothing) == []
    assert "Nobody like that has told of it yet." in nothing


def test_where_all_are_alike_there_is_nothing_to_choose(practised: SiteTree) -> None:
    tell(practised, 2)
    assert "adapted-filter" not in page(practised)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", True),
        ("?sector=employer", True),
        ("?sector=employer&size=large", True),
        ("?sector=municipality&size=small", False),
        ("?sector=nothing", False),
        ("?sector=", False),
        ("?sector=employer&sector=employer", False),
        ("?size=small&other=1", False),
        ("?page=1", False),
        ("?page=2", False),
    ],
)
def test_only_addresses_that_a_link_has_are_kept(practised: SiteTree, query: str, kept: bool) -> None:
    many(practised)
    url = address(practised.practices["en"][0])
    assert visit(url + query).status_code == 200
    assert is_kept(url, query.removeprefix("?")) == kept


def test_long_lists_come_in_parts(practised: SiteTree) -> None:
    tell(practised, 25)
    first, second = page(practised), page(practised, "?page=2")
    assert len(told(first)) == 10
    assert not set(told(first)) & set(told(second))
    base = address(practised.practices["en"][0])
    assert f'href="{base}?page=2#adapted" rel="next"' in first
    assert is_kept(base, "page=2")
    assert len({*told(first), *told(second), *told(page(practised, "?page=3"))}) == 25


def test_exactly_the_pages_of_its_practice_are_made_anew(reporter: Reporter, practised: SiteTree) -> None:
    pages = {
        f"{name} {language}": found
        for language in practised.languages
        for name, found in (
            ("practice", practised.practices[language][0]),
            ("other", practised.practices[language][1]),
            ("library", practised.library[language]),
            ("home", practised.home[language]),
        )
    }
    view.refresh(now=True)
    its_own = {f"practice {language}" for language in practised.languages}
    moderator = Moderator()

    def stale_after(do: Any) -> set[str]:
        for found in pages.values():
            visit(address(found))
        assert stale(pages) == set()
        change(do)
        return stale(pages)

    assert stale_after(lambda: reporter.send("draft")) == set()
    assert stale_after(reporter.send) == set()
    assert stale_after(lambda: moderator.decide(reporter.report, "send-back", reason="Where?")) == set()
    assert stale_after(reporter.withdraw) == set()
    assert stale_after(reporter.send) == set()
    assert stale_after(lambda: moderator.decide(reporter.report)) == its_own
    assert stale_after(reporter.withdraw) == its_own
    assert stale_after(lambda: reporter.withdraw("delete")) == set()
    reporter.published()
    assert stale_after(lambda: erase(Subject.of_user(reporter.user))) == its_own
    assert not Adaptation.objects.exists()


def test_the_page_takes_the_same_queries_for_one_and_for_fifty(
    practised: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mimi.pages.cache import fragments, middleware

    taken = []
    for count in (1, 49):
        tell(practised, count)
        page(practised)
        fragments.memory.clear()
        middleware.pages.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(practised)
        taken.append(len(queries))
    assert taken[0] == taken[1]
    with django_assert_num_queries(0):
        page(practised)


def test_everybody_finds_where_to_tell(practised: SiteTree) -> None:
    key = practised.practices["en"][0].translation_key
    for language in practised.languages:
        assert f'href="/{language}/me/practices/{key}/tried/"' in page(practised, language=language)
    answer = Client().get(f"/en/me/practices/{key}/tried/")
    assert answer["Location"] == f"/en/accounts/login/?next=/en/me/practices/{key}/tried/"


def test_a_kind_of_organisation_that_is_gone_is_not_named(practised: SiteTree) -> None:
    tell(practised, sector="circus")
    assert "circus" not in page(practised)


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_kinds_and_sizes_are_in_the_readers_language(language: str, db: Any) -> None:
    tree = grow(("en", language) if language != "en" else ("en",))
    for code in SECTORS:
        for one in tree.languages:
            vocabulary(Setting, code, one)
    tell(tree)
    html = page(tree, language=language)
    assert ("Employer" if language == "en" else f"Employer ({language})") in html
