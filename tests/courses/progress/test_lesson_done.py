"""Marking a lesson as read."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from courses.models import LessonPage
from courses.progress.models import Enrolment, LessonCompletion
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree


def done_url(lesson: LessonPage, language: str = "en") -> str:
    return f"/{language}/me/lessons/{lesson.translation_key}/done/"


def test_a_lesson_is_marked_once_and_the_first_time_counts(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    visitor.mark_read(lesson)
    first = LessonCompletion.objects.get().completed_at
    visitor.mark_read(lesson)
    visitor.mark_read(small_tree.lessons["nb"][0])
    completion = LessonCompletion.objects.get()
    assert completion.completed_at == first
    assert completion.language == "en"
    assert completion.lesson_key == lesson.translation_key


def test_whoever_reads_a_lesson_has_begun_its_course_once(small_tree: SiteTree, visitor: Visitor) -> None:
    for lesson in small_tree.lessons["en"]:
        visitor.mark_read(lesson)
    visitor.mark_read(small_tree.lessons["nb"][0])
    visitor.pass_quiz(small_tree.quiz["nb"])
    assert Enrolment.objects.get().course_key == small_tree.course["en"].translation_key


def test_the_reader_goes_on_to_the_next_step(small_tree: SiteTree, visitor: Visitor) -> None:
    first, second = small_tree.lessons["nb"][:2]
    assert visitor.mark_read(first).headers["Location"] == address(second)
    assert visitor.mark_read(second).headers["Location"] == address(small_tree.quiz["nb"])


def test_the_form_at_the_foot_of_a_lesson_does_that(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    html = visitor.get(lesson).content.decode()
    assert f'action="{done_url(lesson)}"' in html
    assert f'name="next" value="{address(small_tree.lessons["en"][1])}"' in html


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/en/course/module-2/", "/en/course/module-2/"),
        ("https://evil.example/", "/en/course/"),
        ("//evil.example/", "/en/course/"),
        ("javascript:alert(1)", "/en/course/"),
        (r"/\evil.example", "/en/course/"),
    ],
)
def test_the_way_on_stays_on_this_site(small_tree: SiteTree, visitor: Visitor, wanted: str, where: str) -> None:
    response = visitor.client.post(done_url(small_tree.lessons["en"][0]), {"next": wanted})
    assert response.headers["Location"] == where


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://testserver"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_this_site_needs_no_token(small_tree: SiteTree, headers: dict[str, str]) -> None:
    visitor = Visitor(Client(enforce_csrf_checks=True))
    assert visitor.mark_read(small_tree.lessons["en"][0], headers=headers).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:81"},
        {"Origin": "null"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_of_another_site_is_refused(small_tree: SiteTree, visitor: Visitor, headers: dict[str, str]) -> None:
    response = visitor.mark_read(small_tree.lessons["en"][0], headers=headers)
    assert response.status_code == 403
    assert "learner" not in response.cookies
    assert not LessonCompletion.objects.exists()


def test_a_lesson_is_marked_by_posting(small_tree: SiteTree, visitor: Visitor) -> None:
    assert visitor.client.get(done_url(small_tree.lessons["en"][0])).status_code == 405


def test_only_live_lessons_can_be_marked(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    lesson.unpublish()
    for key in (lesson.translation_key, small_tree.quiz["en"].translation_key, uuid.uuid4()):
        assert visitor.client.post(f"/en/me/lessons/{key}/done/").status_code == 404
    assert not LessonCompletion.objects.exists()


def test_the_answer_is_nobody_elses(small_tree: SiteTree, visitor: Visitor) -> None:
    assert "no-store" in visitor.mark_read(small_tree.lessons["en"][0]).headers["Cache-Control"]


OUTBOX = {"X-Requested-With": "outbox", "Accept": "application/json"}


def test_a_script_is_told_that_it_is_noted_and_stays_where_it_is(small_tree: SiteTree, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    first = visitor.mark_read(lesson, headers=OUTBOX)
    again = visitor.mark_read(lesson, headers=OUTBOX)
    for response in (first, again):
        assert (response.status_code, response.content) == (204, b"")
        assert "Location" not in response.headers
        assert "no-store" in response.headers["Cache-Control"]
    # The first answer tells the browser who it is, and both are hers.
    assert "learner" in first.cookies
    assert LessonCompletion.objects.get().learner == visitor.learner()


def test_a_script_of_another_site_is_refused_as_a_form_is(small_tree: SiteTree, visitor: Visitor) -> None:
    headers = {**OUTBOX, "Origin": "https://evil.example"}
    assert visitor.mark_read(small_tree.lessons["en"][0], headers=headers).status_code == 403
    assert not LessonCompletion.objects.exists()
