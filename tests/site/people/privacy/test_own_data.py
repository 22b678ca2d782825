"""Everything about oneself: on a page, as a file, and never anything about anybody else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from mimi.people.models import Learner, User
from mimi.people.privacy.declarations import declarations
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer, wrong_answer
from tests.factories.tree import quiz_name
from tests.site.people.privacy.somebody import somebody

pytestmark = pytest.mark.django_db
every_language = pytest.mark.parametrize("language", ["en", "nb", "de", "el"])


def page(client: Client, language: str = "en") -> str:
    response = client.get(f"/{language}/me/data/")
    assert response.status_code == 200
    return response.content.decode()


def copy(client: Client, language: str = "en") -> dict[str, Any]:
    """Return what the file holds, by the names of declarations."""
    response = client.get(f"/{language}/me/data.json")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="microintegration-')
    return {part["name"]: part for part in json.loads(response.content)["data"]}


def rows(client: Client, name: str, language: str = "en") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = copy(client, language)[name]["rows"]
    return found


@pytest.fixture
def learnt(site_tree: SiteTree) -> Visitor:
    """A visitor who has read a lesson and answered a question of each kind."""
    visitor = Visitor()
    visitor.mark_read(site_tree.lessons["nb"][0])
    visitor.take(site_tree.quiz["en"], "single_choice", "ordering")
    return visitor


@every_language
def test_lessons_and_quizzes_are_called_by_their_titles_in_the_readers_language(
    site_tree: SiteTree, learnt: Visitor, language: str
) -> None:
    text = page(learnt.client, language)
    assert f'<html lang="{language}"' in text
    for thing in (site_tree.course, site_tree.lessons, site_tree.quiz):
        found: Any = thing[language]
        title = (found[0] if isinstance(found, list) else found).title
        assert f"<dd>{title}</dd>" in text
    (lesson,) = rows(learnt.client, "courses.lessoncompletion.learner", language)
    key = str(site_tree.lessons["en"][0].translation_key)
    assert lesson["lesson_key"] == {"value": key, "words": site_tree.lessons[language][0].title}
    assert lesson["language"] == {"value": "nb", "words": "Norsk"}


def test_answers_stand_there_in_words(site_tree: SiteTree, learnt: Visitor) -> None:
    answers = rows(learnt.client, "courses.quizanswer.attempt__learner")
    by_prompt = {answer["question_id"]["words"]: answer for answer in answers}
    single = by_prompt[f"Prompt of {quiz_name(1, 'single_choice')}"]
    assert single["response"]["value"] == right_answer("single_choice", quiz_name(1, "single_choice"))["answer"]
    assert (single["correct"], single["points_possible"]) == (True, 1)
    gap = by_prompt[f"Prompt of {quiz_name(1, 'gap_fill')}"]
    given = next(iter(wrong_answer("gap_fill", quiz_name(1, "gap_fill")).values()))
    assert given in gap["response"]["words"]
    assert all(answer["response"]["words"] for answer in answers)
    assert "no longer there" not in page(learnt.client)


def test_a_lesson_that_is_gone_is_said_to_be(site_tree: SiteTree, learnt: Visitor) -> None:
    for language in site_tree.languages:
        site_tree.lessons[language][0].delete()
    (lesson,) = rows(learnt.client, "courses.lessoncompletion.learner")
    assert lesson["lesson_key"]["words"] == "A page that is no longer there"
    site_tree.quiz["en"].unpublish()
    assert "A question that is no longer there" in page(learnt.client)


def test_the_copy_says_what_each_thing_is_and_why_it_is_kept(site_tree: SiteTree, learnt: Visitor) -> None:
    learner = copy(learnt.client, "de")["courses.enrolment.learner"]
    assert set(learner) == {"name", "what", "why", "kept", "labels", "withheld", "rows"}
    assert set(learner["labels"]) == {"course_key", "started_at"}


def test_a_copy_holds_something_of_every_declared_model(small_tree: SiteTree, client: Client) -> None:
    alice = somebody("alice@example.org")
    client.force_login(alice)
    found = copy(client)
    assert set(found) == {declaration.name for declaration in declarations()}
    assert found["people.user.pk"]["rows"][0]["email"] == "alice@example.org"
    assert alice.password not in json.dumps(found)
    assert page(client).count('<details class="fold"') == len(found)


def test_one_sees_nothing_of_another(small_tree: SiteTree, client: Client) -> None:
    alice = somebody("alice@example.org")
    bob = UserFactory(email="bob@example.org")
    client.force_login(bob)
    for text in (page(client), json.dumps(copy(client))):
        assert "bob@example.org" in text
        for mark in ("alice@example.org", str(alice.pk), str(alice.learner.pk)):
            assert mark not in text


def test_a_visitor_sees_what_hangs_on_her_own_cookie_only(small_tree: SiteTree) -> None:
    one, other = Visitor(), Visitor()
    one.mark_read(small_tree.lessons["en"][0])
    other.mark_read(small_tree.lessons["en"][1])
    for visitor, mine, others in ((one, 0, 1), (other, 1, 0)):
        text = page(visitor.client)
        assert small_tree.lessons["en"][mine].title in text
        assert small_tree.lessons["en"][others].title not in text


def test_a_forged_cookie_shows_nothing(small_tree: SiteTree, client: Client) -> None:
    learner = Learner.objects.create()
    client.cookies["learner"] = str(learner.pk)
    assert "Nothing is stored about you." in page(client)


def test_who_has_done_nothing_is_told_so_and_gets_no_cookie(small_tree: SiteTree, client: Client) -> None:
    response = client.get("/en/me/data/")
    assert "Nothing is stored about you." in response.content.decode()
    assert not response.cookies
    assert copy(client) == {}
    assert not Learner.objects.exists()


@pytest.mark.parametrize("path", ["data/", "data.json", "delete/", "deleted/", "privacy/"])
def test_nothing_of_it_is_kept_by_a_cache(small_tree: SiteTree, client: Client, path: str) -> None:
    response = client.get(f"/en/me/{path}")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]


@every_language
def test_what_is_stored_is_said_of_every_declaration(small_tree: SiteTree, client: Client, language: str) -> None:
    text = client.get(f"/{language}/me/privacy/").content.decode()
    with override(language):
        for declaration in declarations():
            assert re.search(rf"<(h3|li)>{re.escape(str(declaration.what))}(</h3>| \()", text)
            assert str(declaration.purpose.kept()) in text


def test_how_long_is_what_the_operator_has_set(client: Client, db: None, settings: Any) -> None:
    settings.INACTIVE_MONTHS = 7
    assert "not used it for 7 months" in client.get("/en/me/privacy/").content.decode()
    settings.SENDS_MAIL = False
    text = client.get("/en/me/privacy/").content.decode()
    assert "not used it for" not in text
    assert "Until you delete your account." in text


def test_my_learning_and_the_account_lead_there(small_tree: SiteTree, client: Client) -> None:
    assert 'href="/nb/me/data/"' in client.get("/nb/me/").content.decode()
    client.force_login(User.objects.create_user("alice@example.org", "x"))
    assert 'href="/nb/me/data/"' in client.get("/nb/accounts/email/").content.decode()
