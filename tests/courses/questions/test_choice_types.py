"""Single choice, multiple choice, and true or false."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks import StructBlockValidationError

from courses.questions import QUESTION_TYPES
from tests.factories.questions import choice_id, make_question, question_data


def ids(kind: str, *choices: str) -> list[str]:
    return [choice_id(kind, choice) for choice in choices]


def cleaned(kind: str, **more: Any) -> Any:
    """Return a question as the editor's form accepts it."""
    block = QUESTION_TYPES[kind].block()
    return block.clean(block.to_python(question_data(kind, **more)["value"]))


def marked(kind: str, *correct: bool) -> list[dict[str, Any]]:
    """Return choices of which these are correct."""
    return [
        {
            "type": "item",
            "id": f"{kind}-{n}",
            "value": {"text": f"Choice {n}", "correct": is_correct, "feedback": "So."},
        }
        for n, is_correct in enumerate(correct)
    ]


@pytest.mark.parametrize(
    ("chosen", "share", "correct"),
    [
        (["right", "right-too"], 1.0, True),
        (["right"], 0.5, False),
        (["right", "wrong"], 0.0, False),
        (["right", "right-too", "wrong"], 0.5, False),
        (["wrong"], 0.0, False),
    ],
)
def test_multiple_choice_gives_a_share_for_each_hit_and_takes_one_for_each_miss(
    chosen: list[str], share: float, correct: bool
) -> None:
    question = make_question("multiple_choice")
    grade = question.type.grade(question, ids("multiple_choice", *chosen))
    assert (grade.share, grade.correct) == (share, correct)


def test_multiple_choice_keeps_the_choices_in_one_order_however_they_were_sent() -> None:
    from tests.courses.questions.test_every_type import posted

    question = make_question("multiple_choice")
    forwards = question.type.form(question, posted({"answer": ids("multiple_choice", "right", "right-too")}))
    backwards = question.type.form(question, posted({"answer": ids("multiple_choice", "right-too", "right")}))
    assert forwards.is_valid()
    assert backwards.is_valid()
    assert forwards.response == backwards.response


def test_judged_choices_tell_what_was_right_wrong_missed_and_neither() -> None:
    question = make_question("multiple_choice")
    judged = question.type.choices(question, ids("multiple_choice", "right", "wrong"), "seed")
    assert {choice.id: choice.state for choice in judged} == {
        choice_id("multiple_choice", "right"): "right",
        choice_id("multiple_choice", "wrong"): "wrong",
        choice_id("multiple_choice", "right-too"): "missed",
    }
    question = make_question("single_choice")
    states = [choice.state for choice in question.type.choices(question, ids("single_choice", "wrong")[0], "seed")]
    assert states == ["wrong", "missed", "rest"]


def test_judged_choices_bring_their_feedback() -> None:
    question = make_question("single_choice")
    judged = question.type.choices(question, ids("single_choice", "wrong")[0], "seed")
    assert judged[0].feedback == "Feedback to wrong of single_choice"


@pytest.mark.parametrize("statement_is_true", [True, False])
def test_true_or_false_follows_the_statement(statement_is_true: bool) -> None:
    question = make_question("true_false", answer=statement_is_true)
    said_true, said_false = (question.type.grade(question, answer) for answer in ("true", "false"))
    assert (said_true.correct, said_false.correct) == (statement_is_true, not statement_is_true)
    judged = question.type.choices(question, "false", "seed")
    assert [choice.state for choice in judged] == (["missed", "wrong"] if statement_is_true else ["rest", "right"])
    assert judged[1].feedback == "Feedback to false of true_false"


@pytest.mark.parametrize("correct", [(False, False), (True, True)])
def test_an_editor_marks_exactly_one_choice_of_a_single_choice(correct: tuple[bool, ...]) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned("single_choice", choices=marked("single_choice", *correct))
    assert "exactly one" in str(refused.value.non_block_errors)
    assert cleaned("single_choice", choices=marked("single_choice", True, False))


def test_an_editor_marks_at_least_one_choice_of_a_multiple_choice() -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned("multiple_choice", choices=marked("multiple_choice", False, False))
    assert "at least one" in str(refused.value.non_block_errors)
    assert cleaned("multiple_choice", choices=marked("multiple_choice", True, False))


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
@pytest.mark.parametrize("count", [1, 9])
def test_a_choice_question_has_two_to_eight_choices(kind: str, count: int) -> None:
    with pytest.raises(StructBlockValidationError):
        cleaned(kind, choices=marked(kind, True, *[False] * (count - 1)))
