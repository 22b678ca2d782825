"""How many questions a page asks the database when every cache is empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from courses.models import GlossaryTerm, LessonPage, ModulePage
from mimi.pages.models import HomePage, HomeProblem
from practices.models import PracticeContact, PracticeLink, PracticePage, PracticeStep
from practices.models.pages import PracticeModule
from tests.factories import LessonPageFactory, ModulePageFactory, PracticePageFactory, SiteTree
from tests.factories.speech import block, locale
from tests.site.pages.visits import address, forget, public_pages, publish, visit

# Two for the stamps, one for what all pages of a language share, one for the route, one for the page itself.
EVERY_PAGE = 5
BUDGETS = {
    "about": EVERY_PAGE,
    "course": EVERY_PAGE + 3,  # its outline, all links, its books
    "module-1": EVERY_PAGE + 4,  # its outline, its outcomes, the practices that point to it, the countries’ names
    # Its outline, all links, the glossary, practices that blocks point to, those that point to it, countries’ names.
    "lesson-1-1": EVERY_PAGE + 6,
    # Vocabularies, the practices, their codes, the problems to start from, its books.
    "practices": EVERY_PAGE + 5,
    # Vocabularies, its codes, steps, links and contacts, modules, what others tell of it; all links.
    "practice-1": EVERY_PAGE + 7,
    "home": EVERY_PAGE + 7,  # the outline, the library's three and its problems, its own problems, all links
}
MOST = 12


def link(page: Any) -> str:
    return f'<a linktype="page" id="{page.pk}">there</a>'


def prose(name: str, text: str) -> dict[str, Any]:
    return block("prose", name, {"heading": "", "body": f"<p>{text}</p>"})


@pytest.fixture
def full_tree(small_tree: SiteTree) -> SiteTree:
    """A tree whose pages show everything that a page can show, with links everywhere."""
    lessons, practices = small_tree.lessons["en"], small_tree.practices["en"]
    for language in ("en", "nb"):
        terms = [
            GlossaryTerm.objects.create(term=word, definition=word, locale=locale(language))
            for word in ("Trust", "Hope")
        ]
        stream = [
            *(prose(f"prose-{n}", link(page)) for n, page in enumerate((*lessons[1:], *practices))),
            *(block("definition", f"term-{term.pk}", {"term": term.pk}) for term in terms),
            *(block("practice", f"practice-{p.pk}", {"page": p.pk, "why": "To see."}) for p in practices),
        ]
        publish(small_tree.lessons[language][0], body=json.dumps(stream))
        home = HomePage.objects.get(pk=small_tree.home[language].pk)
        home.problems = [
            HomeProblem(text=f"Problem {page.pk}", page=page.page_ptr, locale=home.locale) for page in practices
        ]
        home.partners_text = f"<p>{link(lessons[0])} {link(practices[0])}</p>"
        publish_all(home)
        publish(small_tree.course[language], intro=link(lessons[0]), audience=link(lessons[1]))
        publish_all(_full_practice(small_tree, language))
    return small_tree


def _full_practice(tree: SiteTree, language: str) -> PracticePage:
    practice = PracticePage.objects.get(pk=tree.practices[language][0].pk)
    own: dict[str, Any] = {"locale": practice.locale}
    practice.steps = [PracticeStep(title=f"Step {n}", text="<p>Do it.</p>", **own) for n in range(5)]
    practice.links = [PracticeLink(title=f"Link {n}", url="https://example.org/", **own) for n in range(5)]
    practice.contacts = [PracticeContact(name=f"Person {n}", **own) for n in range(5)]
    practice.related_modules = [PracticeModule(page=module.page_ptr) for module in tree.modules["en"]]
    practice.adapt = f"<p>{link(tree.modules['en'][0])}</p>"
    practice.employers = f"<p>{link(tree.lessons['en'][0])}</p>"
    return practice


def publish_all(page: Any) -> None:
    page.save_revision().publish()


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", BUDGETS)
def test_a_page_with_every_cache_empty(
    name: str, language: str, full_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = address(public_pages(full_tree, language)[name])
    forget()
    with django_assert_num_queries(BUDGETS[name]):
        assert visit(url).status_code == 200
    assert BUDGETS[name] <= MOST


def test_a_page_that_is_in_no_page_cache_costs_one_look_with_the_small_caches_warm(
    full_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    urls = [address(page) for name, page in public_pages(full_tree).items() if name in BUDGETS]
    for url in urls:
        visit(url)
    with django_assert_num_queries(0):
        for url in urls:
            assert visit(f"{url}?utm_source=elsewhere").status_code == 200


def _many_modules(tree: SiteTree) -> None:
    for n in range(50):
        module: ModulePage = ModulePageFactory(parent=_again(tree.course["en"]), title=f"More {n}")
        for _ in range(2):
            LessonPageFactory(parent=_again(module))


def _many_practices(tree: SiteTree) -> None:
    for n in range(50):
        PracticePageFactory(parent=_again(tree.library["en"]), themes=["trust", f"theme-{n % 7}"])


def _many_links(tree: SiteTree) -> None:
    pages = [*tree.modules["en"], *tree.practices["en"], tree.course["en"]]
    lesson = LessonPage.objects.get(pk=tree.lessons["en"][0].pk)
    publish(lesson, body=json.dumps([prose(f"prose-{n}", link(pages[n % len(pages)])) for n in range(50)]))


def _again(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("grow", "name", "queries"),
    [
        (_many_modules, "home", BUDGETS["home"] - 1),
        (_many_modules, "course", EVERY_PAGE + 2),
        (_many_modules, "lesson-1-1", EVERY_PAGE + 2),
        (_many_practices, "practices", BUDGETS["practices"]),
        (_many_practices, "home", BUDGETS["home"] - 1),
        (_many_links, "lesson-1-1", EVERY_PAGE + 3),
    ],
)
def test_fifty_times_as_much_costs_no_more_queries(
    grow: Callable[[SiteTree], None],
    name: str,
    queries: int,
    small_tree: SiteTree,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    url = address(public_pages(small_tree)[name])
    grow(small_tree)
    forget()
    with django_assert_num_queries(queries):
        visit(url)
