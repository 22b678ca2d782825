"""What search engines and other programs are told: sitemap, robots, the content API."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories import SiteTree, UserFactory
from tests.factories.questions import TYPES
from tests.site.pages.visits import address, change, public_pages, text_of, visit

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
API = "/api/v2/pages/"


def sitemap() -> dict[str, dict[str, str]]:
    """Return the addresses of the sitemap, each with its alternatives."""
    root = ET.fromstring(visit("/sitemap.xml").content)  # noqa: S314 - our own
    found = {}
    for url in root.findall("s:url", NAMESPACES):
        links = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMESPACES)}
        found[url.findtext("s:loc", "", NAMESPACES)] = links
    return found


def full(page: Any) -> str:
    return settings.SITE_URL + address(page)


def restrict(page: Any) -> None:
    change(lambda: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN))


def test_the_sitemap_lists_every_public_page_once_with_its_translations(site_tree: SiteTree) -> None:
    found = sitemap()
    expected = {}
    for name in public_pages(site_tree):
        versions = {code: full(public_pages(site_tree, code)[name]) for code in site_tree.languages}
        for url in versions.values():
            expected[url] = {**versions, "x-default": versions["en"]}
    assert found == expected


def test_the_sitemap_lists_neither_drafts_nor_restricted_pages_nor_quizzes(small_tree: SiteTree) -> None:
    lesson, module = small_tree.lessons["en"][0], small_tree.modules["en"][1]
    change(lesson.unpublish)
    restrict(module)
    found = sitemap()
    hidden = [lesson, module, *small_tree.lessons["en"][2:], *small_tree.quizzes["en"]]
    assert not {full(page) for page in hidden} & set(found)
    norwegian = found[full(small_tree.lessons["nb"][0])]
    assert norwegian == {}, "its only translation is a draft"


@pytest.mark.parametrize("url", ["/sitemap.xml", "/robots.txt", API])
def test_programs_are_answered_alike(url: str, small_tree: SiteTree) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    answers = []
    for who in (Client(), client):
        response = visit(url, who, accept_language="de")
        assert response.status_code == 200
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        answers.append(response.content)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("url", ["/sitemap.xml", "/robots.txt"])
def test_what_search_engines_read_does_not_depend_on_a_language(url: str, small_tree: SiteTree) -> None:
    answers = {visit(url, accept_language=code).content for code in ("nb", "de", "")}
    assert len(answers) == 1


def test_robots_keep_out_of_what_is_personal(small_tree: SiteTree) -> None:
    response = visit("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = text_of(response).splitlines()
    assert "User-agent: *" in lines
    for code in ("nb", "en", "de", "el"):
        assert f"Disallow: /{code}/me/" in lines
        assert f"Disallow: /{code}/accounts/" in lines
    assert "Disallow: /cms/" in lines
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def api(query: str = "", client: Client | None = None) -> Any:
    response = (client or Client()).get(f"{API}{query}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


PUBLIC_TYPES = {
    "pages.HomePage": {"heading", "lead", "summary"},
    "pages.TextPage": {"body", "summary"},
    "courses.CoursePage": {"intro", "source", "summary"},
    "courses.ModulePage": {"number", "source", "summary"},
    "courses.LessonPage": {"body", "minutes", "summary"},
    "practices.PracticeIndexPage": {"intro", "summary"},
    "practices.PracticePage": {"organisation", "country", "themes", "steps", "need", "summary", "links"},
}


@pytest.mark.parametrize("kind", PUBLIC_TYPES)
def test_the_api_gives_every_public_page_type(kind: str, small_tree: SiteTree) -> None:
    listed = api(f"?type={kind}&fields=*&locale=en")
    assert listed["meta"]["total_count"] > 0
    for item in listed["items"]:
        assert item["meta"]["type"] == kind
        assert PUBLIC_TYPES[kind] <= set(item)
        one = api(f"{item['id']}/")
        assert PUBLIC_TYPES[kind] <= set(one)
        assert one["meta"]["html_url"].endswith(one["meta"]["slug"] + "/") or kind == "pages.HomePage"


def test_the_api_knows_languages(small_tree: SiteTree) -> None:
    lesson, norwegian = small_tree.lessons["en"][0], small_tree.lessons["nb"][0]
    found = api(f"?translation_of={lesson.pk}&locale=nb")
    assert [item["id"] for item in found["items"]] == [norwegian.pk]


def test_the_api_gives_neither_drafts_nor_restricted_pages(small_tree: SiteTree) -> None:
    lesson, module = small_tree.lessons["en"][0], small_tree.modules["en"][1]
    change(lesson.unpublish)
    restrict(module)
    hidden = {lesson.pk, module.pk, *(page.pk for page in small_tree.lessons["en"][2:])}
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    for who in (Client(), client):
        listed = {item["id"] for item in api("?limit=50", who)["items"]}
        assert listed
        assert not listed & hidden
        for pk in hidden:
            assert who.get(f"{API}{pk}/").status_code == 404


def test_the_api_shows_the_published_text_and_not_the_draft(small_tree: SiteTree) -> None:
    lesson = small_tree.lessons["en"][0]
    lesson.title = "A title that nobody has published"
    lesson.save_revision()
    assert "nobody has published" not in json.dumps(api(f"{lesson.pk}/"))


def test_the_api_says_nothing_of_questions(small_tree: SiteTree) -> None:
    quiz = small_tree.quiz["en"]
    told = json.dumps([api(f"{quiz.pk}/?fields=*"), api("?type=courses.QuizPage&fields=*"), api("?fields=*&limit=50")])
    for word in ("Prompt of", "Explanation of", "Choice", "Feedback", "correct", "questions", *TYPES):
        assert word not in told
    assert Client().get(f"{API}?type=courses.QuizPage&fields=questions").status_code == 400
    found = api("?type=courses.QuizPage&search=Prompt")
    assert found["meta"]["total_count"] == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_read_only(method: str, small_tree: SiteTree) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    for url in (API, f"{API}{small_tree.about['en'].pk}/"):
        assert getattr(client, method)(url).status_code == 405


def test_the_api_shows_nobody_who_edited(small_tree: SiteTree) -> None:
    told = json.dumps(api("?fields=*&limit=50"))
    assert not re.search(r"owner|revision|user|password", told)
