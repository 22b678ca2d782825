"""The live outline of a course."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from courses.models import CoursePage, LessonPage
from courses.outline import CourseOutline, ModuleOutline, course_outline, live_courses, reading_minutes
from mimi.pages.cache import stamps
from tests.courses.visitor import Visitor, address
from tests.factories import CoursePageFactory, SiteTree


def outline(tree: SiteTree, language: str = "en") -> CourseOutline:
    stamps.view.refresh(now=True)
    return course_outline(CoursePage.objects.get(pk=tree.course[language].pk))


def test_it_holds_modules_lessons_and_quizzes_in_their_order(small_tree: SiteTree) -> None:
    course = outline(small_tree)
    assert (course.title, course.url, course.language) == ("Course", "/en/course/", "en")
    assert [step.title for step in course.steps] == [
        "Lesson 1.1",
        "Lesson 1.2",
        "Quiz 1",
        "Lesson 2.1",
        "Lesson 2.2",
        "Quiz 2",
        "Final assessment",
    ]
    assert [step.url for step in course.steps] == [
        address(page)
        for lessons, quiz in zip(
            (small_tree.lessons["en"][:2], small_tree.lessons["en"][2:]), small_tree.quizzes["en"], strict=True
        )
        for page in (*lessons, quiz)
    ] + [address(small_tree.assessment["en"])]
    assert course.ending
    assert course.ending.url == address(small_tree.summary["en"])
    assert (course.minutes, course.modules[0].minutes) == (16, 8)
    quiz = course.modules[0].quiz
    assert quiz
    assert (quiz.questions, quiz.pass_mark) == (7, 70)
    assert course.assessment
    assert (course.assessment.questions, course.assessment.pass_mark) == (6, 80)
    assert course.module_with(course.assessment.key) is None


def test_each_language_has_its_own_with_the_same_keys(small_tree: SiteTree) -> None:
    english, norwegian = outline(small_tree), outline(small_tree, "nb")
    assert [step.key for step in english.steps] == [step.key for step in norwegian.steps]
    assert norwegian.steps[0].title == "Lesson 1.1 (nb)"
    assert norwegian.url == "/nb/course-nb/"


def test_neighbours_cross_from_module_to_module(small_tree: SiteTree) -> None:
    course = outline(small_tree)
    steps = course.steps
    for before, after in itertools.pairwise(steps):
        assert course.step_after(before.key) == after
        assert course.step_before(after.key) == before
    assert course.step_before(steps[0].key) is None
    assert course.step_after(steps[-1].key) is None
    assert course.step_after("made-up") is None
    first, second = course.modules
    assert (course.module_before(first.key), course.module_after(first.key)) == (None, second)
    assert (course.module_before(second.key), course.module_after(second.key)) == (first, None)
    assert first.position(steps[1].key) == 2
    assert first.position(steps[3].key) == 0
    assert course.module_with(steps[4].key) == second


def test_what_is_not_live_is_not_in_it(small_tree: SiteTree) -> None:
    outline(small_tree)
    small_tree.lessons["en"][0].unpublish()
    small_tree.quiz["en"].unpublish()
    assert [step.title for step in outline(small_tree).modules[0].steps] == ["Lesson 1.2"]
    small_tree.modules["en"][1].unpublish()
    assert len(outline(small_tree).modules) == 1
    small_tree.course["en"].unpublish()
    assert outline(small_tree) == CourseOutline(key="", title="", url="", language="")


@pytest.mark.parametrize("change", ["publish", "move", "delete", "slug"])
def test_it_follows_what_editors_do(small_tree: SiteTree, change: str) -> None:
    first, second = (LessonPage.objects.get(pk=lesson.pk) for lesson in small_tree.lessons["en"][:2])
    assert outline(small_tree).steps[0].title == "Lesson 1.1"
    if change == "publish":
        first.title = "Renamed"
        first.save_revision().publish()
    elif change == "move":
        first.move(second, pos="right")
    elif change == "delete":
        first.delete()
    else:
        first.slug = "renamed"
        first.save_revision().publish()
    step: Any = outline(small_tree).steps[0]
    if change == "publish":
        assert step.title == "Renamed"
    elif change == "slug":
        assert step.url == "/en/course/module-1/renamed/"
    else:
        assert step.title == "Lesson 1.2"


def test_another_course_is_another_outline(small_tree: SiteTree) -> None:
    assert [course.title for course in live_courses("en")] == ["Course"]
    other = CoursePageFactory(parent=small_tree.home["en"], title="Second course")
    other.save_revision().publish()
    stamps.view.refresh(now=True)
    assert [course.title for course in live_courses("en")] == ["Course", "Second course"]
    assert live_courses("en")[1].steps == []
    assert [course.title for course in live_courses("nb")] == ["Course (nb)"]


def test_a_module_that_is_a_draft_knows_itself(small_tree: SiteTree) -> None:
    module = small_tree.modules["en"][0]
    draft = ModuleOutline.of_draft(module)
    assert (draft.title, draft.number, draft.steps) == ("Module 1", "1", [])


def test_pages_show_the_outline(small_tree: SiteTree, visitor: Visitor) -> None:
    tree = small_tree

    def shown(page: Any) -> dict[str, Any]:
        names = ("modules", "previous_module", "next_module", "quiz", "position", "total", "previous", "next")
        context = visitor.get(page).context
        found = {name: context[name] for name in names if name in context}
        return {name: value() if callable(value) else value for name, value in found.items()}

    assert [module.title for module in shown(tree.course["en"])["modules"]] == ["Module 1", "Module 2"]
    second = shown(tree.modules["en"][1])
    assert second["previous_module"].url == address(tree.modules["en"][0])
    assert second["next_module"] is None
    assert second["quiz"].url == address(tree.quizzes["en"][1])
    lesson = shown(tree.lessons["en"][2])
    assert (lesson["position"], lesson["total"]) == (1, 2)
    assert lesson["previous"].url == address(tree.quiz["en"])
    assert lesson["next"].url == address(tree.lessons["en"][3])


@pytest.mark.parametrize(("words", "minutes"), [(0, 3), (600, 3), (601, 4), (1000, 5), (1001, 6)])
def test_two_hundred_words_are_read_in_a_minute(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes
