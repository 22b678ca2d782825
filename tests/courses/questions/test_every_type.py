"""What holds for every question type."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import get_template

from tests.factories.questions import TYPES, choice_id, make_question, right_answer, wrong_answer

every_type = pytest.mark.parametrize("kind", TYPES)


def posted(fields: dict[str, Any]) -> QueryDict:
    """Return form fields as a browser sends them."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@every_type
def test_the_right_answer_is_worth_all_points(kind: str) -> None:
    question = make_question(kind)
    form = question.type.form(question, posted(right_answer(kind)))
    assert form.is_valid(), form.errors
    grade = question.type.grade(question, form.response)
    assert (grade.correct, grade.share) == (True, 1.0)


@every_type
def test_a_wrong_answer_is_worth_nothing(kind: str) -> None:
    question = make_question(kind)
    form = question.type.form(question, posted(wrong_answer(kind)))
    assert form.is_valid(), form.errors
    grade = question.type.grade(question, form.response)
    assert (grade.correct, grade.share) == (False, 0.0)


@every_type
def test_no_answer_is_refused_with_a_sentence(kind: str) -> None:
    question = make_question(kind)
    form = question.type.form(question, posted({}))
    assert not form.is_valid()
    for errors in form.errors.values():
        assert str(errors[0]).endswith(".")


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "gap_fill"])
def test_an_answer_that_was_never_offered_is_refused(kind: str) -> None:
    question = make_question(kind)
    fields = dict.fromkeys(right_answer(kind), "made-up")
    assert not question.type.form(question, posted(fields)).is_valid()


@every_type
def test_an_unanswered_question_says_nothing_of_its_key(kind: str) -> None:
    question = make_question(kind)
    for choice in question.type.choices(question, None, "seed"):
        assert (choice.state, choice.feedback, choice.right_position) == ("", "", None)
        assert not choice.selected


@every_type
def test_an_answer_in_one_language_is_read_in_another(kind: str) -> None:
    norwegian, greek = make_question(kind, language="nb"), make_question(kind, language="el")
    form = norwegian.type.form(norwegian, posted(right_answer(kind)))
    assert form.is_valid(), form.errors
    assert greek.type.grade(greek, form.response).correct
    mine = greek.type.choices(greek, form.response, "seed")
    assert [choice.id for choice in mine] == [
        choice.id for choice in norwegian.type.choices(norwegian, form.response, "seed")
    ]
    assert any(choice.selected for choice in mine)


@every_type
def test_the_choices_show_in_the_same_order_in_every_language(kind: str) -> None:
    first, second = make_question(kind, language="nb"), make_question(kind, language="el")
    assert [c.id for c in first.type.choices(first, None, "seed")] == [
        c.id for c in second.type.choices(second, None, "seed")
    ]


@every_type
def test_it_has_a_template(kind: str) -> None:
    assert get_template(make_question(kind).template_name)


@every_type
def test_points_are_one_unless_an_editor_says_otherwise(kind: str) -> None:
    assert make_question(kind).points == 1
    assert make_question(kind, points=3).points == 3
    assert make_question(kind, points=None).points == 1


def test_choices_that_an_editor_has_taken_away_since_are_passed_over() -> None:
    question = make_question("multiple_choice")
    judged = question.type.choices(question, [choice_id("multiple_choice", "right"), "gone"], "seed")
    assert len(judged) == 3
    question = make_question("ordering")
    judged = question.type.choices(question, ["gone", choice_id("ordering", "first")], "seed")
    assert [choice.id for choice in judged] == [choice_id("ordering", "first")]
