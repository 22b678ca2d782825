"""Sending an answer: what counts, what is refused, and what happens when it is sent twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.progress.models import QuizAnswer, QuizAttempt
from mimi.pages.cache import stamps
from mimi.people.models import Learner
from tests.courses.visitor import COOKIE, HTMX, Visitor, address
from tests.factories import SiteTree, UserFactory, grow
from tests.factories.questions import TYPES, choice_id, question_id, right_answer, wrong_answer
from tests.factories.tree import quiz_name

every_type = pytest.mark.parametrize("kind", TYPES)
SINGLE = quiz_name(1, "single_choice")
RIGHT, WRONG = right_answer("single_choice", SINGLE), wrong_answer("single_choice", SINGLE)


@every_type
def test_an_answer_is_kept_with_its_grade_points_and_language(
    small_tree: SiteTree, visitor: Visitor, kind: str
) -> None:
    name = quiz_name(1, kind)
    visitor.answer(small_tree.quiz["nb"], name, right_answer(kind, name))
    answer = QuizAnswer.objects.get(question_id=question_id(name))
    assert (answer.correct, answer.share, answer.points_possible, answer.language) == (True, 1.0, 1, "nb")
    assert answer.attempt.quiz_key == small_tree.quiz["en"].translation_key
    assert answer.attempt.course_key == small_tree.course["en"].translation_key


@every_type
def test_with_a_script_the_verdict_comes_at_once(small_tree: SiteTree, visitor: Visitor, kind: str) -> None:
    quiz, name = small_tree.quiz["en"], quiz_name(1, kind)
    response = visitor.answer(quiz, name, wrong_answer(kind, name), headers=HTMX)
    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "<html" not in html
    assert f"Explanation of {name}" in html
    assert response.context["grade"].correct is False


def test_the_first_answer_counts(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.answer(small_tree.quiz["en"], SINGLE, WRONG)
    response = visitor.answer(small_tree.quiz["en"], SINGLE, RIGHT, headers=HTMX)
    assert response.context["grade"].correct is False
    assert QuizAnswer.objects.get().correct is False


def test_a_repeated_submission_counts_once(small_tree: SiteTree, visitor: Visitor) -> None:
    for _ in range(3):
        visitor.answer(small_tree.quiz["en"], SINGLE, RIGHT)
    assert QuizAttempt.objects.count() == QuizAnswer.objects.count() == 1


def test_an_answer_sent_to_a_finished_attempt_changes_nothing(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz)
    response = visitor.answer(quiz, SINGLE, RIGHT, headers=HTMX)
    assert response.context["grade"].correct is False
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.points_possible, attempt.passed) == (0.0, 7, False)


@every_type
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_no_answer_is_refused_with_the_reason_and_keeps_nothing(
    small_tree: SiteTree, visitor: Visitor, kind: str, headers: dict[str, str]
) -> None:
    response = visitor.answer(small_tree.quiz["en"], quiz_name(1, kind), {}, headers=headers)
    # htmx swaps no error page in, so a script is told in words only.
    assert response.status_code == (200 if headers else 422)
    html = response.content.decode()
    assert 'role="alert"' in html
    assert f"Prompt of {quiz_name(1, kind)}" in html
    assert ("<html" in html) is not bool(headers)
    assert "Explanation of" not in html
    assert not Learner.objects.exists()
    assert visitor.cookie == ""


def test_the_reason_is_given_in_the_readers_language(small_tree: SiteTree, visitor: Visitor) -> None:
    html = visitor.answer(small_tree.quiz["nb"], SINGLE, {}).content.decode()
    assert '<html lang="nb"' in html
    assert "Prompt of single_choice-1 (nb)" in html


def test_a_refused_answer_keeps_what_was_chosen(small_tree: SiteTree, visitor: Visitor) -> None:
    name = quiz_name(1, "ordering")
    chosen, other = choice_id(name, "second"), choice_id(name, "first")
    fields = {f"position-{chosen}": "1", f"position-{other}": "1"}
    response = visitor.answer(small_tree.quiz["en"], name, fields)
    assert {choice.id: choice.position for choice in response.context["choices"]} == {
        chosen: 1,
        other: 1,
        choice_id(name, "third"): None,
    }
    assert "Give every item a place." in response.content.decode()
    name = quiz_name(1, "multiple_choice")
    response = visitor.answer(small_tree.quiz["en"], name, {"answer": [choice_id(name, "right"), "made-up"]})
    assert [choice.selected for choice in response.context["choices"]] == [True, False, False]


def test_an_empty_answer_to_an_answered_question_shows_what_was_answered(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    quiz = small_tree.quiz["en"]
    visitor.answer(quiz, SINGLE, RIGHT)
    response = visitor.answer(quiz, SINGLE, {})
    assert response.headers["Location"] == f"{address(quiz)}?question={question_id(SINGLE)}"
    assert visitor.answer(quiz, SINGLE, {}, headers=HTMX).context["state"] == "feedback"


def test_an_empty_answer_to_a_finished_attempt_begins_no_other(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz)
    visitor.answer(quiz, SINGLE, {})
    assert QuizAttempt.objects.count() == 1


@pytest.mark.parametrize("number", ["7", "0", "-1", "", "two", "99999999999999999999"])
def test_an_attempt_with_a_number_that_cannot_be_is_the_next_one(
    small_tree: SiteTree, visitor: Visitor, number: str
) -> None:
    visitor.answer(small_tree.quiz["en"], SINGLE, {**RIGHT, "attempt": number})
    assert QuizAttempt.objects.get().number == 1


def test_nobody_has_two_attempts_at_once(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz, name = small_tree.quiz["en"], quiz_name(1, "true_false")
    visitor.answer(quiz, SINGLE, RIGHT)
    visitor.answer(quiz, name, right_answer("true_false", name), attempt=2)
    assert QuizAttempt.objects.get().answers.count() == 2


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_an_answer_is_posted(small_tree: SiteTree, visitor: Visitor, method: str) -> None:
    url = f"/en/me/quizzes/{small_tree.quiz['en'].translation_key}/answers/"
    assert getattr(visitor.client, method)(url).status_code == 405


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
    ],
)
def test_an_answer_from_another_site_is_refused(small_tree: SiteTree, headers: dict[str, str], status: int) -> None:
    visitor = Visitor(Client(enforce_csrf_checks=True))
    assert visitor.answer(small_tree.quiz["en"], SINGLE, RIGHT, headers=headers).status_code == status
    assert QuizAnswer.objects.count() == (1 if status == 302 else 0)


def test_points_of_a_question_weigh(small_tree: SiteTree, visitor: Visitor) -> None:
    from tests.courses.test_quiz_page import edit
    from tests.factories.questions import question_data

    quiz = small_tree.quiz["en"]
    edit(quiz, [question_data("single_choice", SINGLE, points=3), question_data("true_false", "light", points=1)])
    visitor.answer(quiz, SINGLE, RIGHT)
    visitor.answer(quiz, "light", wrong_answer("true_false", "light"))
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.points_possible, attempt.percent, attempt.passed) == (3.0, 4, 75, True)


def test_a_score_just_below_the_mark_does_not_pass() -> None:
    assert QuizAttempt(points=2 / 3, points_possible=1).percent == 66
    assert QuizAttempt(points=69.99, points_possible=100).percent == 69
    assert QuizAttempt(points=0.1 + 0.2 + 0.4, points_possible=1).percent == 70
    assert QuizAttempt(points=0, points_possible=0).percent == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "account"])
def test_answers_sent_at_the_same_moment_count_once(signed_in: bool) -> None:
    tree, senders = grow(("en",)), 8
    quiz = tree.quiz["en"]
    visitor = Visitor()
    user: Any = UserFactory() if signed_in else None
    if user is None:
        visitor.mark_read(tree.lessons["en"][0])
    barrier = Barrier(senders)

    def send(number: int) -> int:
        client = Client()
        if user is None:
            client.cookies[COOKIE] = visitor.cookie
        else:
            client.force_login(user)
        try:
            barrier.wait(timeout=20)
            return int(Visitor(client).answer(quiz, SINGLE, RIGHT if number % 2 else WRONG).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(senders) as pool:
        assert list(pool.map(send, range(senders))) == [302] * senders
    assert Learner.objects.count() == 1
    assert QuizAttempt.objects.count() == 1
    assert QuizAnswer.objects.count() == 1
    assert visitor.learner().enrolments.count() == 1


@every_type
def test_a_verdict_that_is_kept_is_shown_only_to_who_gave_that_answer(small_tree: SiteTree, kind: str) -> None:
    quiz, name = small_tree.quiz["en"], quiz_name(1, kind)
    right, wrong = right_answer(kind, name), wrong_answer(kind, name)
    shown = [Visitor().answer(quiz, name, fields, headers=HTMX).content for fields in (right, wrong, right, wrong)]
    assert shown[:2] == shown[2:]
    assert shown[0] != shown[1]


def test_a_verdict_that_is_kept_says_how_far_she_is_herself(small_tree: SiteTree) -> None:
    quiz, other = small_tree.quiz["en"], quiz_name(1, "true_false")
    first, second = Visitor(), Visitor()
    second.answer(quiz, other, right_answer("true_false", other))
    shown = [one.answer(quiz, SINGLE, RIGHT, headers=HTMX).content.decode() for one in (first, second)]
    done = [100 * answered // len(TYPES) for answered in (1, 2)]
    assert [f'value="{percent}"' in html for percent, html in zip(done, shown, strict=True)] == [True, True]


def test_a_verdict_that_is_kept_is_made_anew_with_its_question(small_tree: SiteTree) -> None:
    quiz = small_tree.quiz["en"]
    assert f"Explanation of {SINGLE}" in Visitor().answer(quiz, SINGLE, RIGHT, headers=HTMX).content.decode()
    questions = json.dumps(list(quiz.questions.raw_data), ensure_ascii=False)
    quiz.questions = questions.replace(f"Explanation of {SINGLE}", "Why it is so")
    quiz.save_revision().publish()
    stamps.view.refresh(now=True)
    assert "Why it is so" in Visitor().answer(quiz, SINGLE, RIGHT, headers=HTMX).content.decode()
