"""The content API shows courses and lessons, and never what holds a key."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from courses.models import QuizPage
from tests.factories import SiteTree

LIST = "/api/v2/pages/"


def get(client: Client, url: str, **query: str) -> Any:
    return client.get(url, query)


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("courses.CoursePage", "*"),
        ("courses.ModulePage", "*"),
        ("courses.LessonPage", "*"),
        ("practices.PracticePage", "*"),
        ("pages.TextPage", "*"),
        ("courses.QuizPage", "*"),
        ("courses.QuizPage", "_,title,id"),
        ("courses.AssessmentPage", "*"),
        ("courses.SummaryPage", "*"),
    ],
)
def test_it_lists_public_pages_and_no_key(small_tree: SiteTree, client: Client, kind: str, query: str) -> None:
    response = get(client, LIST, type=kind, fields=query)
    assert response.status_code == 200
    assert response.json()["meta"]["total_count"] > 0
    text = response.content.decode()
    for secret in ("Feedback to", "Explanation of", "Prompt of", "questions", "right-too", "pass_mark"):
        assert secret not in text


@pytest.mark.parametrize("fields", ["questions", "*,questions", "_,questions", "question_list", "*,-summary,questions"])
def test_questions_cannot_be_asked_for(small_tree: SiteTree, client: Client, fields: str) -> None:
    for url in (LIST, f"{LIST}{small_tree.quiz['en'].pk}/"):
        response = get(client, url, type="courses.QuizPage", fields=fields)
        assert response.status_code == 400
        assert "Feedback to" not in response.content.decode()


@pytest.mark.parametrize("fields", ["question_list", "question_pool", "*,question_count"])
def test_what_an_assessment_draws_from_cannot_be_asked_for(small_tree: SiteTree, client: Client, fields: str) -> None:
    for url in (LIST, f"{LIST}{small_tree.assessment['en'].pk}/"):
        response = get(client, url, type="courses.AssessmentPage", fields=fields)
        assert response.status_code == 400
        assert "Feedback to" not in response.content.decode()


@pytest.mark.parametrize("name", ["questions", "questions__contains", "questions__icontains"])
def test_questions_cannot_be_filtered_or_sorted_by(small_tree: SiteTree, client: Client, name: str) -> None:
    assert get(client, LIST, type="courses.QuizPage", **{name: "true"}).status_code == 400
    assert get(client, LIST, type="courses.QuizPage", order=name).status_code == 400


def test_search_does_not_look_into_questions(small_tree: SiteTree, client: Client) -> None:
    assert get(client, LIST, search="Feedback").json()["items"] == []
    assert get(client, LIST, search="Lesson", type="courses.LessonPage").json()["items"]


def test_a_single_quiz_shows_no_more(small_tree: SiteTree, client: Client) -> None:
    shown = get(client, f"{LIST}{small_tree.quiz['en'].pk}/", fields="*").json()
    assert shown["title"] == "Quiz 1"
    assert "Choice 1" not in json.dumps(shown)


def test_a_lesson_shows_its_text(small_tree: SiteTree, client: Client) -> None:
    lesson = small_tree.lessons["nb"][0]
    shown = get(client, f"{LIST}{lesson.pk}/").json()
    assert shown["body"][0]["value"]["body"] == "<p>Text of Lesson 1.1 (nb)</p>"
    assert shown["minutes"] == 4


def test_quizzes_hold_no_question_among_what_search_or_api_may_show() -> None:
    assert "questions" not in {field.field_name for field in QuizPage.search_fields}
    assert "questions" not in {field.name for field in QuizPage.api_fields}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_for_reading_only(small_tree: SiteTree, client: Client, method: str) -> None:
    url = f"{LIST}{small_tree.lessons['en'][0].pk}/"
    assert getattr(client, method)(url).status_code in (401, 403, 405)
