"""The final assessment when an editor changes what it draws from, before, in the middle and after."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from courses.models import QuizPage
from courses.progress.models import QuizAttempt
from mimi.pages.cache import stamps
from tests.courses.test_assessment_page import attempt_of
from tests.courses.test_quiz_page import edit, text
from tests.courses.visitor import QUESTIONS, Visitor, address
from tests.factories import SiteTree
from tests.factories.questions import question_data, question_id, right_answer


def replace(quiz: QuizPage, *names: str) -> None:
    """Publish a quiz of these true or false questions."""
    edit(quiz, [question_data("true_false", name) for name in names])


def test_the_questions_follow_what_editors_publish(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment, (one, two) = small_tree.assessment["en"], small_tree.quizzes["en"]

    def draws() -> int:
        stamps.view.refresh(now=True)
        return int(visitor.get(assessment).context["draws"])

    assessment.question_count = 100
    assessment.save_revision().publish()
    assert draws() == 14
    replace(one, "new")
    assert draws() == 8
    two.unpublish()
    assert draws() == 1
    two.save_revision().publish()
    assert draws() == 8
    small_tree.modules["en"][1].unpublish()
    assert draws() == 1, "a live quiz in a module that isn’t live asks nothing"
    PageViewRestriction.objects.create(page=small_tree.modules["en"][0], restriction_type="login")
    stamps.view.refresh(now=True)
    assert visitor.get(assessment).context["state"] == "empty"


@pytest.mark.parametrize("answered", [0, 2])
def test_a_question_that_is_taken_away_in_the_middle_is_no_longer_asked(
    small_tree: SiteTree, visitor: Visitor, answered: int
) -> None:
    assessment, quiz = small_tree.assessment["en"], small_tree.quiz["en"]
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    visitor.answer_drawn(assessment, drawn[:answered])
    replace(quiz, "new")
    left = [id_ for id_ in drawn if QUESTIONS[id_][1].endswith("-2")]
    response = visitor.get(assessment)
    assert response.context["total"] == 3
    gone = next(id_ for id_ in drawn if id_ not in left)
    kind, name = QUESTIONS[gone]
    assert visitor.answer(assessment, name, right_answer(kind, name)).headers["Location"] == address(assessment)
    visitor.answer_drawn(assessment, left)
    result = visitor.get(assessment).context["result"]
    assert (result["percent"], result["passed"], result["total"]) == (100, True, 3)


def test_taking_away_the_last_open_question_ends_it(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    visitor.start(assessment)
    drawn = attempt_of(visitor, small_tree).drawn
    visitor.answer_drawn(assessment, [id_ for id_ in drawn if QUESTIONS[id_][1].endswith("-2")])
    replace(small_tree.quiz["en"], "new")
    assert visitor.get(assessment).context["result"]["percent"] == 100
    assert not attempt_of(visitor, small_tree).is_open


def test_when_all_that_was_drawn_is_gone_others_are_drawn(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    visitor.start(assessment)
    visitor.answer_drawn(assessment, attempt_of(visitor, small_tree).drawn[:2])
    for number, quiz in enumerate(small_tree.quizzes["en"]):
        replace(quiz, f"new-{number}")
    for query in ("", "?again=1", "?result=1"):
        assert visitor.get(assessment, query).context["state"] == "start"
    visitor.start(assessment)
    assert sorted(QuizAttempt.objects.get().drawn) == sorted(question_id(f"new-{n}") for n in range(2))
    assert visitor.get(assessment).context["state"] == "question"
    for n in range(2):
        visitor.answer(assessment, f"new-{n}", right_answer("true_false", f"new-{n}"))
    assert visitor.get(assessment).context["result"]["percent"] == 100


@pytest.mark.parametrize("begun", [False, True])
def test_without_any_question_it_says_so(small_tree: SiteTree, visitor: Visitor, begun: bool) -> None:
    assessment = small_tree.assessment["en"]
    if begun:
        visitor.start(assessment)
    for quiz in small_tree.quizzes["en"]:
        quiz.unpublish()
    stamps.view.refresh(now=True)
    for query in ("", "?again=1"):
        response = visitor.get(assessment, query)
        assert response.context["state"] == "empty"
        assert "no questions yet" in text(response)
    assert visitor.start(assessment).headers["Location"] == address(assessment)
    assert QuizAttempt.objects.count() == begun


def test_the_result_stays_when_its_questions_are_gone(small_tree: SiteTree, visitor: Visitor) -> None:
    assessment = small_tree.assessment["en"]
    visitor.take_assessment(assessment)
    for number, quiz in enumerate(small_tree.quizzes["en"]):
        replace(quiz, f"new-{number}")
    response = visitor.get(assessment)
    assert (response.context["state"], response.context["result"]["percent"]) == ("result", 100)
    assert visitor.get(assessment, "?again=1").context["state"] == "start"


def test_an_assessment_that_is_not_translated_yet_can_be_taken_all_the_same(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    key = small_tree.assessment["nb"].translation_key
    small_tree.assessment["nb"].delete()
    response = visitor.client.post(f"/nb/me/quizzes/{key}/attempts/")
    assert response.headers["Location"] == address(small_tree.assessment["en"])
