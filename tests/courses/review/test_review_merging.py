"""What somebody has reviewed without an account counts in it, together with what she has done there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.review.models import ReviewAnswer, ReviewRound
from courses.review.pool import answers_of
from courses.review.schedule import memories
from mimi.people.merging import merge
from mimi.people.models import Learner
from tests.courses.review.reviewing import begin, days_pass, latest, see, send
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory
from tests.factories.questions import right_answer, wrong_answer
from tests.factories.speech import named_id
from tests.factories.tree import quiz_name
from tests.site.people.account import sign_in

BEGINNING = datetime(2026, 1, 1, 12, tzinfo=UTC)
QUESTIONS = [named_id("block", name) for name in ("one", "two", "three")]
# Of each round: share and day of the answers, by question.
ROUNDS = st.lists(
    st.dictionaries(st.sampled_from(QUESTIONS), st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.integers(0, 90))),
    max_size=3,
)


def store(learner: Learner, rounds: list[dict[str, tuple[float, int]]]) -> None:
    for number, answers in enumerate(rounds, start=1):
        row = ReviewRound.objects.create(learner=learner, number=number, questions=QUESTIONS)
        for id_, (share, day) in answers.items():
            ReviewAnswer.objects.create(
                round=row,
                question_id=id_,
                response="x",
                correct=share == 1,
                share=share,
                language="nb",
                answered_at=BEGINNING + timedelta(days=day),
            )


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROUNDS, ROUNDS)
def test_nothing_is_lost_and_what_is_remembered_is_that_of_both(db: Any, ours: list[Any], theirs: list[Any]) -> None:
    account = Learner.objects.create(user=UserFactory())
    anonymous = Learner.objects.create()
    store(account, ours)
    store(anonymous, theirs)
    both = set(answers_of(account.pk)) | set(answers_of(anonymous.pk))
    rounds = set(ReviewRound.objects.filter(learner__in=[account, anonymous]).values_list("pk", flat=True))
    merge(anonymous.pk, account)
    merge(anonymous.pk, account)
    assert set(answers_of(account.pk)) == both
    assert memories(answers_of(account.pk)) == memories(both)
    numbers = dict(ReviewRound.objects.filter(learner=account).values_list("pk", "number"))
    assert set(numbers) == rounds
    assert sorted(numbers.values()) == list(range(1, len(rounds) + 1))
    assert not Learner.objects.filter(pk=anonymous.pk).exists()


def test_a_round_goes_on_after_signing_in(small_tree: SiteTree, visitor: Visitor, client: Client) -> None:
    user: Any = UserFactory(email="amina@example.org")
    client.force_login(user)
    Visitor(client).take(small_tree.quizzes["en"][1], module=2)
    visitor.take(small_tree.quizzes["en"][0])
    days_pass(2)
    begin(Visitor(client))
    begin(visitor)
    row = ReviewRound.objects.get(learner__user=None)
    first, second, *_rest = row.questions
    send(visitor, first, round_id=row.pk)
    sign_in(visitor.client, "amina@example.org")
    assert see(visitor).context["current"].id == second
    # The form was on the page before she signed in.
    assert send(visitor, second, round_id=row.pk).status_code == 302
    assert ReviewAnswer.objects.filter(round__learner__user=user).count() == 2
    assert latest().learner.user == user


def test_an_answer_that_was_copied_between_attempts_counts_once(
    small_tree: SiteTree, visitor: Visitor, client: Client
) -> None:
    user: Any = UserFactory(email="amina@example.org")
    client.force_login(user)
    quiz = small_tree.quiz["en"]
    name = quiz_name(1, "true_false")
    Visitor(client).answer(quiz, name, wrong_answer("true_false", name))
    other = quiz_name(1, "single_choice")
    visitor.answer(quiz, other, right_answer("single_choice", other))
    before = answers_of(Learner.objects.get(user=None).pk)
    sign_in(visitor.client, "amina@example.org")
    after = answers_of(Learner.objects.get().pk)
    assert len(after) == 2
    assert set(before) < set(after)
