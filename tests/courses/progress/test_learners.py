"""The cookie by which a visitor without an account is known."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from mimi.people import learners
from mimi.people.models import Learner
from tests.courses.visitor import COOKIE, Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer
from tests.factories.tree import quiz_name


def signed(value: object) -> str:
    return signing.dumps(value, salt=learners.SALT)


def with_cookie(value: str) -> Visitor:
    client = Client()
    client.cookies[COOKIE] = value
    return Visitor(client)


def test_reading_sets_no_cookie(small_tree: SiteTree, visitor: Visitor) -> None:
    for page in (small_tree.home, small_tree.course, small_tree.quiz):
        response = visitor.get(page["en"])
        assert COOKIE not in response.cookies
    visitor.personal(small_tree.course["en"])
    visitor.my_learning()
    assert visitor.cookie == ""
    assert not Learner.objects.exists()


def test_the_cookie_comes_with_the_first_thing_to_keep(small_tree: SiteTree, visitor: Visitor) -> None:
    morsel = visitor.mark_read(small_tree.lessons["en"][0]).cookies[COOKIE]
    assert signing.loads(morsel.value, salt=learners.SALT) == str(visitor.learner().pk)
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == "/"
    assert morsel["max-age"] == learners.KEEP_SECONDS
    assert not morsel["secure"]


def test_the_cookie_is_secure_behind_tls(small_tree: SiteTree, visitor: Visitor, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    assert visitor.mark_read(small_tree.lessons["en"][0]).cookies[COOKIE]["secure"] is True


def test_the_learner_is_found_again_by_it(small_tree: SiteTree, visitor: Visitor) -> None:
    for lesson in small_tree.lessons["en"]:
        visitor.mark_read(lesson)
    visitor.pass_quiz(small_tree.quiz["en"])
    assert visitor.learner().completions.count() == 4
    assert visitor.learner().attempts.count() == 1


SOMEBODY = "5b1c0f0e-7d3e-4a53-9a7e-2f0f5f1f6c11"
FORGED = {
    "empty": "",
    "nonsense": "nonsense",
    "three parts": "a:b:c",
    "unsigned": SOMEBODY,
    "signed for something else": signing.dumps(SOMEBODY, salt="another"),
    "no id": signed("no id"),
    "a number": signed(7),
    "nothing": signed(None),
    "an object": signed({"id": 1}),
    "cut": signed(SOMEBODY)[:-1],
    "long": "x" * 4000,
}


@pytest.mark.parametrize("value", FORGED.values(), ids=FORGED)
def test_a_forged_cookie_is_nobody(small_tree: SiteTree, value: str) -> None:
    visitor = with_cookie(value)
    assert visitor.personal(small_tree.course["en"])["any"] is False
    assert visitor.mark_read(small_tree.lessons["en"][0]).status_code == 302
    assert signing.loads(visitor.cookie, salt=learners.SALT) == str(visitor.learner().pk)


def test_a_cookie_of_more_than_a_year_ago_is_nobody(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    later = timezone.now().timestamp() + learners.KEEP_SECONDS + timedelta(days=1).total_seconds()
    with patch("django.core.signing.time.time", return_value=later):
        assert visitor.personal(small_tree.course["en"])["any"] is False


def test_each_fact_lets_the_cookie_live_on(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    later = timezone.now().timestamp() + timedelta(days=300).total_seconds()
    with patch("django.core.signing.time.time", return_value=later):
        visitor.pass_quiz(small_tree.quiz["en"])
    much_later = later + timedelta(days=300).total_seconds()
    with patch("django.core.signing.time.time", return_value=much_later):
        assert visitor.personal(small_tree.course["en"])["done"]


def test_a_cookie_of_today_is_not_given_anew(small_tree: SiteTree, visitor: Visitor) -> None:
    first, *rest = small_tree.lessons["en"]
    visitor.mark_read(first)
    quiz, name = small_tree.quiz["en"], quiz_name(1, "single_choice")
    answered = visitor.answer(quiz, name, right_answer("single_choice", name))
    assert COOKIE not in answered.cookies
    assert COOKIE not in visitor.mark_read(rest[0]).cookies
    later = timezone.now().timestamp() + learners.RENEW_SECONDS + 60
    with patch("django.core.signing.time.time", return_value=later):
        assert COOKIE in visitor.mark_read(rest[1]).cookies
    assert visitor.learner().completions.count() == 3


def test_a_learner_whose_data_is_gone_may_answer_again(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.pass_quiz(small_tree.quiz["en"])
    was = visitor.learner().pk
    Learner.objects.all().delete()
    visitor.pass_quiz(small_tree.quiz["en"])
    assert visitor.learner().pk == was
    assert [attempt.passed for attempt in visitor.attempts(small_tree.quiz["en"])] == [True]


def test_a_learner_whose_data_is_gone_may_begin_again(small_tree: SiteTree, visitor: Visitor) -> None:
    visitor.mark_read(small_tree.lessons["en"][0])
    Learner.objects.all().delete()
    assert visitor.personal(small_tree.course["en"])["done"] == []
    visitor.mark_read(small_tree.lessons["en"][1])
    assert visitor.learner().completions.count() == 1


def test_who_has_signed_in_needs_no_cookie(small_tree: SiteTree, client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    visitor = Visitor(client)
    visitor.mark_read(small_tree.lessons["en"][0])
    visitor.pass_quiz(small_tree.quiz["en"])
    assert visitor.cookie == ""
    assert visitor.learner().user == user


def test_two_visitors_see_nothing_of_each_other(small_tree: SiteTree) -> None:
    one, other = Visitor(), Visitor()
    one.mark_read(small_tree.lessons["en"][0])
    other.mark_read(small_tree.lessons["en"][1])
    keys = [str(lesson.translation_key) for lesson in small_tree.lessons["en"]]
    assert one.personal(small_tree.course["en"])["done"] == keys[:1]
    assert other.personal(small_tree.course["en"])["done"] == keys[1:2]
