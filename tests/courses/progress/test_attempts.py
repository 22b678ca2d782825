"""Attempts: all of them with what was missed, the missed ones tried alone, and results that no edit can change."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from courses.models import QuizPage
from courses.progress.models import QuestionVersion, QuizAnswer, QuizAttempt
from mimi.people.merging import merge
from mimi.people.models import Learner
from tests.courses.test_quiz_page import edit
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import TYPES, question_data, question_id, right_answer, wrong_answer
from tests.factories.tree import quiz_name

SINGLE, TRUE = quiz_name(1, "single_choice"), quiz_name(1, "true_false")
OUTBOX = {"X-Requested-With": "outbox", "Accept": "application/json"}


def attempts_url(quiz: QuizPage, rest: str = "", code: str = "en") -> str:
    return f"/{code}/me/quizzes/{quiz.translation_key}/attempts/{rest}"


def listed(visitor: Visitor, quiz: QuizPage, code: str = "en") -> Any:
    return visitor.client.get(attempts_url(quiz, code=code)).context


def shown(visitor: Visitor, quiz: QuizPage, number: int = 1, code: str = "en") -> str:
    response = visitor.client.get(attempts_url(quiz, f"{number}/", code))
    assert response.status_code == 200
    return str(response.content.decode())


def changed(kind: str, name: str, **more: Any) -> list[dict[str, Any]]:
    """Return the stream of the first module's quiz with one question changed."""
    return [
        question_data(each, quiz_name(1, each), **(more if quiz_name(1, each) == name else {}))
        for each in TYPES
        if more or quiz_name(1, each) != name
    ]


def test_attempts_are_listed_with_date_language_score_and_what_was_missed(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    visitor.pass_quiz(small_tree.quiz["en"])
    visitor.take(small_tree.quiz["nb"], *TYPES[1:], attempt=2)
    context = listed(visitor, small_tree.quiz["en"])
    latest, first = context["attempts"]
    assert (context["best"], context["latest"]) == (100, 85)
    assert (first["percent"], first["language"], first["missed"]) == (100, "en", [])
    assert (latest["percent"], latest["language"], latest["missed"]) == (85, "nb", [f"Prompt of {SINGLE}"])
    assert latest["when"] == QuizAttempt.objects.get(number=2).finished_at
    (course,) = visitor.my_learning().context["courses"]
    assert (course["modules"][0]["quiz"]["best"], course["modules"][0]["quiz"]["latest"]) == (100, 85)


def test_who_never_tried_is_told_so(small_tree: SiteTree, visitor: Visitor) -> None:
    assert listed(visitor, small_tree.quiz["en"])["attempts"] == []
    assert visitor.client.get(attempts_url(small_tree.quiz["en"], "1/")).status_code == 404


def test_nobody_sees_anybody_elses_attempts(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.pass_quiz(small_tree.quiz["en"])
    stranger = Visitor()
    assert listed(stranger, small_tree.quiz["en"])["attempts"] == []
    assert stranger.client.get(attempts_url(small_tree.quiz["en"], "1/")).status_code == 404


def test_the_missed_ones_can_be_tried_alone(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[1:])
    response = visitor.client.post(attempts_url(quiz, "missed/"), follow=True)
    assert response.context["current"].id == question_id(SINGLE)
    visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE), attempt=2)
    first, second = visitor.attempts(quiz)
    assert (first.percent, second.percent, second.passed) == (85, 100, True)
    assert second.answers.filter(carried=True).count() == len(TYPES) - 1
    # Asked for twice, as by two tabs, it begins once; with nothing missed it begins nothing.
    visitor.client.post(attempts_url(quiz, "missed/"))
    assert len(visitor.attempts(quiz)) == 2


def test_missed_ones_tried_twice_at_once_begin_one_attempt(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz)
    for _ in range(2):
        visitor.client.post(attempts_url(quiz, "missed/"))
    assert [attempt.number for attempt in visitor.attempts(quiz)] == [1, 2]


def test_a_question_that_has_changed_is_asked_again_with_the_missed_ones(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[1:])
    edit(quiz, changed("true_false", TRUE, statement_is_true=False, points=2))
    visitor.client.post(attempts_url(quiz, "missed/"))
    open_ids = {question_id(quiz_name(1, kind)) for kind in TYPES} - {
        str(row.question_id) for row in visitor.attempts(quiz)[-1].answers.all()
    }
    assert open_ids == {question_id(SINGLE), question_id(TRUE)}


def test_a_final_assessment_draws_others_instead(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.take_assessment(small_tree.assessment["en"], wrong=2)
    assert listed(visitor, small_tree.assessment["en"])["missed_url"] == ""
    assert visitor.client.post(attempts_url(small_tree.assessment["en"], "missed/")).status_code == 404


def test_an_edit_changes_no_past_result(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.pass_quiz(quiz)
    before = shown(visitor, quiz)
    edit(quiz, changed("single_choice", SINGLE, prompt="Something else?", points=5))
    html = shown(visitor, quiz)
    assert f"Prompt of {SINGLE}" in html
    assert "Something else?" not in html
    assert "This question has changed since" in html
    assert "This question has changed since" not in before
    attempt = QuizAttempt.objects.get()
    assert (attempt.points, attempt.points_possible, attempt.percent) == (7.0, 7, 100)
    assert visitor.get(quiz).context["result"]["correct"] == len(TYPES)


def test_a_question_taken_away_stays_in_the_attempts_that_held_it(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[1:])
    edit(quiz, changed("single_choice", SINGLE))
    assert f"Prompt of {SINGLE}" in shown(visitor, quiz)
    assert listed(visitor, quiz)["attempts"][0]["missed"] == [f"Prompt of {SINGLE}"]
    result = visitor.get(quiz).context["result"]
    assert (result["total"], result["correct"], result["percent"]) == (7, 6, 85)


def test_what_was_missed_is_told_as_it_was_asked_each_time(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[1:])
    edit(quiz, changed("single_choice", SINGLE, prompt="Asked in other words?", points=5))
    visitor.take(quiz, *TYPES[1:], attempt=2)
    edit(quiz, changed("single_choice", SINGLE, prompt="Asked in yet other words?", points=5))
    latest, first = listed(visitor, quiz)["attempts"]
    assert first["missed"] == [f"Prompt of {SINGLE}"]
    assert latest["missed"] == ["Asked in other words?"]


def test_an_attempt_is_read_in_the_language_of_the_page(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.pass_quiz(small_tree.quiz["en"])
    html = shown(visitor, small_tree.quiz["nb"], code="nb")
    assert f"Prompt of {SINGLE} (nb)" in html
    assert 'lang="en"' not in html.partition("<main")[2].partition("</main>")[0]


def test_what_changed_in_between_is_read_in_the_language_it_was_asked_in(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    visitor.pass_quiz(small_tree.quiz["en"])
    nb = small_tree.quiz["nb"]
    edit(nb, changed("single_choice", SINGLE, points=5))
    html = shown(visitor, nb, code="nb")
    assert f"Prompt of {SINGLE}" in html
    assert 'lang="en"' in html.partition("<main")[2]


def test_a_version_is_kept_once_however_many_answer(small_tree: SiteTree) -> None:
    for _ in range(3):
        Visitor().answer(small_tree.quiz["en"], SINGLE, right_answer("single_choice", SINGLE))
    assert QuizAnswer.objects.count() == 3
    assert QuestionVersion.objects.count() == 1


def test_an_answer_sent_again_after_signing_in_counts_once(small_tree: SiteTree, visitor: Visitor) -> None:
    """Its attempt has another number by then, and number 1 is another attempt."""
    quiz, user = small_tree.quiz["en"], UserFactory()
    account = Visitor(Client())
    account.client.force_login(user)
    account.take(quiz)
    send = str(uuid.uuid4())
    fields = {**right_answer("single_choice", SINGLE), "send": send}
    visitor.answer(quiz, SINGLE, fields)
    anonymous = Learner.objects.get(user=None)
    visitor.client.force_login(user)
    merge(anonymous.pk, Learner.objects.get(user=user))
    for _ in range(2):
        response = visitor.answer(quiz, SINGLE, fields, headers=OUTBOX)
        assert response.json() == {"kept": True}
    assert QuizAnswer.objects.filter(send_id=send).count() == 1
    assert QuizAttempt.objects.count() == 2


@pytest.mark.parametrize("kind", TYPES)
def test_an_answer_that_has_waited_is_acknowledged(small_tree: SiteTree, visitor: Visitor, kind: str) -> None:
    quiz, name = small_tree.quiz["en"], quiz_name(1, kind)
    fields = {**right_answer(kind, name), "send": str(uuid.uuid4()), "attempt": ""}
    assert visitor.answer(quiz, name, fields, headers=OUTBOX).json() == {"kept": True}
    late = {**wrong_answer(kind, name), "send": str(uuid.uuid4()), "attempt": ""}
    assert visitor.answer(quiz, name, late, headers=OUTBOX).json() == {"kept": False}
    assert QuizAnswer.objects.get(question_id=question_id(name)).correct is True


def test_an_empty_answer_that_has_waited_is_told_why(small_tree: SiteTree, visitor: Visitor) -> None:
    response = visitor.answer(small_tree.quiz["nb"], SINGLE, {"send": str(uuid.uuid4())}, headers=OUTBOX)
    assert response.status_code == 200
    assert response.json()["kept"] is False
    assert response.json()["problem"]


def test_answers_from_the_sheet_make_one_attempt_and_after_its_end_a_new_one(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    quiz = small_tree.quiz["en"]
    for _ in range(2):
        for kind in TYPES:
            name = quiz_name(1, kind)
            visitor.answer(quiz, name, {**right_answer(kind, name), "attempt": ""}, headers=OUTBOX)
    assert [(a.number, a.percent) for a in visitor.attempts(quiz)] == [(1, 100), (2, 100)]


def test_the_sheet_is_the_same_for_everybody_and_holds_no_key(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    url = f"/en/quizzes/{quiz.translation_key}/"
    before = Visitor().client.get(url)
    visitor.pass_quiz(quiz)
    response = visitor.client.get(url)
    html = response.content.decode()
    assert response.content == before.content
    assert "public" in response.headers["Cache-Control"]
    assert not response.cookies
    for kind in TYPES:
        assert f"Prompt of {quiz_name(1, kind)}" in html
        assert f"Explanation of {quiz_name(1, kind)}" not in html
    assert "csrfmiddlewaretoken" not in html
    assert address(quiz) in html
    edit(quiz, changed("single_choice", SINGLE, prompt="Something else?"))
    assert "Something else?" in visitor.client.get(url).content.decode()


def test_a_final_assessment_has_no_sheet(small_tree: SiteTree, visitor: Visitor) -> None:
    assert visitor.client.get(f"/en/quizzes/{small_tree.assessment['en'].translation_key}/").status_code == 404


def test_working_results_out_again_gives_the_same(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.take(small_tree.quiz["en"], *TYPES[2:])
    visitor.take_assessment(small_tree.assessment["en"], wrong=3)
    edit(small_tree.quiz["en"], changed("single_choice", SINGLE, points=5))
    call_command("check_progress")
    QuizAttempt.objects.filter(quiz_key=small_tree.quiz["en"].translation_key).update(points=1)
    with pytest.raises(CommandError):
        call_command("check_progress")
    call_command("check_progress", "--repair")
    call_command("check_progress")
