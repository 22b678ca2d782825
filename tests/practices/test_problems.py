"""Problems to start from: each leads to the practices that answer it, the best first, and says why these."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.loading.items import read_everything
from mimi.loading.problems import Problems
from practices.library import library
from practices.models import Problem, ProblemPick, TargetGroup, Theme
from practices.problems import answering, problems, relevance, ways_in
from tests.factories import PracticePageFactory, SiteTree, editor
from tests.factories.practices import vocabulary
from tests.factories.speech import locale, named_id
from tests.practices.test_browsing import publish
from tests.practices.test_library import address, again, facet_of, read, titles

LONGEST_LIST = 12


def ask(
    text: str, *, themes: str = "", groups: str = "", picks: Any = (), language: str = "en", order: int = 0
) -> Problem:
    """Make a problem, or its translation."""
    code = text.lower().replace(" ", "-").removesuffix("-(nb)")
    problem = Problem(
        code=code,
        text=text,
        why=f"Why: {text}",
        sort_order=order,
        locale=locale(language),
        translation_key=named_id("problem", code),
    )
    problem.themes = [vocabulary(Theme, name) for name in themes.split()]
    problem.target_groups = [vocabulary(TargetGroup, name) for name in groups.split()]
    problem.picks = [ProblemPick(page=page.page_ptr, sort_order=n) for n, page in enumerate(picks)]
    problem.save()
    return problem


@pytest.fixture
def url(small_tree: SiteTree) -> str:
    """The address of a library of four practices, one of them about something else."""
    for number, page in enumerate(small_tree.practices["en"], start=1):
        publish(page, number=number)
    for number, (title, themes) in enumerate((("Garden", ["garden"]), ("Both", ["trust", "language"])), start=3):
        PracticePageFactory(parent=again(small_tree.library["en"]), title=title, themes=themes, number=number)
    return address(small_tree.library["en"])


def page_called(small_tree: SiteTree, title: str) -> Any:
    return small_tree.library["en"].get_children().get(title=title).specific


def test_a_problem_leads_to_what_fits_it_and_says_why(url: str) -> None:
    ask("Silence", themes="trust")
    html = read(f"{url}?problem=silence")
    assert titles(html) == ["Practice 1", "Practice 2", "Both"]
    answered = html.partition('class="notice answered"')[2].partition("</div>")[0]
    assert "Silence" in answered
    assert "Why: Silence" in answered


def test_those_that_have_more_of_what_it_leads_to_come_first(url: str) -> None:
    ask("Silence", themes="trust language")
    assert titles(read(f"{url}?problem=silence")) == ["Practice 2", "Both", "Practice 1"]
    assert titles(read(f"{url}?problem=silence&sort=title")) == ["Both", "Practice 1", "Practice 2"]


def test_picked_practices_come_first_in_any_case(url: str, small_tree: SiteTree) -> None:
    ask("Silence", themes="language", picks=[page_called(small_tree, "Garden"), page_called(small_tree, "Both")])
    html = read(f"{url}?problem=silence")
    assert titles(html) == ["Garden", "Both", "Practice 2"]
    assert facet_of(html, "theme")["Garden"] == (1, False)
    # Other filters narrow what answers the problem.
    assert titles(read(f"{url}?problem=silence&theme=language")) == ["Both", "Practice 2"]


def test_lists_of_a_problem_narrow_each_other(url: str, small_tree: SiteTree) -> None:
    page = again(small_tree.practices["en"][0])
    page.target_groups.set([vocabulary(TargetGroup, "women")])
    page.save_revision().publish()
    ask("Silence", themes="trust", groups="women")
    assert titles(read(f"{url}?problem=silence")) == ["Practice 1"]


def test_filters_keep_the_problem_and_an_empty_result_offers_to_drop_it(url: str) -> None:
    ask("Silence", themes="language")
    html = read(f"{url}?problem=silence&theme=garden")
    assert '<input type="hidden" name="problem" value="silence">' in html
    assert titles(html) == []
    assert "Without “Problem: Silence” there is 1 practice" in html
    assert f'href="{url}?theme=garden"' in html


def test_the_library_and_the_home_page_offer_the_problems_in_their_order(url: str, small_tree: SiteTree) -> None:
    ask("Second", themes="trust", order=2)
    ask("First", themes="trust", order=1)
    ask("Nothing answers", themes="unheard-of", order=0)
    expected = [("First", f"{url}?problem=first"), ("Second", f"{url}?problem=second")]
    assert [(way["text"], way["url"]) for way in ways_in("en")] == expected
    for page in (read(url), read(address(small_tree.home["en"]))):
        assert page.index(f'<a href="{url}?problem=first">First') < page.index(f'<a href="{url}?problem=second">Second')
        assert "Nothing answers" not in page


def test_another_language_has_its_own_words_and_the_same_practices(url: str, small_tree: SiteTree) -> None:
    ask("Silence", themes="language", picks=[small_tree.practices["en"][0]])
    ask("Alone", themes="trust")
    ask("Silence (nb)", language="nb")
    assert [entry.text for entry in problems("nb").values()] == ["Silence (nb)", "Alone"]
    html = read(f"{address(small_tree.library['nb'])}?problem=silence")
    assert "Why: Silence (nb)" in html
    assert titles(html) == ["Practice 1 (nb)", "Practice 2 (nb)"]


def test_a_changed_problem_shows_at_once(url: str) -> None:
    problem = ask("Silence", themes="language")
    assert titles(read(f"{url}?problem=silence")) == ["Practice 2", "Both"]
    problem.themes = [vocabulary(Theme, "garden")]
    problem.save()
    from mimi.pages.cache.stamps import view

    view.refresh(now=True)
    assert titles(read(f"{url}?problem=silence")) == ["Garden"]


@pytest.mark.parametrize("query", ["problem=made-up", "problem=%00", "problem=silence&problem=made-up", "problem="])
def test_a_made_up_problem_breaks_nothing(query: str, url: str) -> None:
    ask("Silence", themes="language")
    assert Client().get(f"{url}?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_problems_are_read_in_one_query(
    count: int, url: str, small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        ask(f"Problem {n}", themes="trust language", groups="women", picks=small_tree.practices["en"])
    library("en")
    from mimi.pages.cache import fragments

    fragments.memory.drop("problems:en")
    with django_assert_num_queries(1):
        assert len(problems("en")) == count


def test_a_problem_made_in_the_admin_has_a_code_of_its_own(db: Any) -> None:
    problem = Problem(text="New", why="Because", locale=locale("en"))
    problem.save()
    assert problem.code == str(problem.translation_key)


def test_an_editor_finds_the_problems_among_the_snippets(url: str) -> None:
    ask("Silence", themes="language")
    client = Client()
    client.force_login(editor(is_superuser=True))
    assert "Silence" in client.get("/cms/snippets/practices/problem/").content.decode()
    assert client.get("/cms/snippets/practices/problem/add/").status_code == 200


def test_each_problem_of_the_practice_set_leads_to_a_handful_of_practices() -> None:
    found = Problems()
    items = read_everything(Path(settings.BASE_DIR), found)
    assert not found
    practices = {item.key: item.settings for item in items if item.key[0] == "practice"}
    entries = [item.settings for item in items if item.key[0] == "problem"]
    assert 8 <= len(entries) <= 10
    for entry in entries:
        picks = [row["page"].keys[0] for _name, row in entry["picks"].rows]
        asked = {name: set(entry[name].keys) for name in ("themes", "target_groups", "settings", "phases")}
        fitting = {
            key
            for key, facts in practices.items()
            if all(codes & set(facts[name].keys) for name, codes in asked.items() if codes)
        }
        assert set(picks) <= set(practices)
        assert 3 <= len(fitting | set(picks)) <= LONGEST_LIST, entry["code"]


def test_relevance_holds_every_practice_once(url: str, small_tree: SiteTree) -> None:
    ask("Silence", themes="language", picks=[small_tree.practices["en"][1]])
    entry = problems("en")["silence"]
    assert sorted(relevance("en", entry)) == list(range(4))
    assert answering(library("en"), entry).bit_count() == 2
