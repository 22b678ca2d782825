"""Many learners at once, a language for every step, and a clock that is set back: nothing is lost, nothing doubled."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from courses.progress.models import QuizAnswer, QuizAttempt
from mimi.people import learners
from mimi.people.models import Learner
from tests.courses.visitor import COOKIE, Visitor
from tests.factories import SiteTree, grow
from tests.factories.questions import TYPES, right_answer
from tests.factories.tree import quiz_name

SINGLE = quiz_name(1, "single_choice")
SUBMISSIONS, AT_ONCE = 100, 25


def cookie_of(learner: Learner) -> str:
    """Return the cookie by which a learner without an account is known."""
    return str(learners.signing.dumps(str(learner.pk), salt=learners.SALT, compress=False))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_submissions_each_sent_twice_at_once_all_count_once() -> None:
    tree = grow(("en",))
    quiz = tree.quiz["en"]
    people = [(Learner.objects.create(), str(uuid.uuid4())) for _n in range(SUBMISSIONS)]

    def send(number: int) -> int:
        learner, send_id = people[number // 2]
        client = Client()
        client.cookies[COOKIE] = cookie_of(learner)
        try:
            fields = {**right_answer("single_choice", SINGLE), "send": send_id}
            return int(Visitor(client).answer(quiz, SINGLE, fields).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(send, range(2 * SUBMISSIONS))) == {302}
    assert QuizAttempt.objects.count() == SUBMISSIONS
    assert sorted(str(one) for one in QuizAnswer.objects.values_list("send_id", flat=True)) == sorted(
        send_id for _learner, send_id in people
    )
    assert Learner.objects.count() == SUBMISSIONS


def test_a_quiz_taken_in_another_language_at_every_step(site_tree: SiteTree, visitor: Visitor) -> None:
    for number, kind in enumerate(TYPES):
        quiz = site_tree.quiz[site_tree.languages[number % len(site_tree.languages)]]
        name = quiz_name(1, kind)
        visitor.answer(quiz, name, right_answer(kind, name))
    attempt = QuizAttempt.objects.get()
    assert (attempt.percent, attempt.passed) == (100, True)
    assert len({row.language for row in attempt.answers.exclude(version=None)}) == len(site_tree.languages)
    for language in site_tree.languages:
        assert visitor.get(site_tree.quiz[language]).context["result"]["correct"] == len(TYPES)


def test_a_clock_set_back_loses_nothing(
    small_tree: SiteTree, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = small_tree.quiz["en"]
    visitor.take(quiz)
    real: Any = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() - timedelta(hours=3))
    visitor.pass_quiz(quiz, attempt=2)
    visitor.mark_read(small_tree.lessons["en"][0])
    monkeypatch.undo()
    assert [(one.number, one.percent) for one in visitor.attempts(quiz)] == [(1, 0), (2, 100)]
    told = visitor.personal(small_tree.course["en"])
    assert told["quizzes"][str(quiz.translation_key)]["best"] == 100
    assert told["done"] == [str(small_tree.lessons["en"][0].translation_key)]
