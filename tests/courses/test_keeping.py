"""What a module's page says belongs to it, for a browser that keeps it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from courses.keeping import keeping_plan
from courses.outline import ModuleOutline, Step
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree
from tests.site.pages.visits import publish


class Plans(HTMLParser):
    """Finds the plan that a page holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        plan = dict(attributes).get("data-keep")
        if plan is not None:
            self.found.append(json.loads(plan))


def plan_on(html: str) -> Any:
    [plan] = Plans(html).found
    return plan


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_module_names_its_own_page_and_its_lessons_in_their_order(
    small_tree: SiteTree, visitor: Visitor, language: str
) -> None:
    module = small_tree.modules[language][0]
    plan = plan_on(visitor.get(module).content.decode())
    pages = [module, *small_tree.lessons[language][:2]]
    assert plan["title"] == module.title
    assert [(page["url"], page["title"]) for page in plan["pages"]][:3] == [(address(p), p.title) for p in pages]


def test_the_sheet_stands_in_for_the_quiz(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["nb"]
    plan = plan_on(visitor.get(small_tree.modules["nb"][0]).content.decode())
    assert plan["pages"][-1] == {
        "url": f"/nb/quizzes/{quiz.translation_key}/",
        "title": quiz.title,
        "also": [address(quiz)],
    }
    # The quiz itself is personal.
    assert address(quiz) not in [page["url"] for page in plan["pages"]]


def test_what_is_named_are_pages_that_everyone_may_keep(small_tree: SiteTree, visitor: Visitor) -> None:
    plan = plan_on(visitor.get(small_tree.modules["en"][0]).content.decode())
    urls = [page["url"] for page in plan["pages"]]
    assert len(urls) == 4
    for url in urls:
        response = visitor.client.get(url)
        assert response.status_code == 200
        assert "public" in response.headers["Cache-Control"]


def test_the_plan_follows_what_editors_publish(small_tree: SiteTree, visitor: Visitor) -> None:
    module, lesson = small_tree.modules["en"][0], small_tree.lessons["en"][0]
    visitor.get(module)
    publish(lesson, title="“Quoted” & <renamed>")
    plan = plan_on(visitor.get(module).content.decode())
    assert plan["pages"][1]["title"] == "“Quoted” & <renamed>"


def test_a_module_that_is_not_live_yet_has_none() -> None:
    lessons = [Step("lesson", "key", "Lesson", "/en/lesson/")]
    draft = ModuleOutline("key", "1", "Module", "#", "", "", lessons=lessons)
    assert keeping_plan(draft, "en") == ""
