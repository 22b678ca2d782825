"""What learners type or choose comes back to them as it was, and never as a part of the page."""

from __future__ import annotations

import pytest

from courses.progress.models import QuizAnswer
from tests.courses.test_quiz_page import edit, text
from tests.courses.visitor import HTMX, Visitor
from tests.factories import SiteTree
from tests.factories.questions import choice_id, match_fields, question_data, question_id
from tests.factories.tree import quiz_name

GAPS, PAIRS = quiz_name(1, "gap_fill"), quiz_name(1, "matching")


def words(first: str, second: str) -> dict[str, str]:
    return {f"gap-{choice_id(GAPS, 'first')}": first, f"gap-{choice_id(GAPS, 'second')}": second}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('"><img src=x onerror=alert(1)>', "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"),
        ("{{ 7|add:7 }} %(text)s %s 100%", "{{ 7|add:7 }} %(text)s %s 100%"),
        ("{1} & {2}", "{1} &amp; {2}"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_typed_word_is_escaped(
    small_tree: SiteTree, visitor: Visitor, typed: str, shown: str, headers: dict[str, str]
) -> None:
    quiz = small_tree.quiz["en"]
    refused = text(visitor.answer(quiz, GAPS, words(typed, ""), headers=headers))
    visitor.answer(quiz, GAPS, words(typed, "patience"), headers=headers)
    judged = text(visitor.get(quiz, f"?question={question_id(GAPS)}", headers=headers))
    for html in (refused, judged):
        assert shown in html
        assert "<script>alert" not in html
        assert "<img" not in html.partition("<main")[2]


def test_nul_and_other_control_characters_can_be_sent_and_are_not_kept(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.answer(small_tree.quiz["en"], GAPS, words("\x00trust\x07", "pati\u0085ence\x00"))
    kept = QuizAnswer.objects.get().response
    # A database may keep the gaps in an order of its own.
    assert sorted(gap["text"] for gap in kept.values()) == ["pati ence", "trust"]
    assert [gap["right"] for gap in kept.values()] == [True, True]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_an_essay_is_refused_with_a_sentence(small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]) -> None:
    response = visitor.answer(small_tree.quiz["en"], GAPS, words("trust", "x" * 101), headers=headers)
    html = text(response)
    assert "That is too long for a gap." in html
    assert 'value="trust"' in html
    assert "x" * 100 in html
    assert "x" * 101 not in html
    assert not QuizAnswer.objects.exists()


def test_the_verdict_on_a_word_stays_in_another_language(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz
    for language, first in (("en", "trust"), ("nb", "tillit")):
        gap = {"type": "item", "id": choice_id(GAPS, "first"), "value": {"answers": first, "feedback": "So."}}
        edit(quiz[language], [question_data("gap_fill", GAPS, language=language, text="{1}", gaps=[gap])])
    visitor.answer(quiz["nb"], GAPS, {f"gap-{choice_id(GAPS, 'first')}": "Tilit"})
    response = visitor.get(quiz["en"], f"?question={question_id(GAPS)}")
    assert response.context["grade"].correct
    assert "“Tilit” is right" in text(response)
    assert "<strong>trust</strong>" in text(response)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_a_refused_matching_keeps_what_was_chosen(
    small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]
) -> None:
    fields = match_fields(PAIRS, {"first": "third", "second": "second"})
    response = visitor.answer(small_tree.quiz["en"], PAIRS, fields, headers=headers)
    html = text(response)
    assert "Choose something for every line." in html
    for value in fields.values():
        assert f'<option value="{value}" selected>' in html
    assert html.count(" selected>") == 2


def test_a_judged_matching_shows_what_belongs_together(small_tree: SiteTree, visitor: Visitor) -> None:
    fields = match_fields(PAIRS, {"first": "first", "second": "third", "third": "second"})
    html = text(visitor.answer(small_tree.quiz["en"], PAIRS, fields, headers=HTMX))
    assert "Partly right" in html
    assert html.count("These belong together") == 1
    assert html.count("These don’t belong together") == 2
    assert html.count(f"Right 2 of {PAIRS}") == 2, "what was chosen for one, and what belongs to another"
    assert f"Feedback to pair 3 of {PAIRS}" in html
