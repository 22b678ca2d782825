"""What a course holds, in all its languages, as a certificate tells it: title, modules, outcomes, time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import ngettext

from courses.certificates.models import CourseContent
from courses.models import ModulePage
from courses.outline import CourseOutline, live_courses
from courses.progress.models import LessonCompletion, QuizAttempt
from mimi.pages.digests import digest_of
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.visibility import restricted

# What a question of a quiz takes, with its explanation.
MINUTES_A_QUESTION = 1
# Letters in a line of a column on paper.
LINE = 50
# What is nearer to half an hour than to an hour is told in steps of so many minutes.
MINUTES_SHOWN = 5


@dataclass(frozen=True)
class ModuleTaught:
    """A module as a certificate names it: `name` with its number, and what one can do after it."""

    name: str
    outcomes: tuple[str, ...]

    @property
    def length(self) -> int:
        """How much there is to read, in letters; each line counts as a whole one."""
        lines = (self.name, *self.outcomes)
        return sum(LINE * math.ceil(len(line) / LINE) for line in lines) + LINE


@dataclass(frozen=True)
class CourseTaught:
    """A course in one language as a certificate tells it."""

    language: str
    title: str
    modules: tuple[ModuleTaught, ...]
    minutes: int

    @property
    def time(self) -> str:
        """How long it takes, in the active language: in half hours, as exact as one can say it."""
        halves = round(self.minutes / 30)
        if halves < 2:
            minutes = max(MINUTES_SHOWN, MINUTES_SHOWN * round(self.minutes / MINUTES_SHOWN))
            return ngettext("about %(minutes)d minute", "about %(minutes)d minutes", minutes) % {"minutes": minutes}
        shown = number_format(halves / 2, decimal_pos=halves % 2)
        return ngettext("about %(hours)s hour", "about %(hours)s hours", math.ceil(halves / 2)) % {"hours": shown}

    @property
    def goals(self) -> tuple[str, ...]:
        """What one can do after the only module; empty where there are several."""
        return self.modules[0].outcomes if len(self.modules) == 1 else ()

    @property
    def columns(self) -> list[tuple[ModuleTaught, ...]]:
        """The modules in their order in two columns, as equally long as can be."""
        lengths = [module.length for module in self.modules]
        first = min(range(1, len(lengths) + 1), key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])), default=0)
        return [self.modules[:first], self.modules[first:]]

    @property
    def length(self) -> int:
        """How much there is to read, in letters."""
        return sum(module.length for module in self.modules)


def describe(course: CourseOutline) -> CourseContent:
    """Return a live course as it stands now, in all languages that it is live in; not saved.

    What another language has besides is left out: completing the course in this one didn't ask for it.
    """
    outlines = {code: outline for code, _name in settings.LANGUAGES if (outline := _in_language(course, code))}
    outcomes = _outcomes([module.key for module in course.modules])
    content = {
        "minutes": _minutes(outlines.get(SOURCE_LANGUAGE, course)),
        "languages": {
            code: {
                "title": outline.title,
                "modules": [
                    {"name": module.name, "outcomes": outcomes.get((code, module.key), [])}
                    for module in outline.modules
                ],
            }
            for code, outline in outlines.items()
        },
    }
    return CourseContent(digest=digest_of([course.key, content]), course_key=course.key, content=content)


def taught(content: CourseContent, language: str) -> CourseTaught:
    """Return a course in a language, or else in the source language, or in any that it was live in."""
    languages: Mapping[str, Any] = content.content["languages"]
    found = next((code for code in (language, SOURCE_LANGUAGE) if code in languages), None) or next(iter(languages))
    return CourseTaught(
        language=found,
        title=languages[found]["title"],
        modules=tuple(ModuleTaught(row["name"], tuple(row["outcomes"])) for row in languages[found]["modules"]),
        minutes=content.content["minutes"],
    )


def completed_on(learner: Any, course: CourseOutline) -> date:
    """Return the day on which a learner did the last thing that the course asks for, in two queries.

    A quiz was passed when it was passed first. Today, where nothing is known.
    """
    lessons = [step.key for step in course.required if step.kind == "lesson"]
    quizzes = [step.key for step in course.required if step.kind == "quiz"]
    read = LessonCompletion.objects.filter(learner_id=learner, lesson_key__in=lessons)
    passed = QuizAttempt.objects.filter(learner_id=learner, quiz_key__in=quizzes, passed=True)
    times = [read.aggregate(latest=Max("completed_at"))["latest"]]
    times += passed.values("quiz_key").order_by().annotate(first=Min("finished_at")).values_list("first", flat=True)
    return timezone.localdate(max((time for time in times if time), default=timezone.now()))


def _in_language(course: CourseOutline, language: str) -> CourseOutline | None:
    found = next((outline for outline in live_courses(language) if outline.key == course.key), None)
    return _narrowed(found, course) if found else None


def _narrowed(outline: CourseOutline, course: CourseOutline) -> CourseOutline:
    """Return a course in another language with only the steps that it has in the one that was completed."""
    keys = {step.key for step in course.steps}
    modules = [
        replace(
            module,
            lessons=[lesson for lesson in module.lessons if lesson.key in keys],
            quiz=module.quiz if module.quiz and module.quiz.key in keys else None,
        )
        for module in outline.modules
        if module.key in {each.key for each in course.modules}
    ]
    assessment = outline.assessment if outline.assessment and outline.assessment.key in keys else None
    return replace(outline, modules=modules, assessment=assessment)


def _minutes(course: CourseOutline) -> int:
    quizzes = [step for step in course.steps if step.kind == "quiz"]
    return course.minutes + MINUTES_A_QUESTION * sum(step.questions for step in quizzes)


def _outcomes(modules: list[str]) -> dict[tuple[str, str], list[str]]:
    """Return what one can do after each module, by language and key; two queries."""
    pages = ModulePage.objects.live().filter(~restricted(), translation_key__in=modules)
    return {
        (page.locale.language_code, page.key): [outcome.text for outcome in page.outcomes.all()]
        for page in pages.select_related("locale").prefetch_related("outcomes")
    }
