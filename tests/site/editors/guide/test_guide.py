"""The editors' guide: the same chapters in all languages, found by their words, in the language of the admin."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from markdown_it import MarkdownIt
from wagtail.users.models import UserProfile

from mimi.editors.guide.chapters import CONTENT, PICTURES, Chapter, chapters, find
from tests.factories import UserFactory, editor
from tools.guide_pictures import MOST_BYTES

LANGUAGES = ("en", "nb", "de", "el")
OTHERS = LANGUAGES[1:]


def shape(chapter: Chapter) -> list[str]:
    """Return what doesn't depend on the language: headings, lists, links and pictures, in their order."""
    found = []
    for token in MarkdownIt("commonmark").parse(chapter.source):
        found += [token.tag] if token.type.endswith("_open") else []
        for part in token.children or []:
            found += [str(part.attrGet("src") or part.attrGet("href"))] if part.type in ("image", "link_open") else []
    return found


def each_chapter() -> list[Any]:
    return [
        pytest.param(chapter, id=f"{language}-{chapter.name}")
        for language in LANGUAGES
        for chapter in chapters(language)
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_same_chapters(language: str) -> None:
    names = [file.name for file in sorted((CONTENT / "en").iterdir())]
    assert [file.name for file in sorted((CONTENT / language).iterdir())] == names


@pytest.mark.parametrize("language", OTHERS)
def test_a_chapter_has_the_same_headings_lists_links_and_pictures_in_every_language(language: str) -> None:
    for source, other in zip(chapters("en"), chapters(language), strict=True):
        assert shape(other) == shape(source), f"{language}: {other.name}"


@pytest.mark.parametrize("chapter", each_chapter())
def test_a_chapter_has_one_title_and_every_picture_an_alternative_text(chapter: Chapter) -> None:
    assert re.findall(r"^# ", chapter.source, re.MULTILINE) == ["# "]
    assert chapter.lead
    assert "![](" not in chapter.source
    anchors = [section.anchor for section in chapter.sections[1:]]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("chapter", each_chapter())
def test_links_between_chapters_lead_somewhere(chapter: Chapter) -> None:
    names = {each.name for each in chapters("en")}
    assert set(re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", chapter.source)) <= names


def test_pictures_are_small_and_belong_to_a_chapter() -> None:
    named = {name for chapter in chapters("en") for name in chapter.pictures}
    for file in PICTURES.glob("*"):
        assert file.suffix == ".webp"
        assert file.stem in named
        assert file.stat().st_size < MOST_BYTES


@pytest.mark.parametrize(
    ("language", "query", "name"),
    [
        ("en", "Translating glossaries", "translate"),
        ("nb", "papirkurven", "undo"),
        ("de", "Lesbarkeit", "quality"),
        ("el", "ΓΛΩΣΣΑΡΙ", "translate"),
        ("el", "κάδο", "undo"),
    ],
)
def test_words_are_found_in_any_of_their_forms(language: str, query: str, name: str) -> None:
    assert name in [hit.chapter.name for hit in find(language, query)]


def test_what_stands_in_a_heading_comes_first_and_nonsense_finds_nothing() -> None:
    assert find("en", "readability")[0].section.title == "Readability"
    assert find("en", "xylophone") == []
    assert find("en", " ") == []


@pytest.mark.parametrize(("language", "title"), [("nb", "Skriv en side"), ("el", "Γράψτε μια σελίδα")])
def test_the_guide_follows_the_language_of_the_admin(db: Any, language: str, title: str) -> None:
    person = editor()
    UserProfile.objects.create(user=person, preferred_language=language)
    client = Client()
    client.force_login(person)
    assert title in client.get("/cms/guide/").content.decode()
    html = client.get("/cms/guide/write/").content.decode()
    assert f"<title>{title}" in re.sub(r"\s+", " ", html).replace("<title> ", "<title>")
    assert client.get("/cms/guide/no-such/").status_code == 404


def test_a_search_shows_where_the_words_stand(db: Any) -> None:
    client = Client()
    client.force_login(editor())
    html = client.get("/cms/guide/?q=broken+links").content.decode()
    assert 'href="/cms/guide/quality/#broken-links"' in html
    assert "&lt;script" in client.get("/cms/guide/?q=<script>").content.decode()


def test_only_who_may_open_the_admin_reads_it(db: Any) -> None:
    client = Client()
    assert client.get("/cms/guide/").status_code == 302
    client.force_login(UserFactory())
    assert client.get("/cms/guide/").status_code in (302, 403)
