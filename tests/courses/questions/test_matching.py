"""Matching."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks import StructBlockValidationError

from courses.questions import QUESTION_TYPES, Question
from courses.questions.matching import token
from tests.courses.questions.test_every_type import posted
from tests.factories.questions import choice_id, make_question, match_fields, question_data
from tests.factories.speech import item

PLACES = ("first", "second", "third")


def answered(chosen: dict[str, str], question: Question | None = None) -> Any:
    """Return the response of a form that puts these places together, left to right."""
    question = question or make_question("matching")
    form = question.type.form(question, posted(match_fields("matching", chosen)))
    assert form.is_valid(), form.errors
    return form.response


def pairs(*sides: tuple[str, str]) -> list[dict[str, Any]]:
    """Return pairs as they are stored, named by their places."""
    return [
        item(f"matching/{place}", {"left": left, "right": right, "feedback": "So."})
        for place, (left, right) in zip(("first", "second", "third", *map(str, range(9))), sides, strict=False)
    ]


@pytest.mark.parametrize(
    ("rights", "share"),
    [
        (("first", "second", "third"), 1.0),
        (("first", "third", "second"), 1 / 3),
        (("first", "first", "first"), 1 / 3),
        (("first", "second", "second"), 2 / 3),
        (("third", "first", "second"), 0.0),
    ],
)
def test_each_pair_is_a_share(rights: tuple[str, ...], share: float) -> None:
    question = make_question("matching")
    grade = question.type.grade(question, answered(dict(zip(PLACES, rights, strict=True))))
    assert grade.share == pytest.approx(share)
    assert grade.correct is (share == 1)


def test_what_the_form_sends_does_not_tell_the_key_and_is_the_same_in_all_languages() -> None:
    values: list[list[str]] = []
    for language in ("en", "nb", "de", "el"):
        question = make_question("matching", language=language)
        lines = question.type.choices(question, None, "seed")
        options = [option.id for option in lines[0].options]
        assert all([option.id for option in line.options] == options for line in lines)
        for option in options:
            for place in PLACES:
                assert choice_id("matching", place) not in option
                assert choice_id("matching", place).replace("-", "")[:8] not in option
        values.append(options)
    assert values == [values[0]] * 4


def test_the_same_pair_has_another_name_in_another_question() -> None:
    one, two = make_question("matching", "one"), make_question("matching", "two")
    assert token(one, "pair") != token(two, "pair")


@pytest.mark.parametrize("count", [2, 3])
def test_the_order_shown_says_nothing_of_the_key(count: int) -> None:
    # Of two right-hand sides that never stood in the right order, each would give the other away.
    orders = set()
    for attempt in range(60):
        question = make_question("matching", pairs=pairs(*((f"Left {n}", f"Right {n}") for n in range(count))))
        lines = question.type.choices(question, None, f"quiz/{attempt}")
        orders.add(tuple(option.text for option in lines[0].options))
    assert len(orders) == (2 if count == 2 else 6)


def test_a_right_hand_side_that_two_pairs_share_is_shown_once_and_right_for_both() -> None:
    shared = pairs(("Listen", "Helps"), ("Interrupt", "Hinders"), ("Wait", " Helps "))
    question = make_question("matching", pairs=shared)
    lines = question.type.choices(question, None, "seed")
    assert sorted(option.text for option in lines[0].options) == ["Helps", "Hinders"]
    values = {option.text: option.id for option in lines[0].options}
    fields = {f"match-{line.id}": values["Hinders" if line.text == "Interrupt" else "Helps"] for line in lines}
    form = question.type.form(question, posted(fields))
    assert form.is_valid(), form.errors
    assert question.type.grade(question, form.response).correct
    elsewhere = make_question("matching", language="el")
    assert elsewhere.type.grade(elsewhere, form.response).correct, "even where the two have different words"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Choose something for every line."),
        ({"first": "first", "second": "second"}, "Choose something for every line."),
        ({"first": "first", "second": "second", "third": "made-up"}, None),
    ],
)
def test_a_line_without_a_choice_is_refused(fields: dict[str, str], sentence: str | None) -> None:
    question = make_question("matching")
    form = question.type.form(question, posted(match_fields("matching", fields)))
    assert not form.is_valid()
    errors = {str(error) for errors in form.errors.values() for error in errors}
    assert errors == {sentence or "Choose one of the things shown."}


def test_the_id_of_a_pair_is_not_a_choice() -> None:
    question = make_question("matching")
    fields = {f"match-{choice_id('matching', place)}": choice_id("matching", place) for place in PLACES}
    assert not question.type.form(question, posted(fields)).is_valid()


def test_a_refused_form_keeps_what_was_chosen() -> None:
    question = make_question("matching")
    fields = match_fields("matching", {"first": "second", "third": "third"})
    lines = question.type.kept(question, posted(fields), "seed")
    chosen = {line.id: [option.text for option in line.options if option.selected] for line in lines}
    assert chosen == {
        choice_id("matching", "first"): ["Right 2 of matching"],
        choice_id("matching", "second"): [],
        choice_id("matching", "third"): ["Right 3 of matching"],
    }


def test_judged_pairs_tell_what_was_chosen_and_what_belongs_there() -> None:
    question = make_question("matching")
    response = answered({"first": "first", "second": "third", "third": "second"})
    judged = question.type.choices(question, response, "seed")
    assert [(line.state, line.about, line.text, line.answer) for line in judged] == [
        ("right", "Left 1 of matching", "Right 1 of matching", "Right 1 of matching"),
        ("wrong", "Left 2 of matching", "Right 3 of matching", "Right 2 of matching"),
        ("wrong", "Left 3 of matching", "Right 2 of matching", "Right 3 of matching"),
    ]
    assert judged[0].feedback == "Feedback to pair 1 of matching"


def test_a_pair_that_an_editor_has_changed_since_is_no_trouble() -> None:
    question = make_question("matching", pairs=pairs(("Left", "Right"), ("Other", "Another")))
    judged = question.type.choices(question, {choice_id("matching", "first"): "gone"}, "seed")
    assert [(line.state, line.text) for line in judged] == [("wrong", ""), ("wrong", "")]
    assert question.type.grade(question, {}).share == 0


@pytest.mark.parametrize("count", [1, 9])
def test_an_editor_gives_two_to_eight_pairs(count: int) -> None:
    block = QUESTION_TYPES["matching"].block()
    stored = question_data("matching", pairs=pairs(*((f"Left {n}", f"Right {n}") for n in range(count))))["value"]
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(stored))
