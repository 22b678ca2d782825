"""The agenda of a workshop fills its time to the minute, whatever a module holds."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from courses.workshop.plan import LENGTHS, Material, agenda

LESSONS = some.lists(
    some.builds(lambda asks, minutes: (asks, minutes), some.booleans(), some.lists(some.integers(5, 480), max_size=3)),
    max_size=8,
).map(
    lambda rows: [
        Material(f"lesson-{n}", asks, [(f"exercise-{n}-{m}", minutes) for m, minutes in enumerate(found)])
        for n, (asks, found) in enumerate(rows)
    ]
)


@given(length=some.sampled_from(sorted(LENGTHS)), lessons=LESSONS, quiz=some.booleans())
def test_it_fills_its_time_to_the_minute(length: int, lessons: list[Material], quiz: bool) -> None:
    steps = agenda(length, lessons, quiz=quiz)
    assert steps[0].begin == 0
    assert steps[-1].end == length
    assert all(one.end == other.begin for one, other in pairwise(steps))
    assert all(step.minutes > 0 for step in steps)
    assert (steps[0].kind, steps[-1].kind) == ("opening", "closing")
    assert {step.about for step in steps if step.kind == "idea"} == {lesson.lesson for lesson in lessons}
    assert any(step.kind == "quiz" for step in steps) is quiz
    assert all(step.minutes <= step.planned for step in steps if step.kind == "exercise")


def test_an_exercise_that_fits_gets_its_whole_time() -> None:
    steps = agenda(90, [Material("one", True, [("long", 45), ("short", 20)])], quiz=True)
    (exercise,) = [step for step in steps if step.kind == "exercise"]
    assert (exercise.about, exercise.minutes, exercise.is_shortened) == ("short", 20, False)


def test_where_none_fits_the_shortest_is_done_in_part() -> None:
    steps = agenda(60, [Material("one", True, [("long", 90), ("shorter", 45)])], quiz=True)
    (exercise,) = [step for step in steps if step.kind == "exercise"]
    assert (exercise.about, exercise.is_shortened) == ("shorter", True)


def test_there_is_no_workshop_of_another_length() -> None:
    with pytest.raises(KeyError):
        agenda(75, [], quiz=False)
