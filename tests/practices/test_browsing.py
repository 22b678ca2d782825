"""The library under a choice: in which order, on which page, and the way out where nothing is left."""

from __future__ import annotations

import html as markup
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from practices.browsing import ORPHANS, PER_PAGE, Browsing
from practices.models import EvidenceLevel, PracticePage
from tests.factories import PracticePageFactory, SiteTree
from tests.factories.practices import vocabulary
from tests.practices.test_library import address, again, facet_of, read, titles


def publish(page: PracticePage, **values: Any) -> None:
    page = again(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def url(small_tree: SiteTree) -> str:
    """The address of a library of three practices, each first in another order."""
    vocabulary(EvidenceLevel, "measured", description="", rank=3)
    parent = again(small_tree.library["en"])
    one, two = small_tree.practices["en"]
    publish(one, number=1, title="Zither", described_in=2017)
    publish(two, number=2, title="Mandolin", described_in=2020)
    third = PracticePageFactory(parent=parent, number=3, title="Accordion", themes=["music"])
    publish(third, evidence=vocabulary(EvidenceLevel, "measured"))
    return address(small_tree.library["en"])


def many(small_tree: SiteTree, count: int) -> str:
    """Fill the English library up to a number of practices; return its address."""
    for n in range(count - len(small_tree.practices["en"])):
        PracticePageFactory(parent=again(small_tree.library["en"]), number=100 + n, title=f"More {n:03}")
    return address(small_tree.library["en"])


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ["Zither", "Mandolin", "Accordion"]),
        ("?sort=newest", ["Mandolin", "Zither", "Accordion"]),
        ("?sort=evidence", ["Accordion", "Zither", "Mandolin"]),
        ("?sort=title", ["Accordion", "Mandolin", "Zither"]),
        ("?sort=title&theme=trust", ["Mandolin", "Zither"]),
        ("?sort=no-such-order", ["Zither", "Mandolin", "Accordion"]),
        ("?sort=", ["Zither", "Mandolin", "Accordion"]),
    ],
)
def test_practices_stand_in_the_order_of_the_address(query: str, order: list[str], url: str) -> None:
    assert titles(read(url + query)) == order


def test_norwegian_titles_stand_in_norwegian_order(small_tree: SiteTree) -> None:
    for page, title in zip(small_tree.practices["nb"], ("Å spørre", "Ærlig talt"), strict=True):
        publish(page, title=title)
    PracticePageFactory(parent=again(small_tree.library["nb"]), title="Zoo", language="nb")
    assert titles(read(f"{address(small_tree.library['nb'])}?sort=title")) == ["Zoo", "Ærlig talt", "Å spørre"]


def test_the_order_stays_when_a_filter_comes_or_goes(url: str) -> None:
    html = read(f"{url}?theme=trust&sort=title")
    assert '<input type="hidden" name="sort" value="title">' in html
    chosen = html.partition('class="chosen"')[2].partition("</ul>")[0]
    assert f'href="{url}?sort=title"' in chosen
    sorting = html.partition('class="sorting"')[2].partition("</nav>")[0]
    assert f'href="{url}?theme=trust&sort=newest"' in sorting
    assert f'href="{url}?theme=trust"' in sorting
    assert re.findall(r'aria-current="true">(\w+)', sorting) == ["Title"]


def test_a_list_with_few_practices_too_many_stays_on_one_page(small_tree: SiteTree) -> None:
    html = read(many(small_tree, PER_PAGE + ORPHANS))
    assert len(titles(html)) == PER_PAGE + ORPHANS
    assert 'class="pages"' not in html


def test_a_long_list_is_told_in_pages_that_hold_every_practice_once(small_tree: SiteTree) -> None:
    url = many(small_tree, 2 * PER_PAGE + ORPHANS + 1)
    first, second, third = (read(url + query) for query in ("?sort=title", "?sort=title&page=2", "?sort=title&page=3"))
    assert [len(titles(html)) for html in (first, second, third)] == [PER_PAGE, PER_PAGE, ORPHANS + 1]
    assert len({*titles(first), *titles(second), *titles(third)}) == 2 * PER_PAGE + ORPHANS + 1
    assert f'href="{url}?sort=title&page=2" rel="next"' in first
    assert f'href="{url}?sort=title" rel="prev"' in second
    assert "Page 2 of 3" in second
    assert f"{2 * PER_PAGE + ORPHANS + 1} practices" in second
    # A filter begins again on the first page.
    assert "page=2" not in second.partition("<form")[2].partition("</form>")[0]


@pytest.mark.parametrize("page", ["0", "-1", "99", "two", "1e3", "٢", "%00", ""])
def test_a_page_that_is_not_there_shows_one_that_is(page: str, url: str) -> None:
    assert titles(read(f"{url}?page={page}")) == ["Zither", "Mandolin", "Accordion"]


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", True),
        ("theme=trust&sort=title", True),
        ("page=2", True),
        ("page=2&sort=newest", True),
        ("page=1", False),
        ("page=3", False),
        ("page=02", False),
        ("page=2&page=2", False),
        ("sort=", False),
        ("sort=title&sort=title", False),
        ("sort=made-up", False),
        ("theme=made-up", False),
        ("theme=trust&theme=trust", False),
        ("page=2&theme=language", False),
    ],
)
def test_only_addresses_that_a_link_has_are_kept(query: str, known: bool, small_tree: SiteTree) -> None:
    many(small_tree, PER_PAGE + ORPHANS + 1)
    page = again(small_tree.library["en"])
    assert Browsing(page, QueryDict(query)).is_known(QueryDict(query)) is known


def test_an_empty_result_says_what_to_drop_and_what_that_gives(url: str) -> None:
    html = read(f"{url}?theme=music&country=no&evidence=reported&sort=title")
    assert titles(html) == []
    notice = html.partition('class="notice"')[2].partition("</div>")[0]
    found = re.findall(r'<li><a href="([^"]+)" rel="nofollow">\s*(.*?)\s*</a>', notice)
    assert found == [
        (f"{url}?country=no&evidence=reported&sort=title", "Without “Theme: Music” there are 2 practices"),
        (f"{url}?theme=music&country=no&sort=title", "Without “Evidence: Reported” there is 1 practice"),
    ]
    for link, _text in found:
        assert titles(read(link))


def test_two_filters_are_dropped_together_where_one_is_not_enough(url: str) -> None:
    html = read(f"{url}?theme=music&evidence=reported&country=made-up")
    assert "Without “Theme: Music + Country” there are 2 practices" in html
    assert "Without “Country + Evidence: Reported” there is 1 practice" in html
    assert f'href="{url}?evidence=reported"' in html


def test_a_library_without_practices_offers_no_way_out(small_tree: SiteTree) -> None:
    for page in small_tree.practices["en"]:
        page.unpublish()
    html = read(f"{address(small_tree.library['en'])}?theme=trust")
    assert "ways-out" not in html
    assert "Show all practices" in html


def test_counts_say_what_a_click_leaves_whatever_the_order(url: str) -> None:
    for sort in ("", "&sort=newest", "&sort=title"):
        html = read(f"{url}?evidence=reported{sort}")
        assert facet_of(html, "theme") == {"Language": (1, False), "Music": (0, False), "Trust": (2, False)}


def test_the_page_says_the_same_to_htmx_and_to_a_browser_without_it(url: str) -> None:
    plain = Client().get(f"{url}?sort=title")
    swapped = Client().get(f"{url}?sort=title", headers={"hx-request": "true"})
    assert markup.unescape(plain.content.decode()) == markup.unescape(swapped.content.decode())
