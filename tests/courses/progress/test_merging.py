"""What an anonymous learner has done moves into an account: nothing is lost, and the better result wins."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.progress.models import Enrolment, LessonCompletion, QuizAnswer, QuizAttempt
from mimi.people.merging import merge
from mimi.people.models import Learner
from tests.factories import UserFactory

COURSES, LESSONS, QUIZZES, QUESTIONS = ([uuid.UUID(int=kind * 100 + n) for n in range(3)] for kind in range(1, 5))
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Attempt:
    """An attempt as a test describes it: shares by question, and whether it was finished."""

    shares: dict[int, float]
    finished: bool
    day: int


@dataclass(frozen=True)
class Side:
    """What one side has done: days of enrolments and completions by course and lesson, attempts by quiz."""

    enrolments: dict[int, int] = field(default_factory=dict)
    completions: dict[int, int] = field(default_factory=dict)
    attempts: dict[int, list[Attempt]] = field(default_factory=dict)


def day(number: int) -> datetime:
    return BEGINNING + timedelta(days=number)


def store(learner: Learner, side: Side) -> None:
    """Write what a side has done."""
    for course, when in side.enrolments.items():
        Enrolment.objects.create(learner=learner, course_key=COURSES[course], started_at=day(when))
    for lesson, when in side.completions.items():
        LessonCompletion.objects.create(
            learner=learner,
            course_key=COURSES[0],
            lesson_key=LESSONS[lesson],
            language="nb",
            completed_at=day(when),
        )
    for quiz, attempts in side.attempts.items():
        for number, attempt in enumerate(attempts, start=1):
            points = sum(attempt.shares.values())
            row = QuizAttempt.objects.create(
                learner=learner,
                course_key=COURSES[0],
                quiz_key=QUIZZES[quiz],
                number=number,
                language="nb",
                started_at=day(attempt.day),
                finished_at=day(attempt.day) if attempt.finished else None,
                points=points if attempt.finished else 0,
                points_possible=len(QUESTIONS) if attempt.finished else 0,
                passed=attempt.finished and points >= 2,
            )
            for question, share in attempt.shares.items():
                QuizAnswer.objects.create(
                    attempt=row,
                    question_id=QUESTIONS[question],
                    response=f"{share}",
                    correct=share == 1,
                    share=share,
                    language="nb",
                )


def snapshot(learner: Learner) -> dict[str, Any]:
    """Return everything that a learner has done."""
    return {
        "enrolments": dict(learner.enrolments.values_list("course_key", "started_at")),
        "completions": dict(learner.completions.values_list("lesson_key", "completed_at")),
        "attempts": {
            row.pk: (
                row.quiz_key,
                row.number,
                row.finished_at,
                row.points,
                row.passed,
                row.merged_into_id,
                {answer.question_id: answer.share for answer in row.answers.all()},
            )
            for row in learner.attempts.all()
        },
    }


def best(learner: Learner) -> dict[uuid.UUID, float]:
    """Return the best finished result by quiz."""
    reached: dict[uuid.UUID, float] = {}
    for row in learner.attempts.exclude(finished_at=None):
        reached[row.quiz_key] = max(reached.get(row.quiz_key, 0.0), row.points)
    return reached


def open_answers(learner: Learner) -> dict[uuid.UUID, dict[uuid.UUID, float]]:
    """Return the shares of answers in open attempts by quiz."""
    return {
        row.quiz_key: {answer.question_id: answer.share for answer in row.answers.all()}
        for row in learner.attempts.filter(finished_at=None, merged_into=None)
    }


def pair(account_side: Side, anonymous_side: Side) -> tuple[Learner, Learner]:
    """Create an account's learner and an anonymous one."""
    account = Learner.objects.create(user=UserFactory())
    anonymous = Learner.objects.create()
    store(account, account_side)
    store(anonymous, anonymous_side)
    return account, anonymous


def higher(mine: dict[uuid.UUID, Any], theirs: dict[uuid.UUID, Any], choose: Any) -> dict[uuid.UUID, Any]:
    """Join two mappings; where both hold a key, `choose` says which value stays."""
    return {
        key: choose(mine[key], theirs[key]) if key in mine and key in theirs else mine.get(key, theirs.get(key))
        for key in {*mine, *theirs}
    }


days = st.integers(0, 30)
shares = st.dictionaries(st.integers(0, 2), st.sampled_from([0.0, 0.5, 1.0]), min_size=1)
finished_attempts = st.builds(
    Attempt, st.fixed_dictionaries({n: st.sampled_from([0.0, 0.5, 1.0]) for n in range(3)}), st.just(True), days
)
open_attempts = st.builds(Attempt, shares, st.just(False), days)
# Any number of finished attempts, then at most one that is open.
attempt_lists = st.tuples(st.lists(finished_attempts, max_size=2), st.lists(open_attempts, max_size=1)).map(
    lambda parts: parts[0] + parts[1]
)
sides = st.builds(
    Side,
    st.dictionaries(st.integers(0, 2), days),
    st.dictionaries(st.integers(0, 2), days),
    st.dictionaries(st.integers(0, 1), attempt_lists.filter(bool)),
)
combinations = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def undone() -> Iterator[None]:
    """Take back what an example has written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@combinations
@given(mine=sides, theirs=sides)
def test_nothing_is_lost_and_the_best_of_each_wins(mine: Side, theirs: Side) -> None:
    with undone():
        account, anonymous = pair(mine, theirs)
        before, other = snapshot(account), snapshot(anonymous)
        best_before, best_other = best(account), best(anonymous)
        open_before, open_other = open_answers(account), open_answers(anonymous)

        merge(anonymous.pk, account)

        after = snapshot(account)
        for kind in ("enrolments", "completions"):
            assert after[kind] == higher(before[kind], other[kind], min), "the earlier date stays"
        assert set(after["attempts"]) == {*before["attempts"], *other["attempts"]}, "every attempt stays"
        for pk, row in other["attempts"].items():
            assert after["attempts"][pk][6] == row[6], "with its answers"
        assert best(account) == higher(best_before, best_other, max)
        assert open_answers(account) == higher(open_before, open_other, lambda one, two: higher(one, two, max)), (
            "open attempts join into one that has the better answer to each question"
        )
        assert not Learner.objects.filter(pk=anonymous.pk).exists()


@pytest.mark.django_db
@combinations
@given(mine=sides, theirs=sides)
def test_merging_twice_is_the_same_as_once(mine: Side, theirs: Side) -> None:
    with undone():
        account, anonymous = pair(mine, theirs)
        merge(anonymous.pk, account)
        once = snapshot(account)
        merge(anonymous.pk, account)
        assert snapshot(account) == once


@pytest.mark.django_db
@combinations
@given(one=sides, two=sides)
def test_it_makes_no_difference_which_browser_comes_first(one: Side, two: Side) -> None:
    with undone():
        results = []
        for first, second in ((one, two), (two, one)):
            account = Learner.objects.create(user=UserFactory())
            for side in (first, second):
                anonymous = Learner.objects.create()
                store(anonymous, side)
                merge(anonymous.pk, account)
            seen = snapshot(account)
            results.append((seen["enrolments"], seen["completions"], best(account), open_answers(account)))
        assert results[0] == results[1]


@pytest.mark.django_db
def test_attempts_keep_their_own_numbers() -> None:
    done = Attempt({0: 1.0, 1: 0.0, 2: 0.0}, finished=True, day=1)
    account, anonymous = pair(Side(attempts={0: [done, done]}), Side(attempts={0: [done, done], 1: [done]}))
    merge(anonymous.pk, account)
    numbers = {
        key: sorted(account.attempts.filter(quiz_key=key).values_list("number", flat=True)) for key in QUIZZES[:2]
    }
    assert numbers == {QUIZZES[0]: [1, 2, 3, 4], QUIZZES[1]: [1]}


@pytest.mark.django_db
def test_an_answer_that_replaces_a_worse_one_brings_all_that_belongs_to_it() -> None:
    mine, theirs = (Attempt({0: share}, finished=False, day=1) for share in (0.0, 1.0))
    account, anonymous = pair(Side(attempts={0: [mine]}), Side(attempts={0: [theirs]}))
    QuizAnswer.objects.filter(attempt__learner=anonymous).update(language="el", points_possible=3)
    merge(anonymous.pk, account)
    answer = QuizAnswer.objects.get(attempt__learner=account, attempt__merged_into=None)
    assert (answer.response, answer.correct, answer.language, answer.points_possible) == ("1.0", True, "el", 3)


@pytest.mark.django_db
def test_a_learner_with_an_account_is_never_merged_into_another() -> None:
    done = Side(completions={0: 1})
    alice, bob = (Learner.objects.create(user=UserFactory()) for _ in range(2))
    store(alice, done)
    merge(alice.pk, bob)
    merge(alice.pk, alice)
    assert alice.completions.count() == 1
    assert bob.completions.count() == 0


@pytest.mark.django_db
def test_a_learner_who_is_gone_is_no_trouble() -> None:
    account = Learner.objects.create(user=UserFactory())
    merge(uuid.uuid4(), account)
    assert snapshot(account) == {"enrolments": {}, "completions": {}, "attempts": {}}


def open_draw(learner: Learner, number: int, drawn: list[int], answered: int, into: QuizAttempt | None = None) -> Any:
    """Make an attempt at a final assessment with questions drawn by their places, so many of them answered."""
    attempt = QuizAttempt.objects.create(
        learner=learner,
        course_key=COURSES[0],
        quiz_key=QUIZZES[0],
        number=number,
        language="nb",
        drawn=[str(QUESTIONS[n]) for n in drawn],
        merged_into=into,
    )
    for n in drawn[:answered]:
        QuizAnswer.objects.create(
            attempt=attempt, question_id=QUESTIONS[n], response="x", correct=True, share=1, language="nb"
        )
    return attempt


@pytest.mark.django_db
def test_the_same_draw_on_both_sides_joins_its_answers() -> None:
    account, anonymous = pair(Side(), Side())
    mine, theirs = open_draw(account, 1, [0, 1], 1), open_draw(anonymous, 1, [1, 0], 1)
    merge(anonymous.pk, account)
    for attempt in (mine, theirs):
        attempt.refresh_from_db()
    assert (mine.is_open, theirs.merged_into) == (True, mine)
    assert mine.answers.count() == 2


@pytest.mark.django_db
def test_what_was_merged_before_leads_to_the_attempt_that_goes_on() -> None:
    account, anonymous = pair(Side(), Side())
    mine = open_draw(account, 2, [0, 1], 0)
    earlier = open_draw(account, 1, [1, 2], 0, into=mine)
    theirs = open_draw(anonymous, 1, [1, 2], 1)
    merge(anonymous.pk, account)
    for attempt in (mine, earlier, theirs):
        attempt.refresh_from_db()
    assert (mine.merged_into, earlier.merged_into) == (theirs, theirs)
    assert (theirs.is_open, theirs.number, theirs.learner) == (True, 3, account)
    assert mine.answers.count() == 0
