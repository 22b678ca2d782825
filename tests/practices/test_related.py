"""Course and library meet: a module and its lessons show the practices that point to them."""

from __future__ import annotations

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache.stamps import view
from practices.library import library_link
from practices.models import Country, PracticePage
from practices.models.pages import PracticeModule
from practices.related import MOST_OF_A_COUNTRY, related_practices
from tests.factories import PracticePageFactory, SiteTree
from tests.factories.practices import vocabulary
from tests.practices.test_library import address, again, read
from tests.site.pages.visits import forget


def point(page: PracticePage, *targets: object, country: str = "no") -> None:
    page = again(page)
    page.related_modules = [PracticeModule(page=target.page_ptr) for target in targets]  # type: ignore[attr-defined]
    page.country = vocabulary(Country, country)
    page.save_revision().publish()


def related(html: str) -> list[tuple[str, str]]:
    """Return the practices beside a page: country and title."""
    box = html.partition('class="related"')[2].partition("</section>")[0]
    return re.findall(r'<li data-country="(\w*)"><a href="[^"]+">(.*?)</a>', box)


def test_a_module_and_its_lessons_show_the_practices_that_point_to_it(small_tree: SiteTree) -> None:
    one, two = small_tree.practices["en"]
    point(one, small_tree.modules["en"][0])
    point(two, small_tree.modules["en"][1])
    assert related(read(address(small_tree.modules["en"][0]))) == [("no", "Practice 1")]
    assert related(read(address(small_tree.lessons["en"][0]))) == [("no", "Practice 1")]
    assert related(read(address(small_tree.modules["en"][1]))) == [("no", "Practice 2")]


def test_every_language_shows_its_own_practices_whichever_page_they_point_to(small_tree: SiteTree) -> None:
    # A translated practice points to the English module, as the loader leaves it.
    point(small_tree.practices["nb"][0], small_tree.modules["en"][0])
    assert related(read(address(small_tree.modules["nb"][0]))) == [("no", "Practice 1 (nb)")]
    assert related(read(address(small_tree.modules["en"][0]))) == []


def test_what_points_to_the_lesson_itself_comes_first_and_once(small_tree: SiteTree) -> None:
    one, two = small_tree.practices["en"]
    lesson, module = small_tree.lessons["en"][0], small_tree.modules["en"][0]
    point(one, module)
    point(two, lesson, module)
    assert [title for _country, title in related(read(address(lesson)))] == ["Practice 2", "Practice 1"]


def test_a_page_that_no_practice_points_to_shows_none(small_tree: SiteTree) -> None:
    html = read(address(small_tree.lessons["en"][0]))
    assert "data-related" not in html


def test_a_reader_can_choose_a_country_where_there_is_more_than_one(small_tree: SiteTree) -> None:
    one, two = small_tree.practices["en"]
    module = small_tree.modules["en"][0]
    point(one, module)
    point(two, module)
    assert "data-related-choice" not in read(address(module))
    point(two, module, country="gr")
    view.refresh(now=True)
    html = read(address(module))
    assert related(html) == [("no", "Practice 1"), ("gr", "Practice 2")]
    choice = html.partition('id="related-country"')[2].partition("</select>")[0]
    assert sorted(re.findall(r'<option value="(\w*)">', choice)) == ["", "gr", "no"]


def test_no_country_takes_the_place_of_the_others(small_tree: SiteTree) -> None:
    module = small_tree.modules["en"][0]
    for n in range(MOST_OF_A_COUNTRY + 3):
        point(PracticePageFactory(parent=again(small_tree.library["en"]), title=f"N{n}", number=n), module)
    point(PracticePageFactory(parent=again(small_tree.library["en"]), title="Greek", number=99), module, country="gr")
    part = related_practices([module.key], "en")
    assert part is not None
    assert [item["practice"].title for item in part["practices"]] == [
        *(f"N{n}" for n in range(MOST_OF_A_COUNTRY)),
        "Greek",
    ]


def test_a_practice_that_points_elsewhere_now_leaves_the_page(small_tree: SiteTree) -> None:
    one, module, other = small_tree.practices["en"][0], *small_tree.modules["en"]
    point(one, module)
    assert related(read(address(module))) == [("no", "Practice 1")]
    point(one, other)
    view.refresh(now=True)
    assert related(read(address(module))) == []
    assert related(read(address(other))) == [("no", "Practice 1")]


@pytest.mark.parametrize("count", [1, 40])
def test_it_costs_one_query_and_one_for_names(
    count: int, small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    module = small_tree.modules["en"][0]
    for n in range(count):
        point(PracticePageFactory(parent=again(small_tree.library["en"]), title=f"N{n}"), module)
    view.refresh(now=True)
    forget()
    view.refresh(now=True)
    library_link("en")
    with django_assert_num_queries(2):
        assert related_practices([module.key], "en") is not None
