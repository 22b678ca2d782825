"""When a question comes back: later each time it was right, soon when it wasn't."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from courses.review.schedule import Answered, Memory, memories

BEGINNING = datetime(2026, 1, 1, 12, tzinfo=UTC)


def remembered(*answers: tuple[float, datetime]) -> Memory:
    """Return the memory of one question after such answers."""
    return memories(Answered("q", share, when) for share, when in answers)["q"]


def interval(share: float) -> timedelta:
    """Return after how long a question comes back that was answered once."""
    return remembered((share, BEGINNING)).card.due - BEGINNING


def reviewed_when_due(*shares: float) -> list[timedelta]:
    """Return the intervals of a question that is answered each time on the day on which it comes back."""
    answers = [(1.0, BEGINNING)]
    found = []
    for share in shares:
        due = remembered(*answers).card.due
        found.append(due - answers[-1][1])
        answers.append((share, due))
    return found


def test_intervals_grow_while_the_answers_are_right() -> None:
    found = reviewed_when_due(1, 1, 1, 1)
    assert all(later > earlier for earlier, later in itertools.pairwise(found))
    assert found[0] <= timedelta(days=3)
    assert found[-1] >= timedelta(days=100)


def test_nothing_stays_away_for_more_than_a_year() -> None:
    assert max(reviewed_when_due(*[1] * 20)) == timedelta(days=365)


def test_a_wrong_answer_comes_back_sooner_than_a_right_one_and_so_does_one_partly_right() -> None:
    assert interval(0) < interval(1)
    assert interval(0.5) < interval(1)
    assert interval(0) == timedelta(days=1)


def test_a_wrong_answer_makes_a_long_interval_short_again() -> None:
    *_earlier, before, after = reviewed_when_due(1, 1, 1, 0, 1)
    assert before > timedelta(days=20)
    assert after < before / 4


def test_a_question_is_due_at_any_time_of_its_day_in_oslo() -> None:
    oslo = ZoneInfo("Europe/Oslo")
    memory = remembered((0, datetime(2026, 3, 28, 21, tzinfo=oslo).astimezone(UTC)))
    # The night of the clock's change is an hour shorter.
    assert memory.due_on == date(2026, 3, 29)
    assert not memory.is_due(datetime(2026, 3, 28, 23, 59, tzinfo=oslo).astimezone(UTC))
    assert memory.is_due(datetime(2026, 3, 29, 0, 1, tzinfo=oslo).astimezone(UTC))


def test_what_is_forgotten_most_is_the_least_likely_to_be_known() -> None:
    now = BEGINNING + timedelta(days=10)
    assert remembered((0, BEGINNING)).chance(now) < remembered((1, BEGINNING)).chance(now) < 1


ANSWERS = st.lists(
    st.builds(
        Answered,
        st.sampled_from(["a", "b"]),
        st.sampled_from([0.0, 0.5, 1.0]),
        # A clock may have been put back between two answers.
        st.integers(0, 5000).map(lambda hours: BEGINNING + timedelta(hours=hours)),
    ),
    max_size=12,
    unique=True,
)


@given(ANSWERS, st.randoms())
def test_the_order_in_which_answers_arrive_changes_nothing(answers: list[Answered], random: object) -> None:
    mixed = list(answers)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert memories(mixed) == memories(answers)
    assert set(memories(answers)) == {answer.question_id for answer in answers}
    for memory in memories(answers).values():
        last = max(answer.when for answer in answers if answer.question_id == memory.question_id)
        assert timedelta(days=1) <= memory.card.due - last <= timedelta(days=365)
