"""What completes a course is the editor's to say, and the learner always sees what is still to do."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mimi.pages.cache import stamps
from tests.courses.visitor import Visitor
from tests.factories import SiteTree
from tests.factories.questions import TYPES


def ask(tree: SiteTree, **rules: bool) -> None:
    """Publish other rules in all languages, as synchronised fields do."""
    for course in tree.course.values():
        for name in ("asks_lessons", "asks_quizzes", "asks_assessment"):
            setattr(course, name, rules.get(name, False))
        course.save_revision().publish()
    stamps.view.refresh(now=True)


def course_of(visitor: Visitor, code: str = "en") -> dict[str, object]:
    (course,) = visitor.my_learning(code).context["courses"]
    return course  # type: ignore[no-any-return]


def read_all(tree: SiteTree, visitor: Visitor) -> None:
    for lesson in tree.lessons["en"]:
        visitor.mark_read(lesson)


def pass_all(tree: SiteTree, visitor: Visitor) -> None:
    visitor.pass_quiz(tree.quiz["en"])
    visitor.pass_quiz(tree.quizzes["en"][1], module=2)


def test_everything_is_asked_for_unless_an_editor_says_otherwise(small_tree: SiteTree, visitor: Visitor) -> None:
    read_all(small_tree, visitor)
    pass_all(small_tree, visitor)
    course = course_of(visitor)
    assert course["completed"] is False
    assert [(row["title"], row["why"]) for row in course["to_do"]] == [("Final assessment", "pass")]  # type: ignore[attr-defined]
    visitor.take_assessment(small_tree.assessment["en"])
    assert course_of(visitor)["completed"] is True
    assert visitor.personal(small_tree.course["en"])["course"] == 100


@pytest.mark.parametrize("rule", ["asks_lessons", "asks_quizzes", "asks_assessment"])
def test_one_rule_alone(small_tree: SiteTree, visitor: Visitor, rule: str) -> None:
    ask(small_tree, **{rule: True})
    todo = {"asks_lessons": read_all, "asks_quizzes": pass_all}.get(rule)
    visitor.mark_read(small_tree.lessons["en"][0])
    assert course_of(visitor)["completed"] is False
    if todo:
        todo(small_tree, visitor)
    else:
        visitor.take_assessment(small_tree.assessment["en"])
    assert course_of(visitor)["completed"] is True
    assert course_of(visitor, "nb")["completed"] is True


def test_what_is_to_do_stands_in_order_with_its_reason(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    visitor.take(small_tree.quiz["en"], *TYPES[4:])
    rows = course_of(visitor)["to_do"]
    assert [row["why"] for row in rows][:3] == ["read", "improve", "read"]  # type: ignore[attr-defined]
    html = visitor.my_learning().content.decode()
    assert "You pass with 70%; your best result is 42%." in html


def test_a_course_asks_for_something(small_tree: SiteTree) -> None:
    course = small_tree.course["en"]
    course.asks_lessons = course.asks_quizzes = course.asks_assessment = False
    with pytest.raises(ValidationError):
        course.clean()
