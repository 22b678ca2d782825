"""The final assessment: questions drawn from all modules, others on each try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.outline import live_courses
from courses.progress.models import LessonCompletion, QuizAnswer, QuizAttempt
from courses.progress.state import course_state
from mimi.pages.cache import stamps
from mimi.people.models import Learner
from tests.courses.test_quiz_page import text
from tests.courses.visitor import COOKIE, HTMX, QUESTIONS, Visitor, address
from tests.factories import SiteTree, UserFactory, grow
from tests.factories.questions import TYPES, question_id, right_answer
from tests.factories.tree import quiz_name
from tests.site.people.account import sign_in

SECRETS = ("Feedback to", "Explanation of", "is-right", "is-wrong", "correct", "patience", "at talk")


def modules_of(drawn: list[str]) -> list[int]:
    """Return how many questions were drawn from each module."""
    names = [QUESTIONS[id_][1] for id_ in drawn]
    return [sum(name.endswith(f"-{module}") for name in names) for module in (1, 2)]


def attempt_of(visitor: Visitor, tree: SiteTree) -> QuizAttempt:
    """Return the latest attempt at the assessment."""
    return visitor.attempts(tree.assessment["en"])[-1]


# --- Before ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?again=1", f"?question={question_id(quiz_name(1, 'single_choice'))}"])
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_it_begins_with_a_page_that_asks_nothing(
    small_tree: SiteTree, visitor: Visitor, query: str, headers: dict[str, str]
) -> None:
    response = visitor.get(small_tree.assessment["en"], query, headers=headers)
    assert response.status_code == 200
    assert response.context["state"] == "start"
    html = text(response)
    assert "Questions from all modules." in html
    assert "6 questions from all modules" in html
    assert "80%" in html
    for secret in (*SECRETS, "Prompt of", "Choice 1"):
        assert secret not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert not QuizAttempt.objects.exists()
    assert visitor.cookie == ""


def test_the_button_draws_questions_and_shows_the_first(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    response = visitor.start(assessment)
    assert (response.status_code, response.headers["Location"]) == (302, address(assessment))
    assert "no-store" in response.headers["Cache-Control"]
    attempt = QuizAttempt.objects.get()
    assert (attempt.quiz_key, attempt.course_key) == (
        assessment.translation_key,
        small_tree.course["en"].translation_key,
    )
    assert (attempt.number, attempt.language, attempt.is_open) == (1, "en", True)
    assert len(set(attempt.drawn)) == 6
    assert modules_of(attempt.drawn) == [3, 3]
    response = visitor.get(assessment)
    assert response.context["state"] == "question"
    assert response.context["current"].id == attempt.drawn[0]
    assert (response.context["position"], response.context["total"]) == (1, 6)
    assert f"Prompt of {QUESTIONS[attempt.drawn[0]][1]}" in text(response)


def test_no_more_is_drawn_than_there_is(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    assessment.question_count = 100
    assessment.save_revision().publish()
    stamps.view.refresh(now=True)
    assert visitor.get(assessment).context["draws"] == 2 * len(TYPES)
    visitor.start(assessment)
    assert len(attempt_of(visitor, small_tree).drawn) == 2 * len(TYPES)


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("put", 405), ("delete", 405)])
def test_questions_are_drawn_by_posting(small_tree: SiteTree, visitor: Visitor, method: str, status: int) -> None:
    url = f"/en/me/quizzes/{small_tree.assessment['en'].translation_key}/attempts/"
    assert getattr(visitor.client, method)(url).status_code == status
    assert not QuizAttempt.objects.exists()


def test_the_button_needs_the_token_of_its_page(small_tree: SiteTree) -> None:
    visitor = Visitor(Client(enforce_csrf_checks=True))
    assert visitor.start(small_tree.assessment["en"]).status_code == 403
    assert not QuizAttempt.objects.exists()


def test_a_quiz_draws_nothing(small_tree: SiteTree, visitor: Visitor) -> None:
    assert visitor.start(small_tree.quiz["en"]).status_code == 404


# --- Drawing ---------------------------------------------------------------------------------------------------------


def test_a_second_press_goes_on_with_the_same_questions(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.start(small_tree.assessment["en"])
    drawn = attempt_of(visitor, small_tree).drawn
    visitor.start(small_tree.assessment["en"])
    visitor.start(small_tree.assessment["nb"])
    assert QuizAttempt.objects.get().drawn == drawn


def test_each_try_draws_anew_and_takes_fresh_questions_first(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    first = visitor.take_assessment(assessment)
    assert visitor.get(assessment, "?again=1").context["state"] == "start"
    second = visitor.take_assessment(assessment)
    # Three of seven each time: no question comes twice in a row.
    assert not set(first) & set(second)
    third = visitor.take_assessment(assessment)
    assert not set(second) & set(third)
    assert modules_of(first) == modules_of(second) == modules_of(third) == [3, 3]
    assert [attempt.number for attempt in visitor.attempts(assessment)] == [1, 2, 3]


def test_everybody_gets_her_own_draw_in_her_own_order(small_tree: SiteTree) -> None:
    for _ in range(8):
        Visitor().start(small_tree.assessment["en"])
    draws = [tuple(drawn) for drawn in QuizAttempt.objects.values_list("drawn", flat=True)]
    assert len(set(draws)) > 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "account"])
@pytest.mark.parametrize("before", [0, 1], ids=["first", "again"])
def test_presses_at_the_same_moment_begin_one_attempt(signed_in: bool, before: int) -> None:
    tree, senders = grow(("en",)), 8
    assessment = tree.assessment["en"]
    visitor = Visitor()
    user: Any = UserFactory() if signed_in else None
    if user:
        visitor.client.force_login(user)
    visitor.mark_read(tree.lessons["en"][0])
    for _ in range(before):
        visitor.take_assessment(assessment)
    visitor.get(assessment)
    barrier = Barrier(senders)

    def press(_number: int) -> int:
        client = Client()
        if user is None:
            client.cookies[COOKIE] = visitor.cookie
        else:
            client.force_login(user)
        try:
            barrier.wait(timeout=20)
            return int(Visitor(client).start(assessment).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(senders) as pool:
        assert list(pool.map(press, range(senders))) == [302] * senders
    attempts = visitor.attempts(assessment)
    assert len(attempts) == before + 1
    assert [attempt.is_open for attempt in attempts] == [False] * before + [True]
    assert len(attempts[-1].drawn) == 6


# --- Answering -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_the_page_holds_no_key(small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]) -> None:
    assessment = small_tree.assessment["en"]
    assessment.question_count = 100
    assessment.save_revision().publish()
    stamps.view.refresh(now=True)
    visitor.start(assessment)
    for id_ in attempt_of(visitor, small_tree).drawn:
        html = text(visitor.get(assessment, f"?question={id_}", headers=headers))
        assert f"Prompt of {QUESTIONS[id_][1]}" in html
        for secret in SECRETS:
            assert secret not in html


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_question_that_was_not_drawn_cannot_be_answered(
    small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]
) -> None:
    assessment = small_tree.assessment["en"]

    def refused(id_: str, attempt: int = 1) -> None:
        kind, name = QUESTIONS[id_]
        response = visitor.answer(assessment, name, right_answer(kind, name), attempt=attempt, headers=headers)
        if headers:
            assert (response.status_code, response.headers["HX-Redirect"]) == (204, address(assessment))
        else:
            assert (response.status_code, response.headers["Location"]) == (302, address(assessment))
        assert not QuizAnswer.objects.exists()

    for id_ in QUESTIONS:
        refused(id_)
    assert not Learner.objects.exists()
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    for id_ in QUESTIONS:
        if id_ not in drawn:
            refused(id_)
            refused(id_, attempt=7)
            assert visitor.get(assessment, f"?question={id_}").context["current"].id == drawn[0]


def test_each_drawn_question_is_judged_and_leads_to_the_next(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    for n, id_ in enumerate(drawn):
        kind, name = QUESTIONS[id_]
        response = visitor.answer(assessment, name, right_answer(kind, name), headers=HTMX)
        assert response.context["state"] == "feedback"
        assert response.context["grade"].correct
        assert response.context["position"] == n + 1
        following = f"?question={drawn[n + 1]}" if n < 5 else "?result=1"
        assert response.context["next_url"] == address(assessment) + following
        module = int(name[-1])
        assert response.context["lesson"].url == address(small_tree.lessons["en"][2 * (module - 1)])


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_refused_answer_shows_its_question_again(
    small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]
) -> None:
    assessment = small_tree.assessment["en"]
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    name = QUESTIONS[drawn[3]][1]
    response = visitor.answer(assessment, name, {}, headers=headers)
    assert response.status_code == (200 if headers else 422)
    assert 'role="alert"' in text(response)
    assert f"Prompt of {name}" in text(response)
    assert response.context["position"] == 4


def test_it_goes_on_in_another_language(site_tree: SiteTree, visitor: Visitor) -> None:
    english, greek = site_tree.assessment["en"], site_tree.assessment["el"]
    visitor.start(english)
    drawn = attempt_of(visitor, site_tree).drawn
    visitor.answer_drawn(english, drawn[:2])
    response = visitor.get(greek)
    assert (response.context["current"].id, response.context["position"], response.context["total"]) == (drawn[2], 3, 6)
    assert f"Prompt of {QUESTIONS[drawn[2]][1]} (el)" in text(response)
    visitor.answer_drawn(greek, drawn[2:])
    assert visitor.get(site_tree.assessment["de"]).context["result"]["percent"] == 100


# --- The result ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrong", "percent", "passed"), [(0, 100, True), (1, 80, True), (2, 60, False), (5, 0, False)])
def test_it_is_passed_with_four_fifths(
    small_tree: SiteTree, visitor: Visitor, wrong: int, percent: int, passed: bool
) -> None:
    assessment, course = small_tree.assessment["en"], small_tree.course["en"]
    assessment.question_count = 5
    assessment.save_revision().publish()
    stamps.view.refresh(now=True)
    drawn = visitor.take_assessment(assessment, wrong=wrong)
    response = visitor.get(assessment)
    result = response.context["result"]
    assert (result["percent"], result["passed"], result["pass_mark"]) == (percent, passed, 80)
    assert (result["correct"], result["total"]) == (5 - wrong, 5)
    assert [(row["number"], row["prompt"]) for row in result["missed"]] == [
        (n, f"Prompt of {QUESTIONS[id_][1]}") for n, id_ in enumerate(drawn[:wrong], start=1)
    ]
    for row, id_ in zip(result["missed"], drawn, strict=False):
        lesson = small_tree.lessons["en"][2 * (int(QUESTIONS[id_][1][-1]) - 1)]
        assert row["lesson"].url == address(lesson)
        assert f'href="{address(lesson)}"' in text(response)
    assert response.context["next"].url == address(small_tree.summary["en"])
    assert course_state(visitor.learner().pk, course.outline).course_percent == (14 if passed else 0)
    told = visitor.personal(course)["quizzes"][str(assessment.translation_key)]
    assert told == {"best": percent, "latest": percent, "passed": passed, "open": False}


def test_an_open_one_is_where_to_go_on(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.start(small_tree.assessment["en"])
    assert visitor.personal(small_tree.course["en"])["resume"]["url"] == address(small_tree.assessment["en"])
    assert visitor.my_learning().context["courses"][0]["assessment"]["open"] is True


# --- Signing in ------------------------------------------------------------------------------------------------------


def test_the_draw_moves_into_the_account(small_tree: SiteTree, visitor: Visitor) -> None:
    UserFactory(email="alice@example.org")
    assessment = small_tree.assessment["en"]
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    visitor.answer_drawn(assessment, drawn[:2])
    sign_in(visitor.client, "alice@example.org")
    response = visitor.get(assessment)
    assert (response.context["current"].id, response.context["position"]) == (drawn[2], 3)
    visitor.answer_drawn(assessment, drawn[2:])
    assert visitor.get(assessment).context["result"]["percent"] == 100
    assert QuizAttempt.objects.get().drawn == drawn


@pytest.mark.parametrize(("mine", "theirs"), [(1, 4), (4, 1), (2, 2), (0, 0), (0, 1)])
def test_of_two_open_ones_with_other_questions_that_with_more_answers_goes_on(
    small_tree: SiteTree, visitor: Visitor, mine: int, theirs: int
) -> None:
    assessment = small_tree.assessment["en"]
    account, both = UserFactory(email="alice@example.org"), []
    elsewhere = Visitor()
    elsewhere.client.force_login(account)
    for who, answered in ((elsewhere, mine), (visitor, theirs)):
        who.start(assessment)
        attempt = QuizAttempt.objects.order_by("started_at").last()
        assert attempt
        who.answer_drawn(assessment, attempt.drawn[:answered])
        both.append(attempt)
    # Whatever was drawn, the two must differ here.
    both[1].drawn = [*both[1].drawn[:5], next(id_ for id_ in QUESTIONS if id_ not in (*both[0].drawn, *both[1].drawn))]
    both[1].save()

    sign_in(visitor.client, "alice@example.org")

    on, off = (both[1], both[0]) if theirs > mine else (both[0], both[1])
    on.refresh_from_db()
    off.refresh_from_db()
    assert (on.is_open, off.is_open, off.merged_into_id) == (True, False, on.pk)
    assert {on.number, off.number} == {1, 2}
    for attempt, answered in ((on, max(mine, theirs)), (off, min(mine, theirs))):
        assert {str(answer.question_id) for answer in attempt.answers.all()} >= set(attempt.drawn[:answered])
        assert attempt.answers.filter(question_id__in=list(QUESTIONS)).count() == answered
    # Pages that were open in either browser lead to the one that goes on.
    assert visitor.get(assessment).context["position"] == 1 + max(mine, theirs)
    assert visitor.get(assessment).context["attempt_number"] == on.number
    visitor.answer_drawn(assessment, on.drawn[max(mine, theirs) :], attempt=off.number)
    assert visitor.get(assessment).context["result"]["percent"] == 100
    assert visitor.get(assessment, "?again=1").context["state"] == "start"


# --- What it costs ---------------------------------------------------------------------------------------------------


def test_it_takes_one_query_or_two(small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Any) -> None:
    assessment = small_tree.assessment["en"]
    visitor.get(assessment)
    with django_assert_num_queries(0):  # nobody has anything
        visitor.get(assessment)
    visitor.start(assessment)
    visitor.get(assessment)
    with django_assert_num_queries(2):  # attempts, answers
        visitor.get(assessment)


# --- The last thing of a course --------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
@pytest.mark.parametrize(("signed_in", "led"), [(True, "/en/me/certificates/"), (False, "/en/accounts/signup/")])
def test_its_result_leads_to_the_certificate_once_the_course_is_completed(
    small_tree: SiteTree, visitor: Visitor, headers: dict[str, str], signed_in: bool, led: str
) -> None:
    if signed_in:
        visitor.client.force_login(UserFactory())
    assessment = small_tree.assessment["en"]
    visitor.take_assessment(assessment)
    before = visitor.get(assessment, "?result=1", headers=headers)
    assert before.context["result"]["passed"]
    assert "You have completed" not in text(before)
    facts = {"learner": visitor.learner(), "course_key": small_tree.course["en"].translation_key, "language": "en"}
    for step in live_courses("en")[0].required:
        if step.kind == "lesson":
            LessonCompletion.objects.create(lesson_key=step.key, **facts)
        elif step.key != str(assessment.translation_key):
            QuizAttempt.objects.create(quiz_key=step.key, finished_at=timezone.now(), passed=True, **facts)
    after = visitor.get(assessment, "?result=1", headers=headers)
    assert "You have completed" in text(after)
    assert f'href="{led}' in after.content.decode()


def test_who_fails_it_is_led_to_no_certificate(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    visitor.take_assessment(assessment, wrong=6)
    assert "completed" not in visitor.get(assessment, "?result=1").context
