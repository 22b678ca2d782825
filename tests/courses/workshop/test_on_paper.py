"""Questions on paper: what is to be ticked, numbered or written, and the key to it."""

from __future__ import annotations

import pytest

from courses.questions import QUESTION_TYPES
from courses.workshop.on_paper import ON_PAPER, hint
from tests.factories.questions import TYPES, make_question


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_can_be_asked_and_has_a_key(kind: str) -> None:
    question = make_question(kind)
    lines = ON_PAPER[kind].lines(question)
    assert lines
    assert all(line.text for line in lines)
    assert hint(question)
    assert ON_PAPER[kind].key(question)


@pytest.mark.parametrize("kind", TYPES)
def test_letters_are_the_same_in_every_language(kind: str) -> None:
    english, norwegian = make_question(kind), make_question(kind, language="nb")
    assert [line.mark for line in ON_PAPER[kind].lines(english)] == [
        line.mark for line in ON_PAPER[kind].lines(norwegian)
    ]
    if kind not in ("true_false", "gap_fill"):
        assert ON_PAPER[kind].key(english) == ON_PAPER[kind].key(norwegian)


def test_no_type_is_forgotten() -> None:
    assert set(ON_PAPER) == set(QUESTION_TYPES)


def test_the_key_puts_the_shuffled_in_order() -> None:
    question = make_question("ordering")
    texts = {line.mark: line.text for line in ON_PAPER["ordering"].lines(question)}
    said = [texts[letter] for letter in ON_PAPER["ordering"].key(question).split(" – ")]
    assert said == [item["text"] for item in question.value["items"]]


def test_the_key_puts_together_what_belongs_together() -> None:
    question = make_question("matching")
    lines = {line.mark: line.text for line in ON_PAPER["matching"].lines(question)}
    found = [(lines[pair[:-1]], lines[pair[-1]]) for pair in ON_PAPER["matching"].key(question).split(", ")]
    assert found == [(pair["left"], pair["right"]) for pair in question.value["pairs"]]


def test_the_best_answer_to_a_gap_is_not_in_its_text() -> None:
    question = make_question("gap_fill")
    (line,) = ON_PAPER["gap_fill"].lines(question)
    assert "____ (1)" in line.text
    assert "{" not in line.text
    best = question.value["gaps"][0]["answers"].split("|")[0].strip()
    assert ON_PAPER["gap_fill"].key(question).startswith(f"1: {best}")
