"""The small answer that makes public pages personal, and "My learning", which shows the same without a script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer
from tests.factories.tree import quiz_name

SINGLE = quiz_name(1, "single_choice")


def keys(pages: list[Any]) -> list[str]:
    return [str(page.translation_key) for page in pages]


def test_a_stranger_has_nothing_personal(small_tree: SiteTree, visitor: Visitor) -> None:
    assert visitor.personal(small_tree.course["en"]) == {
        "signed_in": False,
        "name": None,
        "csrf": None,
        "any": False,
        "done": [],
        "quizzes": {},
        "modules": {},
        "course": 0,
        "courses": {str(small_tree.course["en"].translation_key): 0},
        "resume": None,
        "changed": {},
    }


def test_it_tells_what_is_done_and_where_to_go_on(small_tree: SiteTree, visitor: Visitor) -> None:
    lessons, quizzes = small_tree.lessons["en"], small_tree.quizzes["en"]
    modules = keys(small_tree.modules["en"])
    for lesson in lessons[:2]:
        visitor.mark_read(lesson)
    visitor.pass_quiz(quizzes[0])
    told = visitor.personal(small_tree.course["en"])
    assert told["any"] is True
    assert told["done"] == sorted(keys(lessons[:2]))
    assert told["quizzes"] == {
        str(quizzes[0].translation_key): {"best": 100, "latest": 100, "passed": True, "open": False}
    }
    assert told["modules"] == {modules[0]: 100, modules[1]: 0}
    assert told["course"] == 42
    assert told["resume"] == {"title": "Lesson 2.1", "url": address(lessons[2])}


def test_an_open_quiz_is_where_to_go_on(small_tree: SiteTree, visitor: Visitor) -> None:
    quiz = small_tree.quiz["en"]
    visitor.answer(quiz, SINGLE, right_answer("single_choice", SINGLE))
    told = visitor.personal(small_tree.course["en"])
    assert told["quizzes"] == {str(quiz.translation_key): {"best": None, "latest": None, "passed": False, "open": True}}
    assert told["resume"]["url"] == address(quiz)


def test_progress_made_in_one_language_shows_in_all(site_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(site_tree.lessons["nb"][0])
    for language in site_tree.languages:
        told = visitor.personal(site_tree.course[language])
        assert told["done"] == keys(site_tree.lessons["en"][:1])
        assert told["resume"]["url"] == address(site_tree.lessons[language][1])


@pytest.mark.parametrize("course", ["", "made-up", "00000000-0000-0000-0000-000000000000"])
def test_a_page_outside_of_a_course_is_told_only_who_reads_it(
    small_tree: SiteTree, visitor: Visitor, course: str
) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    told = visitor.client.get("/en/me/personal.json", {"course": course}).json()
    assert told == {"signed_in": False, "name": None, "csrf": None, "any": True}


def test_who_has_signed_in_is_named(small_tree: SiteTree, client: Client) -> None:
    client.force_login(UserFactory(email="alice@example.org", first_name="Alice", last_name="Ås"))
    told = Visitor(client).personal()
    assert (told["signed_in"], told["name"]) == (True, "Alice Ås")
    assert told["csrf"]


def test_nobody_keeps_a_copy_of_it_and_it_sets_no_cookie(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    for url in ("/en/me/personal.json", "/en/me/"):
        response = visitor.client.get(url)
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
        assert not response.cookies


def test_my_learning_of_a_stranger_says_that_there_is_nothing_yet(small_tree: SiteTree, visitor: Visitor) -> None:
    response = visitor.my_learning()
    assert response.status_code == 200
    assert response.context["courses"] == []
    html = response.content.decode()
    assert "Nothing here yet" in html
    assert 'href="/en/accounts/signup/"' in html


def test_my_learning_shows_courses_modules_lessons_and_quizzes(small_tree: SiteTree, visitor: Visitor) -> None:
    lessons, quiz = small_tree.lessons["en"], small_tree.quiz["en"]
    for lesson in lessons[:2]:
        visitor.mark_read(lesson)
    visitor.take(quiz, "single_choice")
    (course,) = visitor.my_learning().context["courses"]
    assert (course["title"], course["url"]) == ("Course", address(small_tree.course["en"]))
    assert (course["percent"], course["done"], course["total"]) == (28, 2, 7)
    assert course["continue"].url == address(lessons[2])
    first, second = course["modules"]
    assert (first["percent"], first["done"], first["total"]) == (66, 2, 3)
    assert [lesson["done"] for lesson in first["lessons"]] == [True, True]
    assert first["quiz"] == {
        "title": "Quiz 1",
        "url": address(quiz),
        "best": 14,
        "latest": 14,
        "passed": False,
        "open": False,
        "attempts": 1,
        "attempts_url": f"/en/me/quizzes/{quiz.translation_key}/attempts/",
    }
    assert (second["percent"], second["quiz"]["best"]) == (0, None)
    assert course["assessment"] == {
        "title": "Final assessment",
        "url": address(small_tree.assessment["en"]),
        "best": None,
        "latest": None,
        "passed": False,
        "open": False,
        "attempts": 0,
        "attempts_url": f"/en/me/quizzes/{small_tree.assessment['en'].translation_key}/attempts/",
    }
    assert course["ending"].url == address(small_tree.summary["en"])


@pytest.mark.parametrize("language", ["en", "nb", "de", "el"])
def test_my_learning_speaks_the_readers_language(site_tree: SiteTree, visitor: Visitor, language: str) -> None:
    visitor.mark_read(site_tree.lessons["de"][0])
    response = visitor.my_learning(language)
    html = response.content.decode()
    assert f'<html lang="{language}"' in html
    assert f'href="{address(site_tree.lessons[language][1])}"' in html
    assert response.context["courses"][0]["title"] == site_tree.course[language].title


def test_a_finished_course_has_nothing_to_continue(small_tree: SiteTree, visitor: Visitor) -> None:
    for lesson in small_tree.lessons["en"]:
        visitor.mark_read(lesson)
    for number, quiz in enumerate(small_tree.quizzes["en"], start=1):
        visitor.pass_quiz(quiz, module=number)
    assert visitor.personal(small_tree.course["en"])["resume"]["url"] == address(small_tree.assessment["en"])
    visitor.take_assessment(small_tree.assessment["en"])
    (course,) = visitor.my_learning().context["courses"]
    assert (course["percent"], course["continue"]) == (100, None)
    assert (course["assessment"]["best"], course["assessment"]["passed"]) == (100, True)
    assert visitor.personal(small_tree.course["en"])["resume"] is None
