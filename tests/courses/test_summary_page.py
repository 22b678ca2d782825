"""What you can do now: outcomes and key points of all modules, put together from the lessons themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from courses.models import LearningOutcome, LessonPage, ModulePage
from tests.courses.visitor import Visitor, address
from tests.factories import LessonPageFactory, ModulePageFactory, SiteTree
from tests.factories.speech import block, locale
from tests.site.pages.visits import change, is_kept, publish


def points(*bodies: str) -> str:
    """Return a lesson's stream with these key points, among other things."""
    prose = block("prose", "idea", {"heading": "Idea", "body": "<p>Not this.</p>"})
    found = [block("key_point", f"point-{n}", {"body": body}) for n, body in enumerate(bodies)]
    return json.dumps([prose, *found])


@pytest.fixture
def tree(small_tree: SiteTree) -> SiteTree:
    """The small site, with a key point in each lesson."""
    for language in small_tree.languages:
        for lesson in small_tree.lessons[language]:
            lesson.body = points(f"<p>Point of {lesson.title}.</p>")
            lesson.save_revision().publish()
    return small_tree


def chapters(visitor: Visitor, page: Any) -> list[tuple[str, list[str], list[str]]]:
    """Return what the page shows of each module: title, outcomes and key points."""
    html = visitor.get(page).content.decode()
    found = []
    for section in re.findall(r'<section class="chapter-summary".*?</section>', html, re.DOTALL):
        title = re.search(r"<h2[^>]*>(.*?)</h2>", section)
        assert title
        found.append(
            (
                title[1],
                re.findall(r"<li>(.*?)</li>", section),
                re.findall(r'<div class="point">(.*?)</div>', section, re.DOTALL),
            )
        )
    return found


def test_it_shows_outcomes_and_key_points_of_all_modules_in_their_order(tree: SiteTree, visitor: Visitor) -> None:
    assert chapters(visitor, tree.summary["en"]) == [
        ("1 Module 1", ["do what Module 1 says"], ["Point of Lesson 1.1.", "Point of Lesson 1.2."]),
        ("2 Module 2", ["do what Module 2 says"], ["Point of Lesson 2.1.", "Point of Lesson 2.2."]),
    ]
    assert chapters(visitor, tree.summary["nb"])[1][2] == ["Point of Lesson 2.1 (nb).", "Point of Lesson 2.2 (nb)."]
    html = visitor.get(tree.summary["en"]).content.decode()
    assert "All of it on two sheets." in html
    assert "Not this." not in html


def test_key_points_are_plain_text_without_links_that_lead_nowhere(tree: SiteTree, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    body = (
        '<p>Trust is <b>first</b>: see <a href="#term-trust">trust</a>.</p><p>A &amp; B &lt;b&gt; “quoted”<br/>and'
        ' <a linktype="page" id="1">more</a>.</p><ul><li>One</li><li>two</li></ul>'
    )
    publish(lesson, body=points(body, "<p>Second.</p>"))
    first, second, _third = chapters(visitor, tree.summary["en"])[0][2]
    assert first == "Trust is first: see trust. A &amp; B &lt;b&gt; “quoted” and more. One two"
    assert second == "Second."
    html = visitor.get(tree.summary["en"]).content.decode()
    assert "#term-" not in html


def move(tree: SiteTree) -> None:
    tree.modules["en"][1].move(ModulePage.objects.get(pk=tree.modules["en"][0].pk), pos="left")


def add_lesson(tree: SiteTree) -> None:
    lesson = LessonPageFactory(parent=ModulePage.objects.get(pk=tree.modules["en"][0].pk), title="New lesson")
    lesson.body = points("<p>New point.</p>")
    lesson.save_revision().publish()


def add_module(tree: SiteTree) -> None:
    ModulePageFactory(parent=tree.course["en"], number="3", title="Third").save_revision().publish()


def add_outcome(tree: SiteTree) -> None:
    module = ModulePage.objects.get(pk=tree.modules["en"][0].pk)
    module.outcomes.add(LearningOutcome(text="listen longer", locale=locale("en"), sort_order=5))
    module.save_revision().publish()


def restrict(tree: SiteTree) -> None:
    PageViewRestriction.objects.create(page=tree.modules["en"][0], restriction_type="login")


def edit_point(tree: SiteTree) -> None:
    lesson = LessonPage.objects.get(pk=tree.lessons["en"][0].pk)
    lesson.body = points("<p>Changed point.</p>")
    lesson.save_revision().publish()


@pytest.mark.parametrize(
    ("do", "shown", "gone"),
    [
        (edit_point, "Changed point.", "Point of Lesson 1.1."),
        (add_lesson, "New point.", ""),
        (add_outcome, "listen longer", ""),
        (add_module, "3 Third", ""),
        (lambda tree: tree.lessons["en"][0].unpublish(), "Point of Lesson 1.2.", "Point of Lesson 1.1."),
        (lambda tree: tree.lessons["en"][0].delete(), "Point of Lesson 1.2.", "Point of Lesson 1.1."),
        (lambda tree: tree.modules["en"][0].unpublish(), "2 Module 2", "Point of Lesson 1.1."),
        (restrict, "2 Module 2", "Point of Lesson 1.1."),
        (move, "2 Module 2", ""),
    ],
    ids=["point", "lesson", "outcome", "module", "unpublished", "deleted", "module-off", "restricted", "moved"],
)
def test_it_follows_what_editors_do(
    tree: SiteTree, visitor: Visitor, do: Callable[[SiteTree], None], shown: str, gone: str
) -> None:
    summary = tree.summary["en"]
    before = visitor.get(summary).content.decode()
    assert visitor.get(tree.summary["nb"]).status_code == 200
    assert is_kept(address(summary))
    change(lambda: do(tree))
    assert not is_kept(address(summary))
    # Who may see what is asked anew on every page; else the other language has not changed.
    assert is_kept(address(tree.summary["nb"])) is (do is not restrict)
    html = visitor.get(summary).content.decode()
    assert shown in html
    assert not gone or (gone in before and gone not in html)


def test_moved_modules_change_places(tree: SiteTree, visitor: Visitor) -> None:
    chapters(visitor, tree.summary["en"])
    change(lambda: move(tree))
    assert [title for title, _outcomes, _points in chapters(visitor, tree.summary["en"])] == [
        "2 Module 2",
        "1 Module 1",
    ]


def test_what_it_does_not_show_leaves_it_in_the_cache(tree: SiteTree, visitor: Visitor) -> None:
    visitor.get(tree.summary["en"])
    publish(tree.practices["en"][0], need="<p>Other.</p>")
    publish(tree.lessons["nb"][0], body=points("<p>Nytt.</p>"))
    assert is_kept(address(tree.summary["en"]))


@pytest.mark.parametrize("more", [0, 8])
def test_its_chapters_take_three_queries(
    tree: SiteTree, django_assert_num_queries: Callable[..., Any], more: int
) -> None:
    for n in range(more):
        module = ModulePageFactory(parent=tree.course["en"], number=str(n + 3), title=f"Further {n}")
        LessonPageFactory(parent=module, title=f"Lesson of {n}", body=points("<p>A point.</p>"))
    summary = type(tree.summary["en"]).objects.get(pk=tree.summary["en"].pk)
    with django_assert_num_queries(3):  # lessons, modules, outcomes
        assert len(summary._chapters()) == 2 + more


def test_a_course_without_modules_has_an_empty_one(tree: SiteTree, visitor: Visitor) -> None:
    for module in tree.modules["en"]:
        module.unpublish()
    assert visitor.get(tree.summary["en"]).status_code == 200
    assert chapters(visitor, tree.summary["en"]) == []
