"""Living through a story: each decision is kept at once, and nothing on the way traps a learner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from courses.progress.models import QuizAnswer, QuizAttempt
from tests.courses.questions.test_scenario import STORY, id_of, scenes
from tests.courses.test_quiz_page import edit
from tests.courses.visitor import COOKIE, HTMX, Visitor, address
from tests.factories import SiteTree, UserFactory, grow
from tests.factories.questions import question_data, question_id, right_answer
from tests.site.people.account import sign_in

QUERY = f"?question={question_id('story')}"


def stored(language: str = "en", changed: Any = None) -> list[dict[str, Any]]:
    """Return a quiz of a story and one more question."""
    return [
        question_data("scenario", "story", language=language, scenes=scenes(changed, language)),
        question_data("true_false", "end", language=language),
    ]


@pytest.fixture
def tree(small_tree: SiteTree) -> SiteTree:
    """The small site, with a story in its first quiz."""
    for language in small_tree.languages:
        edit(small_tree.quiz[language], stored(language))
    return small_tree


def decide(visitor: Visitor, quiz: Any, *names: str, headers: Any = None, attempt: int = 1) -> Any:
    return visitor.answer(quiz, "story", {"answer": id_of(*names)}, headers=headers, attempt=attempt)


def kept(attempt: QuizAttempt | None = None) -> dict[str, Any]:
    """Return what is kept of the story, by ids of scenes and the question."""
    rows = QuizAnswer.objects.filter(attempt=attempt or QuizAttempt.objects.get())
    return {str(id_): response for id_, response in rows.values_list("question_id", "response")}


def at(response: Any) -> tuple[str, int]:
    """Return the scene that a response shows, and how many decisions are behind it."""
    assert response.context["state"] == "question"
    return response.context["scene"], len(response.context["past"])


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_story_is_lived_through_step_by_step(tree: SiteTree, visitor: Visitor, headers: dict[str, str]) -> None:
    quiz = tree.quiz["en"]

    def step(*names: str) -> Any:
        response = decide(visitor, quiz, *names, headers=headers)
        if headers:
            assert response.status_code == 200
            assert "<html" not in response.content.decode()
            return response
        assert (response.status_code, response.headers["Location"]) == (302, address(quiz) + QUERY)
        return visitor.client.get(response.headers["Location"])

    assert at(visitor.get(quiz)) == ("Scene door of story", 0)
    response = step("door", "remind")
    assert at(response) == ("Scene walk of story", 1)
    html = response.content.decode()
    assert "Feedback to remind at door of story" in html
    assert "Decision remind at door of story" in html
    for secret in ("Explanation of", "Feedback to ask", "at talk", "Scene talk", "Feedback to wait"):
        assert secret not in html
    assert at(step("walk", "wait")) == ("Scene talk of story", 2)
    response = step("talk", "listen")
    assert response.context["state"] == "feedback"
    assert response.context["grade"].share == pytest.approx(4 / 6)
    html = response.content.decode()
    for told in (
        "Explanation of story",
        "Feedback to remind",
        "Feedback to wait",
        "Feedback to listen",
        "Partly right",
    ):
        assert told in html


def test_each_decision_is_kept_at_once(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    assert kept() == {id_of("door"): id_of("door", "ask")}
    assert at(visitor.get(quiz)) == ("Scene talk of story", 1), "after a reload"
    assert at(visitor.get(quiz, QUERY)) == ("Scene talk of story", 1)
    assert visitor.get(quiz).context["percent"] == 0
    assert not QuizAttempt.objects.get().finished_at


def test_a_story_goes_on_in_another_language(tree: SiteTree, visitor: Visitor) -> None:
    decide(visitor, tree.quiz["nb"], "door", "ask")
    response = visitor.get(tree.quiz["en"])
    assert at(response) == ("Scene talk of story", 1)
    assert response.context["past"][0].text == "Decision ask at door of story"
    decide(visitor, tree.quiz["en"], "talk", "listen")
    told = visitor.get(tree.quiz["nb"], QUERY).content.decode()
    assert "Feedback to listen at talk of story (nb)" in told
    assert set(QuizAnswer.objects.values_list("language", flat=True)) == {"nb", "en"}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_decision_sent_twice_counts_once(tree: SiteTree, visitor: Visitor, headers: dict[str, str]) -> None:
    quiz = tree.quiz["en"]
    for _ in range(3):
        response = decide(visitor, quiz, "door", "ask", headers=headers)
        assert response.status_code == (200 if headers else 302)
    assert kept() == {id_of("door"): id_of("door", "ask")}
    for _ in range(3):
        decide(visitor, quiz, "talk", "listen", headers=headers)
    assert len(kept()) == 3


def test_a_tab_that_fell_behind_is_shown_where_the_story_stands(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    response = decide(visitor, quiz, "door", "remind", headers=HTMX)
    assert at(response) == ("Scene talk of story", 1)
    assert 'role="alert"' not in response.content.decode()
    assert kept() == {id_of("door"): id_of("door", "ask")}
    decide(visitor, quiz, "talk", "speak")
    assert decide(visitor, quiz, "talk", "listen", headers=HTMX).context["grade"].share == 0.5


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
@pytest.mark.parametrize("sent", ["", "made-up", "walk/wait", "\x00"])
def test_a_refused_step_shows_the_scene_and_the_past_again(
    tree: SiteTree, visitor: Visitor, sent: str, headers: dict[str, str]
) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    answer = {"answer": id_of(*sent.split("/")) if "/" in sent else sent} if sent else {}
    response = visitor.answer(quiz, "story", answer, headers=headers)
    assert response.status_code == (200 if headers else 422)
    assert at(response) == ("Scene talk of story", 1)
    html = response.content.decode()
    assert ("Choose one of the things shown." if sent else "Choose what to do first.") in html
    assert 'role="alert"' in html
    assert "Scene talk of story" in html
    assert "Feedback to ask at door of story" in html
    assert "Decision listen at talk of story" in html
    assert "Decision remind" not in html
    assert list(kept()) == [id_of("door")]


def test_a_story_is_lived_anew_in_another_attempt(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "send")
    visitor.answer(quiz, "end", right_answer("true_false", "end"))
    assert visitor.get(quiz).context["state"] == "result"
    assert at(visitor.get(quiz, "?again=1")) == ("Scene door of story", 0)
    response = decide(visitor, quiz, "door", "ask", headers=HTMX, attempt=2)
    assert at(response) == ("Scene talk of story", 1)
    first, second = QuizAttempt.objects.order_by("number")
    assert kept(first)[id_of("door")] == id_of("door", "send")
    assert kept(second) == {id_of("door"): id_of("door", "ask")}


def test_a_story_counts_as_one_question(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    decide(visitor, quiz, "talk", "speak")
    assert visitor.get(quiz).context["percent"] == 50
    visitor.answer(quiz, "end", right_answer("true_false", "end"))
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.points_possible, attempt.passed) == (1.5, 2, True)
    result = visitor.get(quiz).context["result"]
    assert (result["correct"], result["total"], [row["number"] for row in result["missed"]]) == (1, 2, [1])


def test_a_story_goes_on_in_the_account(tree: SiteTree, visitor: Visitor) -> None:
    UserFactory(email="alice@example.org")
    decide(visitor, tree.quiz["nb"], "door", "ask")
    sign_in(visitor.client, "alice@example.org")
    assert at(visitor.get(tree.quiz["en"])) == ("Scene talk of story", 1)
    decide(visitor, tree.quiz["en"], "talk", "listen")
    assert visitor.get(tree.quiz["en"], QUERY).context["grade"].correct


def test_two_beginnings_of_a_story_join_into_one_that_can_be_ended(tree: SiteTree, visitor: Visitor) -> None:
    quiz, elsewhere = tree.quiz["en"], Visitor()
    elsewhere.client.force_login(UserFactory(email="alice@example.org"))
    decide(elsewhere, quiz, "door", "remind")
    decide(elsewhere, quiz, "walk", "wait")
    decide(visitor, quiz, "door", "ask")
    sign_in(visitor.client, "alice@example.org")
    assert at(visitor.get(quiz)) == ("Scene talk of story", 1)
    assert decide(visitor, quiz, "talk", "listen", headers=HTMX).context["grade"].correct


# --- An editor changes the story in the middle ----------------------------------------------------------------------


def test_a_decision_that_was_taken_away_is_made_anew(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    edit(quiz, stored(changed={**STORY, "door": {"remind": (1, 2), "send": (0, 0)}}))
    assert at(visitor.get(quiz)) == ("Scene door of story", 0)
    assert at(decide(visitor, quiz, "door", "remind", headers=HTMX)) == ("Scene walk of story", 1)
    assert kept() == {id_of("door"): id_of("door", "remind")}
    decide(visitor, quiz, "walk", "leave")
    assert visitor.get(quiz, QUERY).context["state"] == "feedback"


def test_a_story_that_now_ends_where_the_learner_stands_can_be_ended(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    edit(quiz, stored(changed={**STORY, "door": {"ask": (2, 0), "send": (0, 0)}}))
    response = visitor.get(quiz)
    assert at(response) == ("", 1)
    assert "What do you do?" not in response.content.decode()
    response = visitor.answer(quiz, "story", {}, headers=HTMX)
    assert (response.context["state"], response.context["grade"].correct) == ("feedback", True)


def test_a_story_that_has_ended_stays_as_it_was_judged(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "send")
    edit(quiz, stored(changed={**STORY, "door": {"ask": (2, 0), "send": (2, 2)}}))
    before = kept()
    assert visitor.get(quiz, QUERY).context["grade"].share == 0
    response = decide(visitor, quiz, "walk", "wait", headers=HTMX)
    assert response.context["state"] == "feedback"
    assert kept() == before


def test_a_story_whose_scenes_were_all_replaced_begins_anew(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    edit(quiz, stored(changed={"garden": {"dig": (2, 0), "rest": (0, 0)}}))
    assert at(visitor.get(quiz)) == ("Scene garden of story", 0)
    assert decide(visitor, quiz, "door", "ask").status_code == 422
    assert decide(visitor, quiz, "garden", "dig", headers=HTMX).context["grade"].correct


def test_a_story_that_was_taken_away_lets_the_quiz_end(tree: SiteTree, visitor: Visitor) -> None:
    quiz = tree.quiz["en"]
    decide(visitor, quiz, "door", "ask")
    edit(quiz, stored()[1:])
    assert decide(visitor, quiz, "talk", "listen").headers["Location"] == address(quiz)
    visitor.answer(quiz, "end", right_answer("true_false", "end"))
    assert visitor.get(quiz).context["result"]["percent"] == 100


# --- Many at once ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sent", [("ask",), ("ask", "remind"), ("ask", "send")], ids=["same", "two", "one-ends"])
def test_decisions_sent_at_the_same_moment_make_one_story(sent: tuple[str, ...]) -> None:
    tree, senders = grow(("en",)), 8
    quiz = tree.quiz["en"]
    edit(quiz, stored())
    visitor = Visitor()
    visitor.mark_read(tree.lessons["en"][0])
    visitor.get(quiz)
    barrier = Barrier(senders)

    def send(number: int) -> int:
        client = Client()
        client.cookies[COOKIE] = visitor.cookie
        try:
            barrier.wait(timeout=20)
            return int(decide(Visitor(client), quiz, "door", sent[number % len(sent)]).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(senders) as pool:
        # A send that lost may already find the other's scene, where it is shown that.
        assert set(pool.map(send, range(senders))) == {302}
    rows = kept()
    decided = rows.pop(id_of("door"))
    if decided == id_of("door", "send"):
        assert rows == {question_id("story"): [[id_of("door"), decided]]}
        assert visitor.get(quiz, QUERY).context["state"] == "feedback"
    else:
        assert rows == {}, "a story that goes on has not ended as well"
        assert at(visitor.get(quiz))[1] == 1
