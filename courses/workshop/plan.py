"""What is done in a workshop, and for how long: an agenda that fills its time to the minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

# How long a workshop may be, with the minutes for its opening, its quiz and its closing.
LENGTHS = {60: (5, 10, 5), 90: (5, 15, 5), 120: (10, 15, 10)}
USUAL = 90
# What is done with a lesson, in its order, with its share of the time.
SHARES = {"idea": 3, "talk": 2}
# Less is no exercise.
SHORTEST_EXERCISE = 10
# Of the time between opening and quiz, exercises take no more than this.
MOST_FOR_EXERCISES = 0.6


@dataclass(frozen=True)
class Activity:
    """One thing to do.

    `kind` is opening, idea (what a lesson says), talk (its question, in pairs), exercise, quiz or closing; `about` is
    the key of the lesson or the id of the exercise's block. `planned` are the minutes that an exercise says it takes.
    """

    kind: str
    minutes: int
    about: str = ""
    begin: int = 0
    planned: int = 0

    @property
    def end(self) -> int:
        """When it ends, in minutes from the beginning of the workshop."""
        return self.begin + self.minutes

    @property
    def is_shortened(self) -> bool:
        """Whether an exercise gets less time than it asks for."""
        return self.kind == "exercise" and self.minutes < self.planned


@dataclass(frozen=True)
class Material:
    """What a lesson offers a workshop: `exercises` are (id, minutes) pairs."""

    lesson: str
    asks: bool
    exercises: Sequence[tuple[str, int]] = ()


def agenda(length: int, lessons: Sequence[Material], *, quiz: bool) -> list[Activity]:
    """Return what is done in so many minutes; each begins when the one before ends.

    Raises:
        KeyError: there is no workshop of this length.
    """
    opening, testing, closing = LENGTHS[length]
    testing = testing if quiz else 0
    left = length - opening - testing - closing
    exercises = _chosen(lessons, int(left * MOST_FOR_EXERCISES))
    between = _between(lessons, exercises, left)
    steps = [Activity("opening", opening), *between]
    if testing:
        steps.append(Activity("quiz", testing))
    steps.append(Activity("closing", closing))
    return _timed(steps, length)


def _chosen(lessons: Sequence[Material], most: int) -> dict[str, tuple[int, int]]:
    """Return the exercises that fit, with the minutes that they get and those that they ask for.

    Where none fits, the shortest is done in the time that there is.
    """
    known = [pair for lesson in lessons for pair in lesson.exercises]
    chosen: dict[str, tuple[int, int]] = {}
    for name, minutes in known:
        if minutes <= most - sum(given for given, _asked in chosen.values()):
            chosen[name] = (minutes, minutes)
    if not chosen and known and most >= SHORTEST_EXERCISE:
        name, minutes = min(known, key=lambda pair: pair[1])
        chosen[name] = (most, minutes)
    return chosen


def _between(lessons: Sequence[Material], exercises: dict[str, tuple[int, int]], left: int) -> list[Activity]:
    """Return what is done with the lessons, their shares of the time rounded down."""
    left -= sum(given for given, _asked in exercises.values())
    parts = sum(SHARES["idea"] + (SHARES["talk"] if lesson.asks else 0) for lesson in lessons)
    steps: list[Activity] = []
    for lesson in lessons:
        kinds = ("idea", "talk") if lesson.asks else ("idea",)
        steps += [Activity(kind, left * SHARES[kind] // parts, lesson.lesson) for kind in kinds]
        for name, _minutes in lesson.exercises:
            if name in exercises:
                given, asked = exercises[name]
                steps.append(Activity("exercise", given, name, planned=asked))
    return steps


def _timed(steps: list[Activity], length: int) -> list[Activity]:
    """Give the minutes that rounding has left over to ideas and talks in turn, and each step its beginning."""
    over = length - sum(step.minutes for step in steps)
    willing = [n for n, step in enumerate(steps) if step.kind in SHARES] or [0]
    for turn in range(over):
        n = willing[turn % len(willing)]
        steps[n] = replace(steps[n], minutes=steps[n].minutes + 1)
    begin, timed = 0, []
    for step in steps:
        if step.minutes > 0:
            timed.append(replace(step, begin=begin))
            begin += step.minutes
    return timed
