"""Progress made without an account is found in it, through the pages by which people sign up and in."""

from __future__ import annotations

import pytest
from django.test import Client

from courses.progress.models import LessonCompletion, QuizAnswer
from mimi.people.models import Learner
from tests.courses.visitor import COOKIE, Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.people import PASSWORD
from tests.factories.questions import right_answer, wrong_answer
from tests.factories.tree import quiz_name
from tests.site.people.account import confirm, sign_in, sign_up

SINGLE, OTHER = quiz_name(1, "single_choice"), quiz_name(1, "true_false")
RIGHT, WRONG = right_answer("single_choice", SINGLE), wrong_answer("single_choice", SINGLE)


def learned(visitor: Visitor, tree: SiteTree) -> None:
    """Read a lesson and begin a quiz."""
    visitor.mark_read(tree.lessons["nb"][0])
    visitor.answer(tree.quiz["nb"], SINGLE, RIGHT)


@pytest.mark.parametrize("language", ["en", "nb", "de", "el"])
def test_who_signs_up_finds_all_of_it_in_my_learning(site_tree: SiteTree, visitor: Visitor, language: str) -> None:
    learned(visitor, site_tree)
    sign_up(visitor.client, "alice@example.org", language)
    response = confirm(visitor.client, language)
    assert response.redirect_chain[-1][0] == f"/{language}/me/"
    (course,) = response.context["courses"]
    assert (course["done"], course["continue"].key) == (1, str(site_tree.quiz["en"].translation_key))
    learner = visitor.learner()
    assert str(learner.user) == "alice"
    assert QuizAnswer.objects.get().attempt.learner == learner


def test_who_has_not_proved_her_address_keeps_her_progress_in_the_browser(
    small_tree: SiteTree, visitor: Visitor
) -> None:
    learned(visitor, small_tree)
    sign_up(visitor.client, "alice@example.org")
    assert visitor.personal(small_tree.course["en"])["done"]
    assert visitor.learner().user is None


def test_the_cookie_goes_when_its_progress_has_moved(small_tree: SiteTree, visitor: Visitor) -> None:
    learned(visitor, small_tree)
    UserFactory(email="alice@example.org")
    response = sign_in(visitor.client, "alice@example.org")
    assert response.status_code == 302
    morsel = response.cookies[COOKIE]
    assert (morsel.value, morsel["max-age"], morsel["samesite"]) == ("", 0, "Lax")


def test_who_signs_in_finds_both_what_was_there_and_what_is_new(small_tree: SiteTree, visitor: Visitor) -> None:
    alice = UserFactory(email="alice@example.org")
    elsewhere = Visitor()
    elsewhere.client.force_login(alice)
    elsewhere.mark_read(small_tree.lessons["en"][1])
    elsewhere.answer(small_tree.quiz["en"], SINGLE, WRONG)
    elsewhere.answer(small_tree.quiz["en"], OTHER, right_answer("true_false", OTHER))
    learned(visitor, small_tree)

    sign_in(visitor.client, "alice@example.org")

    told = visitor.personal(small_tree.course["en"])
    assert told["done"] == sorted(str(lesson.translation_key) for lesson in small_tree.lessons["en"][:2])
    sitting = visitor.get(small_tree.quiz["en"])
    assert sitting.context["percent"] == 28
    assert Learner.objects.count() == 1
    attempt = Learner.objects.get().attempts.get(merged_into=None)
    assert list(attempt.answers.values_list("correct", flat=True)) == [True, True]


def test_a_copy_of_the_old_cookie_brings_nothing_twice(small_tree: SiteTree, visitor: Visitor) -> None:
    learned(visitor, small_tree)
    old = visitor.cookie
    UserFactory(email="alice@example.org")
    sign_in(visitor.client, "alice@example.org")
    copy = Visitor()
    copy.client.cookies[COOKIE] = old
    assert copy.personal(small_tree.course["en"])["done"] == []
    sign_in(copy.client, "alice@example.org")
    assert LessonCompletion.objects.count() == QuizAnswer.objects.count() == 1


def test_bob_who_signs_in_later_gets_nothing_of_alice(small_tree: SiteTree, visitor: Visitor) -> None:
    for name in ("alice", "bob"):
        UserFactory(email=f"{name}@example.org")
    learned(visitor, small_tree)
    sign_in(visitor.client, "alice@example.org")
    visitor.client.post("/en/accounts/logout/")
    assert visitor.personal(small_tree.course["en"])["done"] == []
    sign_in(visitor.client, "bob@example.org")
    assert visitor.personal(small_tree.course["en"])["done"] == []


def test_a_wrong_password_moves_nothing(small_tree: SiteTree, visitor: Visitor) -> None:
    learned(visitor, small_tree)
    UserFactory(email="alice@example.org")
    sign_in(visitor.client, "alice@example.org", password=PASSWORD + "?")
    assert visitor.learner().user is None


def test_who_has_learnt_nothing_yet_leaves_no_trace(small_tree: SiteTree, client: Client) -> None:
    UserFactory(email="alice@example.org")
    response = sign_in(client, "alice@example.org")
    assert COOKIE not in response.cookies
    assert not Learner.objects.exists()


def test_a_forged_cookie_does_not_keep_anyone_out(small_tree: SiteTree, client: Client) -> None:
    UserFactory(email="alice@example.org")
    client.cookies[COOKIE] = "forged"
    response = sign_in(client, "alice@example.org")
    assert response.headers["Location"] == "/en/me/"
    assert response.cookies[COOKIE].value == ""
    assert not Learner.objects.exists()
