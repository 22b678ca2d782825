"""Reviewing: five questions at a time, each answered once, in any language, without a script."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.progress.models import QuizAttempt
from courses.review.models import ReviewAnswer, ReviewRound
from mimi.people.models import Learner
from tests.courses.review.reviewing import IDS, NAMES, begin, days_pass, fields, latest, see, send
from tests.courses.test_quiz_page import edit
from tests.courses.visitor import COOKIE, HTMX, Visitor
from tests.factories import SiteTree, UserFactory, grow
from tests.factories.questions import TYPES, question_data, question_id
from tests.factories.tree import quiz_name


@pytest.fixture
def learnt(small_tree: SiteTree, visitor: Visitor) -> SiteTree:
    """The tree, after the visitor has taken its first quiz and got half of it wrong, two days ago."""
    visitor.take(small_tree.quizzes["en"][0], "single_choice", "ordering", "gap_fill")
    days_pass(2)
    return small_tree


def waiting(visitor: Visitor, language: str = "en") -> int:
    return int(see(visitor, language=language).context["due"])


def test_what_was_answered_just_now_is_not_asked_again_today(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.take(small_tree.quiz["en"])
    assert waiting(visitor) == 0
    assert "The next questions come back on" in see(visitor).content.decode()
    begin(visitor)
    assert not ReviewRound.objects.exists()


def test_five_come_back_at_a_time_the_least_known_first(learnt: SiteTree, visitor: Visitor) -> None:
    assert waiting(visitor) == 6
    response = begin(visitor)
    assert (response.status_code, response.headers["Location"]) == (302, "/en/me/review/")
    names = [IDS[id_] for id_ in latest().questions]
    assert len(names) == 5
    # A story is no question to remember.
    wrong = {quiz_name(1, kind) for kind in ("multiple_choice", "true_false", "matching")}
    assert set(names[:3]) == wrong
    page = see(visitor)
    assert (page.context["position"], page.context["total"]) == (1, 5)
    assert f"Prompt of {names[0]}" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert "Explanation of" not in page.content.decode()


def test_a_round_goes_from_question_to_verdict_to_result(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    ids = latest().questions
    for n, id_ in enumerate(ids):
        assert see(visitor).context["current"].id == id_
        response = send(visitor, id_, right=n > 0)
        assert response.headers["Location"] == f"/en/me/review/?question={id_}"
        verdict = visitor.client.get(response.headers["Location"])
        assert verdict.context["grade"].correct is (n > 0)
        assert f"Explanation of {IDS[id_]}" in verdict.content.decode()
        assert "/course/module-1/lesson-1-1/" in verdict.context["lesson"].url
    assert verdict.context["next_url"] == "/en/me/review/?result=1"
    result = see(visitor, "?result=1")
    assert (result.context["correct"], result.context["total"]) == (4, 5)
    assert [row["prompt"] for row in result.context["missed"]] == [f"Prompt of {IDS[ids[0]]}"]
    # The sixth is left.
    assert waiting(visitor) == 1
    begin(visitor)
    assert len(latest().questions) == 1


def test_what_was_wrong_comes_back_before_what_was_right(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    first, *rest = latest().questions
    send(visitor, first, right=False)
    for id_ in rest:
        send(visitor, id_)
    days_pass(1)
    begin(visitor)
    assert first in latest().questions
    assert not set(rest) & set(latest().questions)


def test_a_review_changes_no_result_of_a_quiz(learnt: SiteTree, visitor: Visitor) -> None:
    before = list(QuizAttempt.objects.values())
    state = visitor.personal(learnt.course["en"])
    begin(visitor)
    for id_ in latest().questions:
        send(visitor, id_)
    assert list(QuizAttempt.objects.values()) == before
    assert visitor.personal(learnt.course["en"]) == state


def test_an_answer_in_a_quiz_counts_for_review(learnt: SiteTree, visitor: Visitor) -> None:
    assert waiting(visitor) == 6
    visitor.pass_quiz(learnt.quiz["en"], attempt=2)
    assert waiting(visitor) == 0


@pytest.mark.parametrize("name", NAMES[:6])
def test_every_kind_of_question_can_be_reviewed(small_tree: SiteTree, visitor: Visitor, name: str) -> None:
    id_ = question_id(name)
    visitor.answer(small_tree.quiz["nb"], name, fields(id_, right=False))
    days_pass(2)
    begin(visitor)
    assert see(visitor).context["current"].id == id_
    response = send(visitor, id_, headers=HTMX)
    assert "<html" not in response.content.decode()
    assert response.context["grade"].correct is True
    answer = ReviewAnswer.objects.get()
    assert (answer.correct, answer.share, answer.language) == (True, 1.0, "en")


def test_an_answer_sent_again_counts_once_and_the_first_counts(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    id_ = latest().questions[0]
    for right in (False, True, True):
        response = send(visitor, id_, right=right, headers=HTMX)
        assert response.context["grade"].correct is False
    assert ReviewAnswer.objects.count() == 1


@pytest.mark.parametrize("headers", [None, HTMX], ids=["page", "script"])
def test_no_answer_is_refused_with_the_reason(learnt: SiteTree, visitor: Visitor, headers: Any) -> None:
    begin(visitor)
    response = send(visitor, latest().questions[0], {}, headers=headers)
    assert response.status_code == (200 if headers else 422)
    assert 'role="alert"' in response.content.decode()
    assert ("<html" in response.content.decode()) is not bool(headers)
    assert not ReviewAnswer.objects.exists()


def test_the_language_changes_in_the_middle_and_nothing_is_lost(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    first, second, *_rest = latest().questions
    send(visitor, first)
    page = see(visitor, f"?question={first}", language="nb")
    assert f"Explanation of {IDS[first]} (nb)" in page.content.decode()
    assert f'href="/en/me/review/?question={first}"' in page.content.decode(), "the switch keeps the place"
    assert see(visitor, language="nb").context["current"].id == second
    send(visitor, second, language="nb")
    assert set(ReviewAnswer.objects.values_list("language", flat=True)) == {"en", "nb"}
    assert see(visitor).context["position"] == 3


def test_a_language_without_the_course_asks_in_the_source_language(learnt: SiteTree, visitor: Visitor) -> None:
    learnt.quizzes["nb"][0].unpublish()
    assert waiting(visitor, "nb") == 6
    begin(visitor, "nb")
    assert f"Prompt of {IDS[latest().questions[0]]}" in see(visitor, language="nb").content.decode()


def test_a_question_that_is_no_more_is_passed_over(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    gone, *rest = latest().questions
    lesson = learnt.lessons["en"][0].pk
    kept = [
        question_data(kind, quiz_name(1, kind), lesson=lesson)
        for kind in TYPES
        if question_id(quiz_name(1, kind)) != gone
    ]
    edit(learnt.quiz["en"], kept)
    page = see(visitor)
    assert (page.context["current"].id, page.context["position"], page.context["total"]) == (rest[0], 1, 4)
    assert send(visitor, gone, fields(gone)).headers["Location"] == "/en/me/review/"
    response = send(visitor, gone, fields(gone), headers=HTMX)
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/en/me/review/")
    for id_ in rest:
        send(visitor, id_)
    assert see(visitor, "?result=1").context["total"] == 4
    assert waiting(visitor) == 1


def test_a_round_of_which_nothing_is_left_makes_room_for_another(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    edit(learnt.quiz["en"], [question_data("true_false", "new")])
    for query in ("", "?result=1"):
        assert see(visitor, query).context["state"] == "start"
    assert waiting(visitor) == 0


def test_a_round_that_is_open_goes_on(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    send(visitor, latest().questions[0])
    begin(visitor)
    assert ReviewRound.objects.count() == 1
    assert see(visitor).context["position"] == 2


def test_somebody_who_has_done_nothing_is_told_so_and_gets_no_cookie(small_tree: SiteTree, visitor: Visitor) -> None:
    page = see(visitor)
    assert "Nothing is waiting" in page.content.decode()
    assert begin(visitor).status_code == 302
    assert visitor.cookie == ""
    assert not Learner.objects.exists()


@pytest.mark.parametrize("round_id", ["nonsense", "00000000-0000-0000-0000-000000000001", "of another"])
def test_nobody_answers_in_the_round_of_another(learnt: SiteTree, visitor: Visitor, round_id: str) -> None:
    begin(visitor)
    id_ = latest().questions[0]
    other = Visitor()
    other.mark_read(learnt.lessons["en"][0])
    sent = str(latest().pk) if round_id == "of another" else round_id
    assert send(other, id_, round_id=sent).headers["Location"] == "/en/me/review/"
    assert see(other, f"?question={id_}").context["state"] == "start"
    assert not ReviewAnswer.objects.exists()


def test_an_answer_needs_the_token_of_its_page(learnt: SiteTree, visitor: Visitor) -> None:
    begin(visitor)
    strict = Visitor(Client(enforce_csrf_checks=True))
    strict.client.cookies[COOKIE] = visitor.cookie
    id_ = latest().questions[0]
    assert send(strict, id_).status_code == 403
    token = str(see(strict).context["csrf_token"])
    assert send(strict, id_, {**fields(id_), "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("path", ["rounds", "answers", "letters"])
def test_what_changes_something_is_posted(client: Client, small_tree: SiteTree, path: str) -> None:
    assert client.get(f"/en/me/review/{path}/").status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("signed_in", [False, True], ids=["anonymous", "account"])
def test_rounds_begun_and_answers_sent_at_the_same_moment_count_once(signed_in: bool) -> None:
    tree, senders = grow(("en",)), 8
    visitor = Visitor()
    user: Any = UserFactory() if signed_in else None
    if user:
        visitor.client.force_login(user)
    visitor.take(tree.quiz["en"])
    days_pass(2)
    barrier = Barrier(senders)

    def at_once(number: int) -> tuple[int, int]:
        client = Client()
        if user:
            client.force_login(user)
        else:
            client.cookies[COOKIE] = visitor.cookie
        one = Visitor(client)
        try:
            barrier.wait(timeout=20)
            begun = begin(one).status_code
            barrier.wait(timeout=60)
            row = ReviewRound.objects.get()
            sent = send(one, row.questions[0], right=bool(number % 2), round_id=row.pk).status_code
            return begun, sent
        finally:
            connection.close()

    with ThreadPoolExecutor(senders) as pool:
        assert list(pool.map(at_once, range(senders))) == [(302, 302)] * senders
    assert ReviewRound.objects.count() == ReviewAnswer.objects.count() == 1
