"""How far a learner has come, derived from the facts whenever it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from courses.changes.editions import edition_in
from courses.h5p.results.standing import completed_blocks
from courses.outline import CourseOutline, ModuleOutline, Step
from courses.progress.models import LessonCompletion, QuizAnswer, QuizAttempt


@dataclass
class QuizState:
    """What a learner has reached in one quiz: `best` and `latest` in per cent, None before the first finish."""

    best: int | None = None
    latest: int | None = None
    passed: bool = False
    open: bool = False
    attempts: int = 0
    latest_at: datetime | None = field(default=None, compare=False)


@dataclass
class CourseState:
    """What a learner has done in one course."""

    outline: CourseOutline
    done: set[str] = field(default_factory=set)
    quizzes: dict[str, QuizState] = field(default_factory=dict)
    # What she has done last, and when.
    latest: str | None = None
    latest_at: datetime | None = None
    # When she did something in it last.
    active_at: datetime | None = None
    # The newest edition of each lesson read and quiz finished that she has had before her, by its key.
    editions: dict[str, int] = field(default_factory=dict)
    # The ids of blocks with an activity that she has completed, of those that lessons ask for.
    activities: set[str] = field(default_factory=set)

    def is_done(self, step: Step) -> bool:
        """A lesson is done when it was marked as read, a quiz when it was passed."""
        if step.kind == "quiz":
            state = self.quizzes.get(step.key)
            return bool(state and state.passed)
        return step.key in self.done

    def activities_to_do(self, step: Step) -> int:
        """Return how many activities must be completed before a lesson counts as read."""
        return 0 if self.is_done(step) else len(set(step.activities) - self.activities)

    def count(self, steps: list[Step]) -> tuple[int, int]:
        """Return how many of the steps are done, and how many there are."""
        return sum(self.is_done(step) for step in steps), len(steps)

    def percent(self, steps: list[Step]) -> int:
        """Return the share of steps done in whole per cent; 100 only when all are."""
        done, total = self.count(steps)
        return 100 * done // total if total else 0

    def module_percent(self, module: ModuleOutline) -> int:
        """Return how much of a module is done, in whole per cent: of what the course asks for, or else of all of it."""
        return self.percent([step for step in module.steps if self.outline.asks(step)] or module.steps)

    @property
    def course_percent(self) -> int:
        """Course progress, in whole per cent of what the course asks for."""
        return self.percent(self.outline.required)

    @property
    def completed(self) -> bool:
        """Whether all that the course asks for is done."""
        return self.course_percent == 100

    @property
    def still_to_do(self) -> list[Step]:
        """What is missing for the course to be completed, in order."""
        return [step for step in self.outline.required if not self.is_done(step)]

    @property
    def begun(self) -> bool:
        """Whether there is anything to go on with."""
        return bool(self.done or self.quizzes)

    def note_lesson(self, row: LessonCompletion) -> None:
        """Take in that a lesson was read."""
        key = str(row.lesson_key)
        self.done.add(key)
        self.editions[key] = row.edition
        self._note_done(key, row.completed_at)
        self._note_active(row.looked_at or row.completed_at)

    def note_attempt(self, attempt: QuizAttempt) -> None:
        """Take in an attempt at a quiz."""
        key = str(attempt.quiz_key)
        quiz = self.quizzes.setdefault(key, QuizState())
        quiz.attempts += 1
        self._note_active(getattr(attempt, "answered_at", None) or attempt.ended_at)
        if attempt.finished_at is None:
            quiz.open = True
            return
        quiz.best = max(quiz.best or 0, attempt.percent)
        quiz.passed = quiz.passed or attempt.passed
        if quiz.latest_at is None or attempt.finished_at >= quiz.latest_at:
            quiz.latest_at, quiz.latest = attempt.finished_at, attempt.percent
        seen = edition_in(attempt.language, key, attempt.finished_at)
        self.editions[key] = max(self.editions.get(key, 0), seen)
        self._note_done(key, attempt.finished_at)

    def _note_done(self, key: str, when: datetime) -> None:
        if self.latest_at is None or (when, key) > (self.latest_at, self.latest or ""):
            self.latest_at, self.latest = when, key

    def _note_active(self, when: datetime) -> None:
        self.active_at = max(self.active_at or when, when)

    @property
    def resume(self) -> Step | None:
        """Where to go on: a quiz that is open, else what is undone after the latest thing done.

        With nothing left after it, the first thing undone; None when all is done.
        """
        for step in self.outline.steps:
            state = self.quizzes.get(step.key)
            if state and state.open:
                return step
        steps = self.outline.steps
        start = next((i + 1 for i, step in enumerate(steps) if step.key == self.latest), 0)
        ahead = [*steps[start:], *steps[:start]]
        return next((step for step in ahead if not self.is_done(step)), None)


def course_state(learner: uuid.UUID | None, outline: CourseOutline) -> CourseState:
    """Work out a learner's state in a course, in two queries; an empty one for nobody."""
    return course_states(learner, [outline])[0]


def course_states(learner: uuid.UUID | None, outlines: Sequence[CourseOutline]) -> list[CourseState]:
    """Work out a learner's state in several courses, in their order, in two queries however many they are.

    It is three where a lesson asks for an activity.
    """
    states = {outline.key: CourseState(outline) for outline in outlines}
    if learner is not None and any(states):
        keys = [key for key in states if key]
        for row in LessonCompletion.objects.filter(learner_id=learner, course_key__in=keys):
            states[str(row.course_key)].note_lesson(row)
        for attempt in _attempts(learner, keys):
            states[str(attempt.course_key)].note_attempt(attempt)
        asked = {block for outline in outlines for step in outline.steps for block in step.activities}
        completed = completed_blocks(learner, asked)
        for state in states.values():
            state.activities = completed
    return [states[outline.key] for outline in outlines]


def latest_first(states: Iterable[CourseState]) -> list[CourseState]:
    """Return the states of courses that were begun, the one that something was done in last at the head."""
    dated = [(state.active_at, state) for state in states if state.active_at]
    return [state for _when, state in sorted(dated, key=lambda row: row[0], reverse=True)]


def _attempts(learner: uuid.UUID, course_keys: Sequence[str]) -> QuerySet[QuizAttempt]:
    """Return attempts, each open one with the time of its latest answer, in one query."""
    answers = QuizAnswer.objects.filter(attempt=OuterRef("pk")).order_by("-answered_at")
    answered = Subquery(answers.values("answered_at")[:1])
    return QuizAttempt.objects.filter(learner_id=learner, course_key__in=course_keys, merged_into=None).annotate(
        answered_at=Case(When(finished_at=None, then=answered))
    )
