"""The quiz page: what it shows when, and that it never holds the key."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

import pytest
from django.urls import reverse

from courses.models import QuizPage
from mimi.pages.cache import stamps
from tests.courses.visitor import HTMX, Visitor, address
from tests.factories import SiteTree
from tests.factories.questions import TYPES, choice_id, question_data, question_id, right_answer, wrong_answer
from tests.factories.tree import quiz_name

every_type = pytest.mark.parametrize("kind", TYPES)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def first(kind: str) -> str:
    return quiz_name(1, kind)


def text(response: Any) -> str:
    return TOKEN.sub("", response.content.decode())


def edit(quiz: QuizPage, stream: list[dict[str, Any]]) -> None:
    """Publish other questions, as an editor does, and let all caches know."""
    quiz = QuizPage.objects.get(pk=quiz.pk)
    quiz.questions = json.dumps(stream)
    quiz.save_revision().publish()
    stamps.view.refresh(now=True)


def test_a_quiz_begins_with_its_first_question(small_tree: SiteTree, visitor: Visitor) -> None:
    response = visitor.get(small_tree.quiz["en"])
    assert response.status_code == 200
    assert response.context["state"] == "question"
    assert response.context["current"].id == question_id(first("single_choice"))
    assert (response.context["position"], response.context["total"]) == (1, 7)
    assert "Prompt of single_choice-1" in text(response)
    assert response.context["answer_url"]() == f"/en/me/quizzes/{small_tree.quiz['en'].translation_key}/answers/"


def test_looking_at_a_quiz_keeps_nothing(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.get(small_tree.quiz["en"])
    assert visitor.cookie == ""
    assert visitor.personal(small_tree.course["en"])["any"] is False


@pytest.mark.parametrize("query", ["", "?again=1", "?result=1", "?question=made-up"])
def test_nobody_keeps_a_copy_of_a_quiz(small_tree: SiteTree, visitor: Visitor, query: str) -> None:
    response = visitor.get(small_tree.quiz["en"], query)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert not hasattr(response, "cache_tags")
    assert "ETag" not in response.headers


@every_type
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "script"])
def test_an_unanswered_question_holds_no_key(
    small_tree: SiteTree, visitor: Visitor, kind: str, headers: dict[str, str]
) -> None:
    html = text(visitor.get(small_tree.quiz["en"], f"?question={question_id(first(kind))}", headers=headers))
    assert f"Prompt of {first(kind)}" in html
    for secret in ("Feedback to", "Explanation of", "is-right", "is-wrong", "correct"):
        assert secret not in html


# Of a matching question the key is which texts stand together: see its own tests.
@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "matching"])
def test_an_unanswered_question_looks_the_same_whatever_its_key_is(
    small_tree: SiteTree, visitor: Visitor, kind: str
) -> None:
    quiz = small_tree.quiz["en"]
    data = question_data(kind, first(kind))
    edit(quiz, [data])
    before = text(visitor.get(quiz))
    value = data["value"]
    if kind == "true_false":
        value["answer"] = not value["answer"]
    elif kind == "ordering":
        # The other order that differs from what is shown in no more than the key.
        shown = re.findall(r'name="position-([^"]+)"', before)
        value["items"] = sorted(value["items"], key=lambda item: shown.index(item["id"]), reverse=True)
    elif kind == "gap_fill":
        for gap in value["gaps"]:
            gap["value"]["answers"] = "something else"
    elif kind == "scenario":
        for decision in value["scenes"][0]["value"]["choices"]:
            decision["value"] |= {"worth": str(2 - int(decision["value"]["worth"])), "next": 2}
    else:
        for choice in value["choices"]:
            choice["value"]["correct"] = not choice["value"]["correct"]
    edit(quiz, [data])
    assert text(visitor.get(quiz)) == before


def test_an_answered_question_shows_its_feedback(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz, name = small_tree.quiz["en"], first("single_choice")
    response = visitor.answer(quiz, name, wrong_answer("single_choice", name))
    assert response.status_code == 302
    response = visitor.client.get(response.headers["Location"])
    assert response.context["state"] == "feedback"
    html = text(response)
    assert f"Explanation of {name}" in html
    assert f"Feedback to wrong of {name}" in html
    assert f"Feedback to right of {name}" not in html
    assert response.context["lesson"].url == address(small_tree.lessons["en"][0])
    assert f"{address(quiz)}?question={question_id(first('multiple_choice'))}" in html


def test_after_a_reload_the_quiz_goes_on_with_the_first_unanswered_question(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    quiz = small_tree.quiz["en"]
    visitor.answer(quiz, first("multiple_choice"), right_answer("multiple_choice", first("multiple_choice")))
    assert visitor.get(quiz).context["current"].id == question_id(first("single_choice"))
    visitor.answer(quiz, first("single_choice"), right_answer("single_choice", first("single_choice")))
    response = visitor.get(quiz)
    assert response.context["current"].id == question_id(first("true_false"))
    assert response.context["percent"] == 28


def test_a_question_that_was_left_out_is_asked_in_the_end(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    for kind in TYPES[1:]:
        visitor.answer(quiz, first(kind), right_answer(kind, first(kind)))
    response = visitor.get(quiz, f"?question={question_id(first(TYPES[-1]))}")
    assert response.context["state"] == "feedback"
    assert response.context["last"] is False
    assert response.context["next_url"].endswith(question_id(first("single_choice")))


def test_the_last_answer_leads_to_the_result(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz, *TYPES[:-1])
    response = visitor.get(quiz, f"?question={question_id(first(TYPES[-1]))}")
    assert response.context["last"] is True
    assert response.context["next_url"] == f"{address(quiz)}?result=1"
    result = visitor.get(quiz, "?result=1").context["result"]
    assert (result["percent"], result["passed"], result["pass_mark"]) == (85, True, 70)
    assert (result["correct"], result["total"]) == (6, 7)
    assert [(row["number"], row["prompt"]) for row in result["missed"]] == [(7, "Prompt of scenario-1")]
    assert result["missed"][0]["lesson"].url == address(small_tree.lessons["en"][0])


def test_the_result_leads_on_to_the_next_module_then_to_the_assessment_then_to_the_summary(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    one, two = small_tree.quizzes["en"]
    visitor.pass_quiz(one)
    assert visitor.get(one).context["next"].url == address(small_tree.modules["en"][1])
    visitor.pass_quiz(two, module=2)
    assert visitor.get(two).context["next"].url == address(small_tree.assessment["en"])
    visitor.take_assessment(small_tree.assessment["en"])
    assert visitor.get(small_tree.assessment["en"]).context["next"].url == address(small_tree.summary["en"])


def test_with_nothing_behind_it_a_result_leads_back_to_the_course(small_tree: SiteTree, visitor: Visitor) -> None:
    for page in (small_tree.assessment["en"], small_tree.summary["en"]):
        page.unpublish()
    two = small_tree.quizzes["en"][1]
    visitor.pass_quiz(two, module=2)
    response = visitor.get(two)
    assert response.context["next"] is None
    assert f'href="{address(small_tree.course["en"])}"' in text(response)


def test_too_few_points_do_not_pass(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.take(small_tree.quiz["en"], *TYPES[:4])
    result = visitor.get(small_tree.quiz["en"]).context["result"]
    assert (result["percent"], result["passed"]) == (57, False)


def test_a_quiz_can_be_taken_again(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz)
    retry = visitor.get(quiz).context["result"]["retry_url"]
    response = visitor.client.get(retry)
    assert response.context["state"] == "question"
    assert response.context["attempt_number"] == 2
    assert visitor.get(quiz).context["state"] == "result", "a new attempt begins with its first answer"
    visitor.pass_quiz(quiz, attempt=2)
    result = visitor.get(quiz).context["result"]
    assert (result["percent"], result["passed"]) == (100, True)
    assert [attempt.number for attempt in visitor.learner().attempts.order_by("number")] == [1, 2]


def test_again_in_the_middle_of_an_attempt_goes_on_with_it(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.answer(quiz, first("single_choice"), right_answer("single_choice", first("single_choice")))
    response = visitor.get(quiz, "?again=1")
    assert response.context["attempt_number"] == 1
    assert response.context["current"].id == question_id(first("multiple_choice"))


def test_another_attempt_shuffles_anew_and_a_reload_does_not(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz, question = small_tree.quiz["en"], question_id(first("ordering"))
    items = [{"type": "item", "id": choice_id("long", str(n)), "value": {"text": f"Item {n}"}} for n in range(8)]
    edit(quiz, [question_data("ordering", first("ordering"), items=items)])

    def shown(query: str = "") -> list[str]:
        return [choice.id for choice in visitor.get(quiz, f"?question={question}{query}").context["choices"]]

    before = shown()
    assert shown() == before
    visitor.answer(quiz, first("ordering"), {f"position-{item['id']}": n for n, item in enumerate(items, start=1)})
    assert shown("&again=1") != before


def test_a_script_gets_the_stage_alone(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    html = text(visitor.get(quiz, headers=HTMX))
    assert html.lstrip().startswith("<")
    assert "<html" not in html
    assert "Prompt of single_choice-1" in html
    whole = visitor.get(quiz, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in text(whole)


def test_the_language_may_change_in_the_middle(site_tree: SiteTree, visitor: Visitor) -> None:
    norwegian, greek = site_tree.quiz["nb"], site_tree.quiz["el"]
    visitor.answer(norwegian, first("single_choice"), right_answer("single_choice", first("single_choice")))
    response = visitor.get(greek)
    assert response.context["current"].id == question_id(first("multiple_choice"))
    assert "Prompt of multiple_choice-1 (el)" in text(response)
    feedback = visitor.get(greek, f"?question={question_id(first('single_choice'))}")
    assert feedback.context["grade"].correct
    assert "Explanation of single_choice-1 (el)" in text(feedback)
    for kind in TYPES[1:]:
        visitor.answer(greek, first(kind), right_answer(kind, first(kind)))
    attempt = visitor.learner().attempts.get()
    assert attempt.passed
    languages = dict(attempt.answers.values_list("question_id", "language"))
    assert languages.pop(uuid.UUID(question_id(first("single_choice")))) == "nb"
    assert set(languages.values()) == {"el"}


def test_the_language_switch_keeps_the_question(small_tree: SiteTree, visitor: Visitor) -> None:
    query = f"?question={question_id(first('true_false'))}"
    html = text(visitor.get(small_tree.quiz["en"], query))
    assert f'href="{address(small_tree.quiz["nb"])}{query}"' in html


def test_a_question_that_an_editor_has_taken_away_is_no_longer_asked(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    for kind in ("single_choice", "multiple_choice", "true_false"):
        visitor.answer(quiz, first(kind), right_answer(kind, first(kind)))
    edit(quiz, [question_data(kind, first(kind)) for kind in ("single_choice", "true_false")])
    result = visitor.get(quiz).context["result"]
    assert result["percent"] == 100
    response = visitor.answer(quiz, first("ordering"), right_answer("ordering", first("ordering")))
    assert (response.status_code, response.headers["Location"]) == (302, address(quiz))
    response = visitor.answer(quiz, first("ordering"), right_answer("ordering", first("ordering")), headers=HTMX)
    assert response.headers["HX-Redirect"] == address(quiz)


def test_a_question_that_an_editor_adds_is_asked_before_an_open_attempt_ends(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    quiz = small_tree.quiz["en"]
    name = first("single_choice")
    visitor.answer(quiz, name, right_answer("single_choice", name))
    kept = [question_data("single_choice", name), question_data("true_false", "new")]
    edit(quiz, kept)
    assert visitor.get(quiz).context["current"].id == question_id("new")


def test_an_address_that_names_no_quiz_leads_nowhere(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    url = reverse("quiz_answer", args=[lesson.translation_key])
    assert visitor.client.post(url).status_code == 404


def test_a_quiz_that_is_not_translated_yet_is_graded_all_the_same(site_tree: SiteTree, visitor: Visitor) -> None:
    QuizPage.objects.get(pk=site_tree.quiz["el"].pk).delete()
    url = f"/el/me/quizzes/{site_tree.quiz['en'].translation_key}/answers/"
    name = first("single_choice")
    fields = {"question": question_id(name), "attempt": 1, **right_answer("single_choice", name)}
    response = visitor.client.post(url, fields)
    assert response.headers["Location"].startswith(address(site_tree.quiz["en"]))
    assert visitor.learner().attempts.get().answers.get().correct
