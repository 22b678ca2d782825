"""How far a learner has come: percentages, and where she goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.outline import CourseOutline, ModuleOutline, Step
from courses.progress.state import CourseState, QuizState, course_state
from tests.courses.visitor import Visitor
from tests.factories import SiteTree
from tests.factories.questions import TYPES

# a1 a2 aq | b1 b2 bq
STEPS = ("a1", "a2", "aq", "b1", "b2", "bq")


def step(key: str) -> Step:
    return Step("quiz" if key.endswith("q") else "lesson", key, key.upper(), f"/{key}/")


def module(name: str) -> ModuleOutline:
    lessons = [step(f"{name}1"), step(f"{name}2")]
    return ModuleOutline(name, "1", name, f"/{name}/", "", "", lessons=lessons, quiz=step(f"{name}q"))


OUTLINE = CourseOutline("course", "Course", "/course/", "en", modules=[module("a"), module("b")])
PASSED, FAILED, OPEN = QuizState(best=80, passed=True), QuizState(best=20), QuizState(open=True)


def state(
    done: str = "", latest: str | None = None, outline: CourseOutline = OUTLINE, **quizzes: QuizState
) -> CourseState:
    return CourseState(outline, set(done.split()), quizzes, latest)


@pytest.mark.parametrize(
    ("learned", "goes_on_at"),
    [
        (state(), "a1"),
        (state("a1", "a1"), "a2"),
        (state("a1 a2", "a2"), "aq"),
        # After a quiz, passed or not, comes what follows it.
        (state("a1 a2", "aq", aq=PASSED), "b1"),
        (state("a1 a2", "aq", aq=FAILED), "b1"),
        # Who jumped ahead goes on from there, then comes back to what was left out.
        (state("b1", "b1"), "b2"),
        (state("b1 b2", "bq", bq=PASSED), "a1"),
        (state("a1 b1 b2", "bq", bq=PASSED), "a2"),
        # What is done already is passed over.
        (state("a1 a2 b1", "a1"), "aq"),
        (state("a1 a2 b1", "a1", aq=PASSED), "b2"),
        # An open quiz comes before all.
        (state("a1", "a1", aq=OPEN), "aq"),
        (state("a1 a2 b1", "b1", aq=OPEN), "aq"),
        (state("a1", "a1", aq=QuizState(best=90, passed=True, open=True)), "aq"),
        # A quiz that was not passed is all that is left.
        (state("a1 a2 b1 b2", "bq", aq=FAILED, bq=PASSED), "aq"),
        (state("a1 a2 b1 b2", "bq", aq=PASSED, bq=FAILED), "bq"),
        # What was done last has since been taken away.
        (state("gone a1", "gone"), "a2"),
        (state("a1 a2 b1 b2", "bq", aq=PASSED, bq=PASSED), None),
    ],
)
def test_a_learner_goes_on_at_the_right_place(learned: CourseState, goes_on_at: str | None) -> None:
    assert (learned.resume.key if learned.resume else None) == goes_on_at


def test_there_is_nothing_to_go_on_with_in_an_empty_course() -> None:
    empty = CourseState(CourseOutline("", "", "", "en"))
    assert empty.resume is None
    assert empty.course_percent == 0
    assert empty.begun is False


@pytest.mark.parametrize(
    ("learned", "course", "first", "second"),
    [
        (state(), 0, 0, 0),
        (state("a1"), 16, 33, 0),
        (state("a1 a2"), 33, 66, 0),
        (state("a1 a2", aq=PASSED), 50, 100, 0),
        (state("a1 a2", aq=FAILED), 33, 66, 0),
        (state("a1 a2", aq=OPEN), 33, 66, 0),
        (state("a1 a2 b1 b2", aq=PASSED), 83, 100, 66),
        (state("a1 a2 b1 b2", aq=PASSED, bq=PASSED), 100, 100, 100),
        (state("gone a1"), 16, 33, 0),
    ],
)
def test_progress_counts_lessons_read_and_quizzes_passed(
    learned: CourseState, course: int, first: int, second: int
) -> None:
    assert learned.course_percent == course
    assert [learned.module_percent(module) for module in OUTLINE.modules] == [first, second]


@given(done=st.sets(st.sampled_from([*STEPS, "gone"])), passed=st.sets(st.sampled_from(["aq", "bq"])))
def test_a_hundred_per_cent_means_that_nothing_is_left(done: set[str], passed: set[str]) -> None:
    learned = CourseState(OUTLINE, done, dict.fromkeys(passed, PASSED), next(iter(sorted(done)), None))
    assert 0 <= learned.course_percent <= 100
    assert (learned.course_percent == 100) is (learned.resume is None)


def test_a_quiz_counts_with_its_best_attempt(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, "single_choice")
    visitor.pass_quiz(quiz, attempt=2)
    visitor.take(quiz, attempt=3)
    reached = course_state(visitor.learner().pk, small_tree.course["en"].outline).quizzes[str(quiz.translation_key)]
    assert reached == QuizState(best=100, latest=0, passed=True, open=False, attempts=3)


def test_a_pass_stays_a_pass_when_the_editor_raises_the_mark(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[1:])
    quiz.pass_mark = 100
    quiz.save_revision().publish()
    assert course_state(visitor.learner().pk, small_tree.course["en"].outline).course_percent == 14


def test_the_latest_thing_done_is_found_among_lessons_and_quizzes(small_tree: SiteTree, visitor: Visitor) -> None:
    outline = small_tree.course["en"].outline
    first, second = small_tree.lessons["en"][:2]
    visitor.mark_read(second)
    visitor.mark_read(first)
    visitor.pass_quiz(small_tree.quiz["en"])
    learner = visitor.learner()
    assert course_state(learner.pk, outline).latest == str(small_tree.quiz["en"].translation_key)
    later = datetime.now(UTC) + timedelta(hours=1)
    learner.completions.filter(lesson_key=second.translation_key).update(completed_at=later)
    assert course_state(learner.pk, outline).latest == str(second.translation_key)


def test_nobody_has_done_nothing(small_tree: SiteTree) -> None:
    learned = course_state(None, small_tree.course["en"].outline)
    assert (learned.done, learned.quizzes, learned.latest, learned.begun) == (set(), {}, None, False)
