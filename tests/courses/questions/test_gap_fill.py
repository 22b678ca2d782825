"""Fill the gap."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StructBlockValidationError

from courses.questions import QUESTION_TYPES
from courses.questions.gap_fill import folded, is_right, placed_gaps
from tests.courses.questions.test_every_type import posted
from tests.factories.questions import choice_id, make_question, question_data
from tests.factories.speech import item


def gaps(*answers: str) -> list[dict[str, Any]]:
    """Return gaps as they are stored, named by their numbers from 1."""
    return [item(f"gap_fill/{n}", {"answers": words, "feedback": "So."}) for n, words in enumerate(answers, start=1)]


def cleaned(**more: Any) -> Any:
    """Return a question as the editor's form accepts it."""
    block = QUESTION_TYPES["gap_fill"].block()
    return block.clean(block.to_python(question_data("gap_fill", **more)["value"]))


def fields(*words: str) -> Any:
    """Return the form fields that write these words into the gaps."""
    places = (choice_id("gap_fill", place) for place in ("first", "second"))
    return posted({f"gap-{place}": word for place, word in zip(places, words, strict=False)})


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("trust", "trust"),
        ("TRUST", "trust"),
        ("  Trust. ", "trust"),
        ("“trust”!", "trust"),
        ("confidence", "trust | confidence"),
        ("Εμπιστοσυνη", "εμπιστοσύνη"),
        ("ΕΜΠΙΣΤΟΣΎΝΗ", "εμπιστοσύνη"),
        ("διαλογοσ", "διάλογος"),
        ("αγαπη", "αγάπη"),
        ("προϊόν", "προϊον"),
        ("fur", "für"),
        ("koln", "Köln"),
        ("STRASSE", "Straße"),
        ("strase", "Straße"),
        ("sprak", "språk"),
        ("mote", "møte"),
        ("ovelse", "øvelse"),
        ("laere", "lære"),
        ("one to one", "one-to-one"),
        ("don't", "don’t"),
        ("e-mail", "email"),
        ("two   words", "two words"),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(typed: str, answers: str) -> None:
    assert is_right(typed, answers)
    assert is_right(answers.rsplit("|", maxsplit=1)[-1], typed)


@pytest.mark.parametrize(
    ("typed", "answer", "right"),
    [
        # Up to four letters: each counts.
        ("tims", "time", False),
        ("tiem", "time", False),
        ("time", "time", True),
        # From five: one letter changed, missing, too many, or swapped with its neighbour.
        ("trusd", "trust", True),
        ("trst", "trust", True),
        ("ttrust", "trust", True),
        ("tursty", "trust", False),
        ("turst", "trust", True),
        ("thrusd", "trust", False),
        # Eight: still one.
        ("patience", "patience", True),
        ("patiense", "patience", True),
        ("pasiense", "patience", False),
        # From nine: two.
        ("konfidense", "confidence", True),
        ("konfidensse", "confidence", False),
        ("languges", "languages", True),
        ("lnguges", "languages", True),
        ("lngugs", "languages", False),
    ],
)
def test_small_slips_do_not_matter_in_long_words(typed: str, answer: str, right: bool) -> None:
    assert is_right(typed, answer) is right


@pytest.mark.parametrize("typed", ["", " ", "...", "|", "-", "\u0301", "elephant", "no trust in advice", "t" * 100])
@pytest.mark.parametrize("answers", ["trust", "trust | patience", "at", "trust|", "|", " | "])
def test_nothing_and_something_quite_different_are_never_right(typed: str, answers: str) -> None:
    assert not is_right(typed, answers)


words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)


@given(word=words, answer=words)
def test_only_what_is_close_is_right(word: str, answer: str) -> None:
    typed, wanted = folded(word), folded(answer)
    slips = 2 if len(wanted) >= 9 else 1 if len(wanted) >= 5 else 0
    if is_right(word, answer):
        assert typed
        assert abs(len(typed) - len(wanted)) <= slips
        # A letter that differs costs a slip; a swap of two costs one.
        assert sum(a != b for a, b in zip(typed, wanted, strict=False)) <= 2 * slips or len(typed) != len(wanted)


@given(text=st.text(max_size=100), answers=st.text(max_size=60))
def test_no_text_is_too_strange_to_be_judged(text: str, answers: str) -> None:
    assert is_right(text, answers) in (True, False)
    assert folded(folded(text)) == folded(text)


def test_each_gap_is_a_share() -> None:
    question = make_question("gap_fill")
    form = question.type.form(question, fields("Trust!", "elephants"))
    assert form.is_valid()
    grade = question.type.grade(question, form.response)
    assert (grade.share, grade.correct) == (0.5, False)
    judged = question.type.choices(question, form.response, "seed")
    assert [(gap.text, gap.state, gap.answer) for gap in judged] == [
        ("Trust!", "right", "trust"),
        ("elephants", "wrong", "patience"),
    ]
    assert [gap.about for gap in judged] == ["Before ", ", between, "]
    assert [gap.after for gap in judged] == ["", " after"]
    assert judged[0].feedback == "Feedback to first of gap_fill"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("trust", ""), "Write something in every gap."),
        (("trust", "   "), "Write something in every gap."),
        (("trust", "\x00\x01"), "Write something in every gap."),
        (("trust", "x" * 101), "That is too long for a gap."),
        (("trust", "x" * 100_000), "That is too long for a gap."),
    ],
)
def test_an_empty_gap_and_an_essay_are_refused(typed: tuple[str, ...], sentence: str) -> None:
    question = make_question("gap_fill")
    form = question.type.form(question, fields(*typed))
    assert not form.is_valid()
    assert [errors[0] for errors in form.errors.values()] == [sentence]


def test_control_characters_are_neither_kept_nor_shown() -> None:
    question = make_question("gap_fill")
    form = question.type.form(question, fields("\x00trust\x1b", "pa\x00tience\u0085"))
    assert form.is_valid(), form.errors
    assert [kept["text"] for kept in form.response.values()] == ["trust", "pa tience"]
    shown = question.type.kept(question, fields("\x00trust", "x" * 500), "seed")
    assert [gap.text for gap in shown] == [" trust", "x" * 100]


def test_the_verdict_stays_as_it_was_in_the_language_of_the_answer() -> None:
    norwegian = make_question("gap_fill", text="{1} før {2}.", gaps=gaps("tillit", "råd"))
    german = make_question("gap_fill", text="Vor dem {2} kommt das {1}.", gaps=gaps("Vertrauen", "Rat"))
    typed = {f"gap-{choice_id('gap_fill', n)}": word for n, word in (("1", "tilit"), ("2", "rod"))}
    form = norwegian.type.form(norwegian, posted(typed))
    assert form.is_valid()
    assert german.type.grade(german, form.response).share == 0.5
    judged = german.type.choices(german, form.response, "seed")
    assert [(gap.id, gap.about, gap.text, gap.state, gap.answer, gap.after) for gap in judged] == [
        (choice_id("gap_fill", "2"), "Vor dem ", "rod", "wrong", "Rat", ""),
        (choice_id("gap_fill", "1"), " kommt das ", "tilit", "right", "Vertrauen", "."),
    ]


@pytest.mark.parametrize(
    ("text", "count", "shown"),
    [
        ("{1} and {2}.", 2, ([("", 0), (" and ", 1)], ".")),
        ("{2} and {1}.", 2, ([("", 1), (" and ", 0)], ".")),
        ("a {5} b {1} c", 1, ([("a {5} b ", 0)], " c")),
        ("a {0} b {1} c", 1, ([("a {0} b ", 0)], " c")),
        ("{1} and {1}", 1, ([("", 0)], " and {1}")),
        # A translation that has lost a mark can be answered all the same.
        ("only {1} here", 3, ([("only ", 0), (" here ", 1), (" ", 2)], "")),
        ("none", 1, ([("none ", 0)], "")),
        ("", 0, ([], "")),
        ("{99999999999999999999} {1}", 1, ([("{99999999999999999999} ", 0)], "")),
    ],
)
def test_every_gap_stands_in_the_text_once_and_no_text_is_lost(text: str, count: int, shown: Any) -> None:
    assert placed_gaps(text, count) == shown


@given(text=st.text(st.sampled_from("{}0123456789 a"), max_size=40), count=st.integers(0, 8))
def test_every_gap_can_be_answered_whatever_the_text_is(text: str, count: int) -> None:
    found, _after = placed_gaps(text, count)
    assert sorted(index for _before, index in found) == list(range(count))


@pytest.mark.parametrize(
    "text", ["No gap.", "{1} only", "{1} {2} {3}", "{1} {1} {2}", "{0} {1}", "{2} {3}", "{1} {2} {2}"]
)
def test_an_editor_marks_each_gap_once(text: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(text=text)
    assert "as {1}, {2} and so on" in str(refused.value.block_errors["text"])


def test_gaps_may_stand_in_any_order() -> None:
    assert cleaned(text="{2} before {1}")


@pytest.mark.parametrize("answers", ["|", "trust|", "| trust", "trust | ! | hope", "..."])
def test_an_editor_writes_a_word_on_either_side_of_a_bar(answers: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(text="{1}", gaps=gaps(answers))
    assert "with | between them" in str(refused.value.as_json_data())
