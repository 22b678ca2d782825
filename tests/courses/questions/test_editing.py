"""What an editor is told in the admin when a question doesn't fit together."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.models import QuizPage
from courses.questions import QUESTION_TYPES
from tests.courses.desk import as_form
from tests.factories import SiteTree
from tests.factories.questions import TYPES, choice_id, make_question, question_data, scene


def send(client: Client, quiz: QuizPage, kind: str, *, publish: bool = True, **changes: Any) -> Any:
    """Send the admin's form of a quiz with one question."""
    value = make_question(kind, **changes).value
    fields = {
        "title": quiz.title,
        "slug": quiz.slug,
        "summary": quiz.summary,
        "intro": rich_text(quiz.intro),
        "pass_mark": "70",
        "questions": streamfield([(kind, as_form(value))]),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    if publish:
        fields["action-publish"] = "action-publish"
    return client.post(f"/cms/pages/{quiz.pk}/edit/", nested_form_data(fields))


@pytest.mark.parametrize("kind", TYPES)
def test_a_question_in_order_is_published(small_tree: SiteTree, admin_client: Client, kind: str) -> None:
    quiz = small_tree.quiz["en"]
    response = send(admin_client, quiz, kind)
    assert response.status_code == 302, told(response)
    (question,) = QuizPage.objects.get(pk=quiz.pk).question_list
    assert question.type.name == kind
    assert question.prompt == f"Prompt of {kind}"


def told(response: Any) -> str:
    """Return the admin's page as an editor reads it."""
    return html.unescape(response.content.decode()).encode().decode("unicode_escape", errors="ignore")


def gap(answers: str) -> dict[str, Any]:
    return {"type": "item", "id": choice_id("gap_fill", "first"), "value": {"answers": answers, "feedback": "So."}}


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("gap_fill", {"text": "No gap."}, "Each gap stands in the text once, as {1}, {2} and so on."),
        ("gap_fill", {"text": "{1}", "gaps": [gap("trust |")]}, "Write a word, or several with | between them."),
        ("gap_fill", {"text": ""}, "This field is required."),
        (
            "scenario",
            {"scenes": [scene("scenario", "door", {"right": (2, 1), "wrong": (0, 0)})]},
            "A decision leads to a later scene, or to 0, which ends the story.",
        ),
        ("scenario", {"scenes": []}, "The minimum number of items is 1"),
        ("matching", {"pairs": []}, "The minimum number of items is 2"),
        ("single_choice", {"choices": []}, "The minimum number of items is 2"),
    ],
)
def test_an_editor_is_told_what_is_wrong(
    small_tree: SiteTree, admin_client: Client, kind: str, changes: dict[str, Any], sentence: str
) -> None:
    quiz = small_tree.quiz["en"]
    before = len(quiz.question_list)
    response = send(admin_client, quiz, kind, **changes)
    assert response.status_code == 200
    assert sentence in told(response)
    assert len(QuizPage.objects.get(pk=quiz.pk).question_list) == before


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("gap_fill", {"text": "No gap yet."}),
        ("gap_fill", {"text": "", "gaps": [gap("")]}),
        ("scenario", {"scenes": []}),
        ("matching", {"pairs": []}),
        ("single_choice", {"choices": []}),
    ],
)
def test_an_unfinished_question_is_kept_as_a_draft_and_can_be_looked_at(
    small_tree: SiteTree, admin_client: Client, kind: str, changes: dict[str, Any]
) -> None:
    quiz = small_tree.quiz["en"]
    response = send(admin_client, quiz, kind, publish=False, **changes)
    assert response.status_code == 302, told(response)
    draft = QuizPage.objects.get(pk=quiz.pk).get_latest_revision_as_object()
    assert [question.type.name for question in draft.question_list] == [kind]
    assert draft.make_preview_request().status_code == 200


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_every_type_has_all_its_fields_in_the_admin(small_tree: SiteTree, admin_client: Client, kind: str) -> None:
    assert admin_client.get(f"/cms/pages/{small_tree.quiz['en'].pk}/edit/").status_code == 200
    block = QUESTION_TYPES[kind].block()
    stored = question_data(kind)["value"]
    assert set(stored) == set(block.child_blocks)
    assert block.get_prep_value(block.to_python(stored)) == stored
