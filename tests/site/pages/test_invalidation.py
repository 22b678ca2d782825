"""A publish makes anew exactly the pages that show what it changes; all others come from the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from courses.models import GlossaryTerm
from mimi.pages.cache.stamps import view
from practices.models import Country, Theme
from tests.factories import LessonPageFactory, ModulePageFactory, PracticePageFactory, SiteTree, TextPageFactory
from tests.factories.practices import vocabulary
from tests.factories.speech import block, locale
from tests.site.pages.visits import address, change, forget, public_pages, publish, stale, text_of, visit, warm

LESSONS = {"lesson-1-1", "lesson-1-2", "lesson-2-1", "lesson-2-2"}
COURSE = LESSONS | {"course", "module-1", "module-2"}
LIBRARY = {"practices", "practice-1", "practice-2"}
ALL = COURSE | LIBRARY | {"home", "about"}


@dataclass
class Site:
    """A tree whose pages are all in the cache."""

    tree: SiteTree
    pages: dict[str, dict[str, Page]]

    def page(self, name: str, language: str = "en") -> Any:
        return self.pages[language][name]

    def stale(self) -> dict[str, set[str]]:
        """Return the names of stale pages by language, without the languages that have none."""
        found = {language: stale(pages) for language, pages in self.pages.items()}
        return {language: names for language, names in found.items() if names}

    def read(self) -> dict[str, str]:
        """Return what stands at each address, from the caches where they hold it."""
        urls = [address(page) for pages in self.pages.values() for page in pages.values()]
        return {url: text_of(visit(url)) for url in urls}


@pytest.fixture
def site(small_tree: SiteTree) -> Site:
    pages = {language: public_pages(small_tree, language) for language in ("en", "nb")}
    for language in pages:
        # What the tree's factories made without a publish has its face noted now.
        for name in ("practice-1", "practice-2"):
            publish(pages[language][name])
    view.refresh(now=True)
    for shown in pages.values():
        warm(shown)
    assert not Site(small_tree, pages).stale()
    return Site(small_tree, pages)


Change = Callable[[Site], None]
Stale = dict[str, set[str]]


def edit(name: str, language: str = "en", **fields: Any) -> Change:
    return lambda site: publish(site.page(name, language), **fields)


def body(text: str) -> str:
    return json.dumps([block("prose", "idea", {"heading": "", "body": f"<p>{text}</p>"})])


def rename(model: type[Theme | Country], code: str, language: str = "en") -> Change:
    def do(site: Site) -> None:
        value = model.objects.get(code=code, locale=locale(language))
        value.name = "Another name"
        change(value.save)

    return do


def unpublish(name: str, language: str = "en") -> Change:
    return lambda site: change(site.page(name, language).unpublish)


def delete(name: str, language: str = "en") -> Change:
    return lambda site: change(Page.objects.get(pk=site.page(name, language).pk).specific.delete)


def move(name: str, target: str, pos: str) -> Change:
    def do(site: Site) -> None:
        moved, goal = (Page.objects.get(pk=site.page(n).pk) for n in (name, target))
        change(lambda: moved.move(goal, pos=pos))

    return do


NOTHING: Stale = {}
IN_MODULE_1 = {"module-1", "lesson-1-1", "lesson-1-2"}

CASES: list[tuple[str, Change, Stale]] = [
    ("nothing is changed", edit("lesson-1-1"), {"en": {"lesson-1-1"}}),
    ("a lesson’s text", edit("lesson-1-1", body=body("New")), {"en": {"lesson-1-1"}}),
    ("a lesson’s title", edit("lesson-1-1", title="New"), {"en": {*IN_MODULE_1, "course", "home"}}),
    ("the title of the module’s last lesson", edit("lesson-1-2", title="New"), {"en": {*IN_MODULE_1, "course", "home"}}),
    ("how long a lesson takes", edit("lesson-1-1", minutes=9), {"en": {*IN_MODULE_1, "course", "home"}}),
    ("a lesson’s summary", edit("lesson-1-1", summary="New"), {"en": {*IN_MODULE_1, "course", "home"}}),
    # The first lesson of the next module follows on the quiz, whose module's name it doesn't show.
    ("a module’s title", edit("module-1", title="New"), {"en": {*IN_MODULE_1, "module-2", "course", "home"}}),
    ("a module’s source", edit("module-1", source="New"), {"en": {*IN_MODULE_1, "course", "home"}}),
    ("a module’s summary", edit("module-1", summary="New"), {"en": {*IN_MODULE_1, "course", "home"}}),
    ("the course’s introduction", edit("course", intro="<p>New</p>"), {"en": {"course"}}),
    ("the course’s title", edit("course", title="New"), {"en": ALL}),
    ("a practice’s summary", edit("practice-1", summary="New"), {"en": {"practice-1", "practices", "home"}}),
    ("a practice’s need", edit("practice-1", need="<p>New</p>"), {"en": {"practice-1"}}),
    ("a practice’s place", edit("practice-1", place="Bergen"), {"en": {"practice-1", "practices", "home"}}),
    ("the library’s introduction", edit("practices", intro="<p>New</p>"), {"en": {"practices"}}),
    ("a text page", edit("about", body=body("New")), {"en": {"about"}}),
    ("a text page’s summary", edit("about", summary="New"), {"en": {"about"}}),
    ("what stands in the footer", edit("about", title="New"), {"en": ALL}),
    ("what stands in the menu", edit("course", show_in_menus=False), {"en": ALL}),
    ("the home page’s heading", edit("home", heading="New"), {"en": {"home"}}),
    ("who paid", edit("home", funding="New"), {"en": ALL}),
    ("a theme’s name", rename(Theme, "trust"), {"en": {*LIBRARY, "home"}}),
    ("a Norwegian theme’s name", rename(Theme, "trust", "nb"), {"nb": {*LIBRARY, "home"}}),
    ("a country’s name", rename(Country, "no"), {"en": {*LIBRARY, "home"}}),
    ("a lesson’s address", edit("lesson-1-1", slug="new"), {"en": {*IN_MODULE_1, "course", "home"}, "nb": {"lesson-1-1"}}),
    (
        "a module’s address",
        edit("module-1", slug="new"),
        {"en": {*COURSE, "home"} - {"lesson-2-2"}, "nb": IN_MODULE_1},
    ),
    ("a practice’s address", edit("practice-2", slug="new"), {"en": {"practice-2", "practices", "home"}, "nb": {"practice-2"}}),
    ("the course’s address", edit("course", slug="new"), {"en": ALL, "nb": COURSE}),
    ("a lesson is taken offline", unpublish("lesson-1-1"), {"en": {*COURSE, "home"}, "nb": {"lesson-1-1"}}),
    ("a practice is taken offline", unpublish("practice-1"), {"en": {"practice-1", "practices", "home"}, "nb": {"practice-1"}}),
    ("a text page is taken offline", unpublish("about"), {"en": ALL, "nb": {"about"}}),
    ("a lesson is deleted", delete("lesson-1-1"), {"en": {*COURSE, "home"}, "nb": {"lesson-1-1"}}),
    ("a module is deleted", delete("module-1"), {"en": {*COURSE, "home"}, "nb": IN_MODULE_1}),
    ("a practice is deleted", delete("practice-1"), {"en": {"practice-1", "practices", "home"}, "nb": {"practice-1"}}),
    ("lessons change places", move("lesson-1-2", "lesson-1-1", "left"), {"en": {*COURSE, "home"}, "nb": {"lesson-1-2"}}),
    ("a lesson changes modules", move("lesson-1-1", "module-2", "first-child"), {"en": {*COURSE, "home"}, "nb": {"lesson-1-1"}}),
    ("modules change places", move("module-2", "module-1", "left"), {"en": {*COURSE, "home"}, "nb": {"module-2", "lesson-2-1", "lesson-2-2"}}),
    ("a Norwegian lesson’s text", edit("lesson-1-1", "nb", body=body("Ny")), {"nb": {"lesson-1-1"}}),
    ("a Norwegian lesson’s title", edit("lesson-1-1", "nb", title="Ny"), {"nb": {*IN_MODULE_1, "course", "home"}}),
    ("a Norwegian lesson’s address", edit("lesson-1-1", "nb", slug="ny"), {"nb": {*IN_MODULE_1, "course", "home"}, "en": {"lesson-1-1"}}),
    ("a Norwegian practice’s summary", edit("practice-1", "nb", summary="Ny"), {"nb": {"practice-1", "practices", "home"}}),
]  # fmt: skip


@pytest.mark.parametrize(("do", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_exactly_what_shows_a_change_is_made_anew(do: Change, expected: Stale, site: Site) -> None:
    do(site)
    assert site.stale() == expected
    shown = site.read()
    forget()
    assert shown == site.read(), "what isn’t made anew shows the change too"


def add(make: Callable[[Site], Any]) -> Change:
    """Make a page as a draft, then publish it, as an editor does."""

    def do(site: Site) -> None:
        page = make(site)
        view.refresh(now=True)
        publish(page)

    return do


ADDED: list[tuple[str, Change, Stale]] = [
    (
        "a lesson",
        add(lambda site: LessonPageFactory(parent=_fresh(site.page("module-1")), title="Third", live=False)),
        {"en": {*COURSE, "home"}},
    ),
    (
        "a module",
        add(lambda site: ModulePageFactory(parent=_fresh(site.page("course")), title="Third", live=False)),
        {"en": {*COURSE, "home"}},
    ),
    (
        "a practice",
        add(lambda site: PracticePageFactory(parent=_fresh(site.page("practices")), title="Third", live=False)),
        {"en": {"practices", "home"}},
    ),
    (
        "a text page",
        add(lambda site: TextPageFactory(parent=_fresh(site.page("home")), title="Contact", live=False)),
        {"en": ALL},
    ),
]


def _fresh(page: Page) -> Page:
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(("do", "expected"), [case[1:] for case in ADDED], ids=[case[0] for case in ADDED])
def test_a_new_page_makes_anew_what_lists_it(do: Change, expected: Stale, site: Site) -> None:
    do(site)
    assert site.stale() == expected
    shown = site.read()
    forget()
    assert shown == site.read()


def test_a_page_that_is_only_saved_as_a_draft_changes_nothing(site: Site) -> None:
    lesson = _fresh(site.page("lesson-1-1"))
    lesson.title = "Not yet"
    change(lesson.save_revision)
    change(lambda: LessonPageFactory(parent=_fresh(site.page("module-1")), title="Third", live=False))
    assert site.stale() == NOTHING


def test_a_linked_page_that_moves_takes_the_link_along(small_tree: SiteTree) -> None:
    about, lesson = small_tree.about["en"], small_tree.lessons["en"][0]
    link = f'<a linktype="page" id="{lesson.pk}">a lesson</a>'
    publish(about, body=body(f"See {link}."))
    assert f'href="{address(lesson)}"' in text_of(visit(address(about)))
    publish(lesson, slug="elsewhere")
    assert 'href="/en/course/module-1/elsewhere/"' in text_of(visit(address(about)))
    change(_fresh(lesson).unpublish)
    assert "elsewhere" not in text_of(visit(address(about)))
    publish(lesson)
    assert 'href="/en/course/module-1/elsewhere/"' in text_of(visit(address(about)))


def test_a_link_follows_to_a_translation_that_comes_later(small_tree: SiteTree) -> None:
    about, lesson, norwegian = small_tree.about["nb"], small_tree.lessons["en"][0], small_tree.lessons["nb"][0]
    change(norwegian.unpublish)
    publish(about, body=body(f'<a linktype="page" id="{lesson.pk}">en leksjon</a>'))
    assert f'href="{address(lesson)}"' in text_of(visit(address(about)))
    publish(norwegian)
    assert f'href="{address(norwegian)}"' in text_of(visit(address(about)))


def test_a_term_is_shown_as_the_glossary_has_it_now(small_tree: SiteTree) -> None:
    term, other = (
        GlossaryTerm.objects.create(term=word, definition=f"What {word} is.", locale=locale("en"))
        for word in ("Trust", "Hope")
    )
    lesson, bystander = small_tree.lessons["en"][:2]
    publish(lesson, body=json.dumps([block("definition", "term", {"term": term.pk})]))
    publish(bystander, body=json.dumps([block("definition", "term", {"term": other.pk})]))
    pages = {"lesson": lesson, "bystander": bystander}
    warm(pages)
    term.definition = "What makes a talk possible."
    change(term.save)
    assert stale(pages) == {"lesson"}
    assert "What makes a talk possible." in text_of(visit(address(lesson)))


def test_a_replaced_document_is_offered_as_it_is_now(small_tree: SiteTree) -> None:
    document = get_document_model().objects.create(title="Sheet", file=ContentFile(b"one", name="sheet.pdf"))
    about = small_tree.about["en"]
    value = {"title": "Sheet", "description": "", "document": document.pk}
    publish(about, body=json.dumps([block("download", "sheet", value)]))
    assert document.url in text_of(visit(address(about)))
    old = document.url
    document.file = ContentFile(b"two", name="another.pdf")
    change(document.save)
    html = text_of(visit(address(about)))
    assert document.url in html
    assert old not in html


def test_a_value_that_is_only_there_in_english_is_renamed_everywhere(site: Site) -> None:
    theme = vocabulary(Theme, "food")
    practice = _fresh(site.page("practice-1", "nb"))
    practice.themes.add(theme)
    change(lambda: practice.save_revision().publish())
    url = address(site.page("practices", "nb"))
    assert "Food" in text_of(visit(url))
    theme.name = "Meals"
    change(theme.save)
    html = text_of(visit(url))
    assert "Meals" in html
    assert "Food" not in html
