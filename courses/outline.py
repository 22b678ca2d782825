"""The live outline of a course in one language: modules, lessons and quizzes in their order.

Pages, progress and "My learning" all read this one outline. It is worked out in a handful of queries
however large the course is, and kept until a publish changes something it shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Func, IntegerField
from wagtail.models import Page

from mimi.pages import richtext
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on, noting_nothing
from mimi.pages.chrome import frame
from mimi.pages.links import page_address
from mimi.pages.prepared import Prepared

if TYPE_CHECKING:
    from courses.models.pages import CoursePart, ModulePage

Row = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One thing to do in a course: a lesson to read or a quiz to take."""

    kind: str
    key: str
    title: str
    url: str
    summary: str = ""
    minutes: int = 0
    questions: int = 0
    pass_mark: int = 0
    # The ids of a lesson's blocks with an activity that must be completed before it counts as read.
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModuleOutline:
    """A module with its steps."""

    key: str
    number: str
    title: str
    url: str
    summary: str
    illustration: str
    source: str = ""
    lessons: list[Step] = field(default_factory=list)
    quiz: Step | None = None
    # Whether it is the only one of its course. Its lessons stand on the course's page then, and `url` leads there.
    alone: bool = False

    @classmethod
    def of_draft(cls, page: ModulePage) -> ModuleOutline:
        """Describe a module that isn't live yet, for its preview."""
        return cls(
            key=page.key,
            number=page.number,
            title=page.title,
            url="#",
            summary=page.summary,
            illustration=page.illustration,
        )

    @property
    def name(self) -> str:
        """Its title, behind its number where it has one."""
        return f"{self.number} {self.title}".strip()

    @property
    def steps(self) -> list[Step]:
        """Lessons, then the quiz."""
        return [*self.lessons, self.quiz] if self.quiz else list(self.lessons)

    @property
    def minutes(self) -> int:
        """How long the lessons take to read."""
        return sum(lesson.minutes for lesson in self.lessons)

    def position(self, key: str) -> int:
        """Return a lesson's place in the module, from 1; 0 where it has none."""
        return next((n for n, step in enumerate(self.lessons, start=1) if step.key == key), 0)


@dataclass(frozen=True)
class CourseOutline:
    """A course with its modules."""

    key: str
    title: str
    url: str
    language: str
    summary: str = ""
    # For whom it is, as rich text.
    audience_html: str = ""
    modules: list[ModuleOutline] = field(default_factory=list)
    assessment: Step | None = None
    ending: Step | None = None
    # What completes the course.
    asks_lessons: bool = True
    asks_quizzes: bool = True
    asks_assessment: bool = True

    def asks(self, step: Step) -> bool:
        """Say whether the course is completed only when this step is done."""
        if step.kind == "lesson":
            return self.asks_lessons
        return self.asks_assessment if step == self.assessment else self.asks_quizzes

    @cached_property
    def audience(self) -> str:
        """For whom it is, in plain words."""
        return richtext.plain(self.audience_html)

    @property
    def required(self) -> list[Step]:
        """What has to be done for the course to be completed, in order."""
        return [step for step in self.steps if self.asks(step)]

    @property
    def steps(self) -> list[Step]:
        """Everything there is to do, in order: the modules, then the final assessment."""
        steps = [step for module in self.modules for step in module.steps]
        return [*steps, self.assessment] if self.assessment else steps

    @property
    def only_module(self) -> ModuleOutline | None:
        """Its module, where it has no other."""
        return self.modules[0] if len(self.modules) == 1 else None

    @property
    def lesson_count(self) -> int:
        """How many lessons there are."""
        return sum(len(module.lessons) for module in self.modules)

    @property
    def illustration(self) -> str:
        """The drawing that stands for it: that of its last module."""
        return self.modules[-1].illustration if self.modules else ""

    @property
    def minutes(self) -> int:
        """How long all lessons take to read."""
        return sum(module.minutes for module in self.modules)

    def module(self, key: str) -> ModuleOutline | None:
        """Return the module with this key."""
        return next((module for module in self.modules if module.key == key), None)

    def module_of(self, page: CoursePart) -> ModuleOutline:
        """Return the module that a lesson or quiz page stands in; of a draft, what is known."""
        return self.module_with(page.key) or ModuleOutline.of_draft(page.get_parent().specific)

    def module_with(self, step_key: str) -> ModuleOutline | None:
        """Return the module that holds a step."""
        return next((m for m in self.modules if any(step.key == step_key for step in m.steps)), None)

    def step(self, key: str) -> Step | None:
        """Return the step with this key."""
        return next((step for step in self.steps if step.key == key), None)

    def step_before(self, key: str) -> Step | None:
        """Return what comes before a step."""
        return _neighbour(self.steps, key, -1)

    def step_after(self, key: str) -> Step | None:
        """Return what comes after a step."""
        return _neighbour(self.steps, key, 1)

    def module_before(self, key: str) -> ModuleOutline | None:
        """Return the module before this one."""
        return _neighbour(self.modules, key, -1)

    def module_after(self, key: str) -> ModuleOutline | None:
        """Return the module after this one."""
        return _neighbour(self.modules, key, 1)


def _neighbour(items: list[Any], key: str, offset: int) -> Any:
    for index, item in enumerate(items):
        if item.key == key:
            other = index + offset
            return items[other] if 0 <= other < len(items) else None
    return None


def reading_minutes(words: int) -> int:
    """Return how long a text takes to read, at 200 words a minute, three minutes at least."""
    return max(3, math.ceil(words / 200))


def course_outline(page: CoursePart) -> CourseOutline:
    """Return the outline of the course that a page stands in, in the page's language.

    A page outside of any live course gets an empty outline.
    """
    # Root, home, course: the course's own part of the materialised path.
    course_path = page.path[: 3 * page.steplen]
    return outline_at(course_path)


def outline_around(page: CoursePart) -> CourseOutline:
    """Return the outline for a page that shows no more of it than its own module, its neighbours and the course's name.

    Less makes it stale than what it shows of the whole.
    """
    return cached(("around", page.path, page.key), lambda: _around(page))


def _around(page: CoursePart) -> CourseOutline:
    with noting_nothing():
        outline = course_outline(page)
    module = outline.module(page.key) or outline.module_with(page.key)
    if module is None:
        return course_outline(page)
    language = outline.language
    depends_on(f"order:{page.path[: 3 * page.steplen]}", f"outline:{module.key}:{language}")
    beside: list[ModuleOutline | Step | None] = [outline.module_before(page.key), outline.module_after(page.key)]
    beside += [outline.step_before(page.key), outline.step_after(page.key)]
    depends_on(*(f"face:{other.key}:{language}" for other in (outline, *beside) if other))
    return outline


def outline_at(course_path: str) -> CourseOutline:
    """Return the outline of the course at a path of Wagtail's page tree."""
    return cached(f"outline:{course_path}", lambda: _build(course_path))


def live_courses(language: str) -> list[CourseOutline]:
    """Return the outlines of all live courses of a language, in the order of the page tree."""

    return [outline_at(course.path) for course in frame(language).of_kind("courses.coursepage")]


class JSONLength(Func):
    """The number of entries of a list that is kept as JSON, without reading the list itself."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSON_ARRAY_LENGTH", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


class KeyText(Func):
    """A key as text with its dashes, made by the database: quicker than to make a UUID of it and a text of that."""

    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps it as 32 digits."""
        [column] = self.source_expressions
        sql, params = compiler.compile(column)
        parts = (f"substr({sql}, {first}, {length})" for first, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12)))
        return " || '-' || ".join(parts), params * 5

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL has a type for it."""
        return super().as_sql(compiler, connection, template="(%(expressions)s)::text", **context)


def _build(course_path: str) -> CourseOutline:
    """Read a course and all that stands in it, in one query."""
    depends_on(f"outline:{course_path}")
    children: dict[str, list[Row]] = {}
    # All paths that begin so. A range is found by the index, where SQLite's LIKE reads the whole table.
    for row in _BELOW.dicts(course_path, course_path + Page.steplen * Page.alphabet[-1]):
        children.setdefault(row["path"][: -Page.steplen], []).append(row)
    course = next((row for row in children.get(course_path[: -Page.steplen], []) if _is(row, "coursepage")), None)
    if course is None:
        return CourseOutline(key="", title="", url="", language="")
    return CourseOutline(
        **_common(course),
        language=course["locale__language_code"],
        summary=course["coursepage__summary"],
        audience_html=course["coursepage__audience"],
        **{rule: course[f"coursepage__{rule}"] for rule in ("asks_lessons", "asks_quizzes", "asks_assessment")},
        modules=_modules(course, children),
        assessment=_last(
            Step(
                "quiz",
                **_common(row),
                questions=row["assessmentpage__question_count"],
                pass_mark=row["assessmentpage__pass_mark"],
            )
            for row in children.get(course_path, [])
            if _is(row, "assessmentpage")
        ),
        ending=_last(
            Step("ending", **_common(row)) for row in children.get(course_path, []) if _is(row, "summarypage")
        ),
    )


def _last(steps: Iterable[Step]) -> Step | None:
    return [None, *steps][-1]


# Of each page type, what the outline shows beside title and address.
_SHOWN = (
    "coursepage__summary",
    "coursepage__audience",
    "coursepage__asks_lessons",
    "coursepage__asks_quizzes",
    "coursepage__asks_assessment",
    "modulepage__summary",
    "modulepage__number",
    "modulepage__illustration",
    "modulepage__source",
    "lessonpage__summary",
    "lessonpage__minutes",
    "lessonpage__asked_activities",
    "quizpage__pass_mark",
    "quiz_length",
    "assessmentpage__question_count",
    "assessmentpage__pass_mark",
)


_BELOW = Prepared(
    lambda first, last: (
        Page.objects.live()
        .filter(path__range=(first, last))
        .order_by("path")
        .annotate(quiz_length=JSONLength("quizpage__questions"), key=KeyText("translation_key"))
        .values("path", "key", "title", "url_path", "locale__language_code", "content_type__model", *_SHOWN)
    )
)


def _modules(course: Row, children: dict[str, list[Row]]) -> list[ModuleOutline]:
    rows = [row for row in children.get(course["path"], []) if _is(row, "modulepage")]
    modules = [_module(row, children.get(row["path"], [])) for row in rows]
    if len(modules) == 1:
        return [replace(modules[0], url=_common(course)["url"], alone=True)]
    return modules


def _module(row: Row, children: list[Row]) -> ModuleOutline:
    lessons = [
        Step(
            "lesson",
            **_common(child),
            summary=child["lessonpage__summary"],
            minutes=child["lessonpage__minutes"],
            activities=tuple(child["lessonpage__asked_activities"] or ()),
        )
        for child in children
        if _is(child, "lessonpage")
    ]
    quizzes = [
        Step(
            "quiz",
            **_common(child),
            questions=child["quiz_length"] or 0,
            pass_mark=child["quizpage__pass_mark"],
        )
        for child in children
        if _is(child, "quizpage")
    ]
    return ModuleOutline(
        **_common(row),
        number=row["modulepage__number"],
        summary=row["modulepage__summary"],
        illustration=row["modulepage__illustration"],
        source=row["modulepage__source"],
        lessons=lessons,
        quiz=quizzes[-1] if quizzes else None,
    )


def _common(row: Row) -> dict[str, Any]:
    return {
        "key": row["key"],
        "title": row["title"],
        "url": page_address(row["locale__language_code"], row["url_path"]),
    }


def _is(row: Row, model: str) -> bool:
    return bool(row["content_type__model"] == model)
