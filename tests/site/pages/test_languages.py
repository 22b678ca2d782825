"""The language switch keeps the place; search engines are told of real translations only."""

from __future__ import annotations

import re
import uuid
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.factories import SiteTree, TextPageFactory
from tests.site.pages.visits import address, change, public_pages, publish, text_of, visit

ORDER = ["nb", "en", "de", "el"]
NAMES = ["Norsk", "English", "Deutsch", "Ελληνικά"]


class Reader(HTMLParser):
    """Reads what a page says of its languages."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.switch: dict[str, str] = {}
        self.current: list[str] = []
        self.links: dict[str, list[str]] = {"header": [], "footer": []}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = found["lang"]
        if found.get("class") in ("site-header", "site-footer"):
            self._inside = tag
        if tag == "link" and found.get("rel") == "alternate":
            self.alternates[found["hreflang"]] = found["href"]
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        if tag == "a" and "data-language-link" in found and self._inside == "header":
            self.switch[found["lang"]] = found["href"]
            assert found["lang"] == found["hreflang"]
            if found.get("aria-current"):
                self.current.append(found["lang"])
        elif tag == "a" and self._inside:
            self.links[self._inside].append(found["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""


def read(response: Any) -> Reader:
    return Reader(text_of(response))


@pytest.mark.parametrize("name", ["home", "about", "course", "module-1", "lesson-1-2", "practices", "practice-2"])
def test_the_switch_leads_to_the_same_page_in_each_language(name: str, site_tree: SiteTree) -> None:
    addresses = {code: address(public_pages(site_tree, code)[name]) for code in ORDER}
    for code in ORDER:
        page = read(visit(addresses[code]))
        assert list(page.switch.items()) == [(other, addresses[other]) for other in ORDER]
        assert page.current == [code]
        assert page.lang == code
        assert page.canonical == f"http://testserver{addresses[code]}"
        assert page.alternates == {
            **{other: f"http://testserver{addresses[other]}" for other in ORDER},
            "x-default": f"http://testserver{addresses['en']}",
        }


def test_the_languages_are_called_by_their_own_names(small_tree: SiteTree) -> None:
    html = text_of(visit(address(small_tree.home["en"]))).partition('class="language-list"')[2]
    places = [html.index(f">{name}<") for name in NAMES]
    assert places == sorted(places)


def test_the_switch_leads_on_where_there_is_no_translation(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    page = read(visit(address(lesson)))
    assert page.switch["nb"] == address(small_tree.lessons["nb"][0])
    assert page.switch["de"] == f"/de/translations/{lesson.translation_key}/"
    assert set(page.alternates) == {"nb", "en", "x-default"}


def test_a_draft_translation_is_not_announced(small_tree: SiteTree) -> None:
    lesson, norwegian = small_tree.lessons["en"][0], small_tree.lessons["nb"][0]
    change(norwegian.unpublish)
    page = read(visit(address(lesson)))
    assert page.alternates == {}
    assert page.switch["nb"] == f"/nb/translations/{lesson.translation_key}/"
    assert page.canonical == f"http://testserver{address(lesson)}"


def test_a_page_without_english_names_what_there_is(small_tree: SiteTree) -> None:
    change(small_tree.lessons["en"][0].unpublish)
    page = read(visit(address(small_tree.lessons["nb"][0])))
    assert page.alternates == {}
    assert page.switch["en"].startswith("/en/translations/")


def test_the_switch_keeps_the_filters_and_drops_the_rest(small_tree: SiteTree) -> None:
    url = address(small_tree.library["en"])
    query = "theme=language&theme=trust&country=no"
    page = read(visit(f"{url}?{query}&utm_source=x"))
    assert page.switch["nb"] == f"{address(small_tree.library['nb'])}?{query}"
    assert page.canonical == f"http://testserver{url}"
    assert page.alternates["nb"] == f"http://testserver{address(small_tree.library['nb'])}"


def test_the_menu_and_the_footer_share_the_pages_below_home(small_tree: SiteTree) -> None:
    page = read(visit(address(small_tree.lessons["nb"][0])))
    assert [link for link in page.links["header"] if not re.search("/(accounts|me|search)/", link)] == [
        "/nb/",
        address(small_tree.course["nb"]),
        address(small_tree.library["nb"]),
    ]
    assert address(small_tree.about["nb"]) in page.links["footer"]
    assert address(small_tree.course["nb"]) not in page.links["footer"]


def test_the_menu_says_where_the_visitor_is(small_tree: SiteTree) -> None:
    html = text_of(visit(address(small_tree.lessons["en"][0])))
    assert f'<a href="{address(small_tree.course["en"])}" aria-current="true">' in html
    assert f'<a href="{address(small_tree.library["en"])}">' in html


def test_a_page_that_is_not_translated_says_so_in_the_visitor_s_language(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    response = visit(f"/de/translations/{lesson.translation_key}/")
    assert response.status_code == 404
    assert response["Content-Language"] == "de"
    html = text_of(response)
    page = Reader(html)
    assert page.lang == "de"
    assert 'content="noindex"' in html
    assert page.canonical == ""
    offers = html.partition('class="offers"')[2].partition("</ul>")[0]
    for code in ("nb", "en"):
        offered = small_tree.lessons[code][0]
        assert f'href="{address(offered)}" lang="{code}" hreflang="{code}"' in offers
        assert offered.title in offers
    assert not response.cookies


@pytest.mark.parametrize("code", ORDER)
def test_it_says_so_in_every_language(code: str, small_tree: SiteTree) -> None:
    page = TextPageFactory(parent=small_tree.home["en"], title="Only here", language="en")
    response = visit(f"/{code}/translations/{page.translation_key}/")
    if code == "en":
        assert (response.status_code, response["Location"]) == (302, address(page))
    else:
        assert response.status_code == 404
        assert f'<html lang="{code}">' in text_of(response)
        assert "Only here" in text_of(response)


def test_a_translation_that_comes_later_is_shown(small_tree: SiteTree) -> None:
    norwegian = small_tree.lessons["nb"][0]
    change(norwegian.unpublish)
    url = f"/nb/translations/{norwegian.translation_key}/"
    assert visit(url).status_code == 404
    publish(norwegian)
    response = visit(url)
    assert (response.status_code, response["Location"]) == (302, address(norwegian))


@pytest.mark.parametrize("key", [str(uuid.UUID(int=7)), "not-a-key", "0"])
def test_there_is_no_translation_of_nothing(key: str, small_tree: SiteTree) -> None:
    response = visit(f"/de/translations/{key}/")
    assert response.status_code == 404
    assert "offers" not in text_of(response)
    assert '<html lang="de">' in text_of(response)


def test_an_address_that_exists_in_another_language_leads_there(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    typed = address(lesson).replace("/en/", "/el/", 1)
    response = visit(typed)
    assert response.status_code == 404
    html = text_of(response)
    assert '<html lang="el">' in html
    assert response["Content-Language"] == "el"
    assert address(lesson) in html
    assert address(small_tree.lessons["nb"][0]) in html


def test_an_address_of_a_page_that_is_translated_under_another_address_leads_there(small_tree: SiteTree) -> None:
    typed = address(small_tree.lessons["en"][0]).replace("/en/", "/nb/", 1)
    response = visit(typed)
    assert response.status_code == 404
    assert address(small_tree.lessons["nb"][0]) in text_of(response)


def test_a_language_that_has_no_pages_yet_offers_the_others(small_tree: SiteTree) -> None:
    response = visit("/el/")
    assert response.status_code == 404
    assert '<html lang="el">' in text_of(response)
    assert 'href="/en/"' in text_of(response)
    assert 'href="/nb/"' in text_of(response)


@pytest.mark.parametrize("code", ORDER)
def test_what_is_nowhere_is_missed_in_the_visitor_s_language(code: str, small_tree: SiteTree) -> None:
    response = visit(f"/{code}/no/such/page/")
    assert response.status_code == 404
    assert f'<html lang="{code}">' in text_of(response)
    assert response["Content-Language"] == code
    assert "public" not in response.get("Cache-Control", "")
    assert not response.cookies


def test_an_address_without_a_language_is_found_in_the_browser_s(small_tree: SiteTree) -> None:
    response = visit("/course/", accept_language="nb")
    assert (response.status_code, response["Location"]) == (302, "/nb/course/")


@pytest.mark.parametrize(
    ("asked", "home"),
    [
        ("nb", "/nb/"),
        ("nb-NO,nb;q=0.9,en;q=0.8", "/nb/"),
        ("de-AT,de;q=0.9", "/de/"),
        ("el-GR", "/el/"),
        ("fr-FR,fr;q=0.9,de;q=0.4", "/de/"),
        ("fr", "/en/"),
        ("", "/en/"),
        ("*", "/en/"),
        ("no", "/nb/"),
        ("nn-NO,nn;q=0.9", "/nb/"),
        ("zz;q=nonsense,,", "/en/"),
    ],
)
def test_the_front_door_opens_in_the_browser_s_language(asked: str, home: str, small_tree: SiteTree) -> None:
    response = visit("/", accept_language=asked)
    assert (response.status_code, response["Location"]) == (302, home)
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_the_front_door_takes_no_notice_of_cookies(small_tree: SiteTree) -> None:
    client = Client()
    client.cookies["django_language"] = "el"
    client.cookies["sessionid"] = "x" * 32
    response = visit("/", client, accept_language="de")
    assert response["Location"] == "/de/"
    assert response["Vary"] == "Accept-Language"


def test_a_signed_in_visitor_keeps_the_switch(small_tree: SiteTree) -> None:
    response = Client().get("/en/me/")
    page = read(response)
    assert page.switch["nb"] == "/nb/me/"
