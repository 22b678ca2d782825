"""How many queries the personal addresses take: an exact number, the same for one fact and for fifty."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.progress.models import LessonCompletion, QuizAnswer, QuizAttempt
from mimi.people.models import Learner
from tests.courses.visitor import HTMX, Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer
from tests.factories.tree import quiz_name

SINGLE = quiz_name(1, "single_choice")
facts = pytest.mark.parametrize("count", [1, 50])
Asserts = Callable[..., Any]


def with_facts(visitor: Visitor, tree: SiteTree, count: int) -> Learner:
    """Give a visitor that many lessons read and that many attempts; warm what is kept between requests."""
    visitor.mark_read(tree.lessons["en"][0])
    learner = Learner.objects.get()
    course = tree.course["en"].translation_key
    LessonCompletion.objects.bulk_create(
        LessonCompletion(learner=learner, course_key=course, lesson_key=uuid.uuid4(), language="en")
        for _ in range(count - 1)
    )
    attempts = QuizAttempt.objects.bulk_create(
        QuizAttempt(
            learner=learner,
            course_key=course,
            quiz_key=tree.quiz["en"].translation_key,
            number=number,
            language="en",
            finished_at=timezone.now(),
            points=1,
            points_possible=1,
            passed=True,
        )
        for number in range(1, count + 1)
    )
    QuizAnswer.objects.bulk_create(
        QuizAnswer(attempt=attempt, question_id=uuid.uuid4(), response="x", correct=True, share=1, language="en")
        for attempt in attempts
    )
    visitor.personal(tree.course["en"])
    visitor.my_learning()
    visitor.get(tree.quiz["en"], "?again=1")
    return learner


@facts
def test_what_is_personal_takes_two_queries(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts, count: int
) -> None:
    with_facts(visitor, small_tree, count)
    with django_assert_num_queries(2):  # completions, attempts
        assert len(visitor.personal(small_tree.course["en"])["done"]) == count


@facts
def test_what_is_personal_takes_five_queries_of_an_account(
    small_tree: SiteTree, client: Client, django_assert_num_queries: Asserts, count: int
) -> None:
    client.force_login(UserFactory())
    visitor = Visitor(client)
    with_facts(visitor, small_tree, count)
    with django_assert_num_queries(5):  # session, user, learner, completions, attempts
        assert len(visitor.personal(small_tree.course["en"])["done"]) == count


def test_what_is_personal_takes_no_query_of_a_stranger(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts
) -> None:
    visitor.personal(small_tree.course["en"])
    with django_assert_num_queries(0):
        visitor.personal(small_tree.course["en"])


@facts
def test_my_learning_takes_six_queries(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts, count: int
) -> None:
    with_facts(visitor, small_tree, count)
    with django_assert_num_queries(6):  # completions, attempts, all answers, notes, plans, saved practices
        assert visitor.my_learning().context["courses"][0]["done"] == 2


@facts
@pytest.mark.parametrize(
    ("query", "queries"),
    [("", 2), (f"?question={uuid.UUID(int=1)}", 2), ("?again=1", 1)],
    ids=["result", "question", "again"],
)
def test_a_quiz_page_takes_one_query_or_two(
    small_tree: SiteTree,
    visitor: Visitor,
    django_assert_num_queries: Asserts,
    count: int,
    query: str,
    queries: int,
) -> None:
    with_facts(visitor, small_tree, count)
    with django_assert_num_queries(queries):  # attempts, and the answers of the one shown
        assert visitor.get(small_tree.quiz["en"], query).status_code == 200


@facts
def test_an_answer_takes_few_short_queries_in_the_middle_of_an_attempt(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts, count: int
) -> None:
    quiz, other = small_tree.quiz["en"], quiz_name(1, "true_false")
    with_facts(visitor, small_tree, count)
    visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE), attempt=count + 1, headers=HTMX)
    Visitor().answer(quiz, other, right_answer("true_false", other))  # The version is kept for all who answer.
    with django_assert_num_queries(5):  # transaction, attempts, answer (insert), its end, answers
        visitor.answer(quiz, other, right_answer("true_false", other), attempt=count + 1, headers=HTMX)


@facts
def test_reading_a_lesson_takes_three_short_queries(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Asserts, count: int
) -> None:
    with_facts(visitor, small_tree, count)
    with django_assert_num_queries(3):  # learner, enrolment, completion (inserts)
        visitor.mark_read(small_tree.lessons["en"][1])
