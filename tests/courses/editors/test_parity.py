"""What the gate compares of quizzes, and of the words of the glossary."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from courses.models import GlossaryTerm, LessonPage, QuizPage
from courses.questions import QUESTION_TYPES
from tests.factories import SiteTree
from tests.factories.questions import TYPES, make_question, question_data
from tests.factories.speech import block, item, locale, named_id
from tests.site.editors.parity.desk import found

Change = Callable[[dict[str, Any]], Any]
QUIZ = ("quiz-questions", "quiz-choices", "quiz-key", "quiz-points", "quiz-mark")


@pytest.fixture
def quizzes(small_tree: SiteTree) -> dict[str, QuizPage]:
    """The first quiz, in English and in Norwegian."""
    return {language: small_tree.quizzes[language][0] for language in ("en", "nb")}


def stream(language: str, kinds: tuple[str, ...] = TYPES) -> list[dict[str, Any]]:
    return [question_data(kind, language=language) for kind in kinds]


def asks(page: QuizPage, questions: list[dict[str, Any]]) -> QuizPage:
    QuizPage.objects.filter(pk=page.pk).update(questions=json.dumps(questions))
    return QuizPage.objects.get(pk=page.pk)


def told(page: QuizPage) -> list[str]:
    return [message for key in QUIZ for message in found(page, key)]


def test_quizzes_that_agree_pass(quizzes: dict[str, QuizPage]) -> None:
    assert told(quizzes["nb"]) == []


@pytest.mark.parametrize("kind", TYPES)
def test_every_kind_of_question_tells_what_is_the_same_in_all_languages(kind: str) -> None:
    english, norwegian = make_question(kind), make_question(kind, language="nb")
    assert QUESTION_TYPES[kind].skeleton(english) == QUESTION_TYPES[kind].skeleton(norwegian)
    assert len(QUESTION_TYPES[kind].skeleton(english)) > 1


def drop_choice(value: dict[str, Any]) -> None:
    value["choices"].pop()


def swap_choices(value: dict[str, Any]) -> None:
    value["choices"].reverse()


def rename_choice(value: dict[str, Any]) -> None:
    value["choices"][0]["id"] = named_id("item", "another")


def other_key(value: dict[str, Any]) -> None:
    value["choices"][0]["value"]["correct"] = True


def other_truth(value: dict[str, Any]) -> None:
    value["answer"] = False


def other_worth(value: dict[str, Any]) -> None:
    value["scenes"][0]["value"]["choices"][1]["value"]["worth"] = "2"


def other_way(value: dict[str, Any]) -> None:
    value["scenes"][0]["value"]["choices"][0]["value"]["next"] = 2


def more_points(value: dict[str, Any]) -> None:
    value["points"] = 3


def drop_gap(value: dict[str, Any]) -> None:
    value["gaps"].pop()


def swap_items(value: dict[str, Any]) -> None:
    value["items"].reverse()


@pytest.mark.parametrize(
    ("kind", "change", "message"),
    [
        ("single_choice", drop_choice, "Question 1 has 2 choices, and 3 in English."),
        ("single_choice", swap_choices, "Question 1: the choices stand in another order than in English."),
        (
            "multiple_choice",
            rename_choice,
            "Question 1 has choices that aren’t those of the English: answers would be lost.",
        ),
        ("single_choice", other_key, "Question 1: another answer is right than in English."),
        ("true_false", other_truth, "Question 1: another answer is right than in English."),
        ("scenario", other_worth, "Question 1: another answer is right than in English."),
        ("scenario", other_way, "Question 1: another answer is right than in English."),
        ("matching", more_points, "Question 1 gives 3 points, and 1 in English."),
        ("gap_fill", drop_gap, "Question 1 has 1 choices, and 2 in English."),
        ("ordering", swap_items, "Question 1: the choices stand in another order than in English."),
    ],
)
def test_a_question_that_differs_is_named(
    quizzes: dict[str, QuizPage], kind: str, change: Change, message: str
) -> None:
    asks(quizzes["en"], stream("en", (kind,)))
    questions = stream("nb", (kind,))
    change(questions[0]["value"])
    assert told(asks(quizzes["nb"], questions)) == [f"error: {message}"]


def test_missing_added_and_swapped_questions_are_named(quizzes: dict[str, QuizPage]) -> None:
    asks(quizzes["en"], stream("en", ("single_choice", "true_false")))
    questions = stream("nb", ("single_choice", "ordering"))
    assert told(asks(quizzes["nb"], questions)) == [
        "error: Question 2 of the English quiz is missing: answers to it would be lost.",
        "error: Question 2 isn’t in the English quiz.",
    ]
    questions = stream("nb", ("true_false", "single_choice"))
    assert told(asks(quizzes["nb"], questions)) == ["error: The questions stand in another order than in English."]


def test_a_question_of_another_kind_is_named(quizzes: dict[str, QuizPage]) -> None:
    asks(quizzes["en"], stream("en", ("single_choice",)))
    other = {**question_data("true_false", language="nb"), "id": named_id("block", "single_choice")}
    assert told(asks(quizzes["nb"], [other])) == ["error: Question 1 is of another kind than in English."]


def test_a_lost_gap_is_named(quizzes: dict[str, QuizPage]) -> None:
    asks(quizzes["en"], stream("en", ("gap_fill",)))
    page = asks(quizzes["nb"], [question_data("gap_fill", language="nb", text="Før {1}, og etter")])
    assert found(page, "placeholder") == ["error: “Fill the gap, Text” lacks {2}."]


def test_another_mark_is_named(quizzes: dict[str, QuizPage]) -> None:
    quizzes["nb"].pass_mark = 60
    assert told(quizzes["nb"]) == ["error: “passed at” is 60, and 70 in English."]


# --- Glossary --------------------------------------------------------------------------------------------------------


@pytest.fixture
def terms(db: None) -> None:
    """A term of two words in English, and its Norwegian one."""
    key = named_id("term", "dialogue")
    for language, term in (("en", "Frame of reference"), ("nb", "Referanseramme")):
        GlossaryTerm.objects.create(
            code="frame", term=term, definition="–", locale=locale(language), translation_key=key
        )


@pytest.mark.parametrize(
    ("norwegian", "warned"),
    [
        ("Hun kjenner referanserammen hans.", False),
        ("Referanserammene deres er ulike.", False),
        ("Hun kjenner bakgrunnen hans.", True),
    ],
)
def test_a_term_said_otherwise_than_in_the_glossary_is_a_warning(
    small_tree: SiteTree, terms: None, norwegian: str, warned: bool
) -> None:
    english, page = (small_tree.lessons[language][0] for language in ("en", "nb"))
    for one, text in ((english, "She knows his frames of reference."), (page, norwegian)):
        body = [block("do_dont", "list", {"do": [item("one", text)], "dont": []})]
        LessonPage.objects.filter(pk=one.pk).update(body=json.dumps(body))
    page = LessonPage.objects.get(pk=page.pk)
    message = f"warning: “{norwegian}”: the glossary says “Referanseramme” here."
    assert found(page) == ([message] if warned else [])
