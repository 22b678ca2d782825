"""Reading notes: those of a lesson, and all of them in the order of the course."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from courses.models.pages import LessonPage
from courses.outline import CourseOutline, Step, live_courses
from courses.reflections.models import ReflectionText
from mimi.pages.links import SOURCE_LANGUAGE

Texts = list[ReflectionText]


@dataclass(frozen=True)
class Prompt:
    """The question of a reflection block, in the language that it was found in."""

    text: str
    hint: str
    language: str


@dataclass(frozen=True)
class Note:
    """What a learner has written under one prompt; `prompt` is None where the block is no more.

    `texts` holds the latest first; more than one where they were written apart and are still to be joined.
    """

    lesson_key: uuid.UUID
    block_id: uuid.UUID
    texts: Texts
    prompt: Prompt | None = None

    @property
    def url(self) -> str:
        """The page of this note alone."""
        return reverse("reflection", args=[self.lesson_key, self.block_id])

    @property
    def save_url(self) -> str:
        """Where changes are sent to."""
        return reverse("reflection_save", args=[self.lesson_key, self.block_id])

    @property
    def shown_at(self) -> str:
        """Where it stands among all notes."""
        return f"{reverse('reflections')}#note-{self.block_id}"

    @property
    def next_version(self) -> uuid.UUID:
        """A name for what is written into its form."""
        return uuid.uuid4()

    @property
    def text(self) -> str:
        """What stands in the field: the latest text that can be read."""
        return next((text for row in self.texts if (text := row.text) is not None), "")

    @property
    def current(self) -> ReflectionText | None:
        """The version that stands in the field."""
        return next((row for row in self.texts if row.text is not None), None)

    @property
    def others(self) -> Texts:
        """What was written apart from it."""
        return [row for row in self.texts if row is not self.current and row.text is not None]

    @property
    def unreadable(self) -> Texts:
        """What no key opens any more."""
        return [row for row in self.texts if row.text is None]


@dataclass(frozen=True)
class LessonNotes:
    """The notes of a lesson in the order of its prompts; `title` is empty where the lesson is no more."""

    key: str
    title: str
    url: str
    notes: list[Note]


@dataclass(frozen=True)
class Chapter:
    """The notes of a module; `number` and `title` are empty for lessons that stand in none any more."""

    number: str
    title: str
    lessons: list[LessonNotes]

    @property
    def name(self) -> str:
        """Its title, behind its number where it has one."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class CourseNotes:
    """The notes of a course; `title` is empty where the course is no more."""

    title: str
    chapters: list[Chapter]

    @property
    def notes(self) -> Iterator[Note]:
        """All of them in their order."""
        return (note for chapter in self.chapters for lesson in chapter.lessons for note in lesson.notes)


@dataclass
class _Rows:
    """The texts of a learner by lesson and block, and what is known of their prompts."""

    texts: dict[uuid.UUID, dict[uuid.UUID, Texts]] = field(default_factory=dict)
    courses: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)


def texts_of_lesson(learner: uuid.UUID | None, lesson_key: uuid.UUID) -> dict[uuid.UUID, Texts]:
    """Return what a learner has written in a lesson, by block, in one query."""
    return _read(learner, reflection__lesson_key=lesson_key).texts.get(lesson_key, {})


def count_notes(learner: uuid.UUID | None) -> int:
    """Return how many notes a learner has."""
    if learner is None:
        return 0
    return ReflectionText.objects.filter(reflection__learner=learner).values("reflection").distinct().count()


def read_note(learner: uuid.UUID | None, lesson_key: uuid.UUID, block_id: uuid.UUID, language: str) -> Note:
    """Return one note, which may be empty, with its prompt."""
    rows = _read(learner, reflection__lesson_key=lesson_key, reflection__block_id=block_id)
    texts = rows.texts.get(lesson_key, {}).get(block_id, [])
    return Note(lesson_key, block_id, texts, prompts_of([lesson_key], language).get(lesson_key, {}).get(block_id))


def read_notebook(learner: uuid.UUID | None, language: str) -> list[CourseNotes]:
    """Return all notes of a learner by course, module and lesson, in two queries.

    A note whose prompt is gone stands at the end of its lesson, one whose lesson is gone at the end of its course.
    """
    rows = _read(learner)
    if not rows.texts:
        return []
    prompts = prompts_of(rows.texts, language)

    def lesson_notes(key: uuid.UUID, title: str = "", url: str = "") -> LessonNotes:
        here, asked = rows.texts.pop(key), prompts.get(key, {})
        order = [*(id_ for id_ in asked if id_ in here), *(id_ for id_ in here if id_ not in asked)]
        return LessonNotes(str(key), title, url, [Note(key, id_, here[id_], asked.get(id_)) for id_ in order])

    found = []
    for outline in live_courses(language):
        chapters = [
            Chapter(
                module.number,
                module.title,
                [
                    lesson_notes(key, step.title, step.url)
                    for step in module.lessons
                    if (key := _key(step)) in rows.texts
                ],
            )
            for module in outline.modules
        ]
        gone = [key for key in rows.texts if str(rows.courses[key]) == outline.key]
        chapters.append(Chapter("", "", [lesson_notes(key) for key in gone]))
        found.append(CourseNotes(outline.title, [chapter for chapter in chapters if chapter.lessons]))
    found.append(CourseNotes("", [Chapter("", "", [lesson_notes(key) for key in list(rows.texts)])]))
    return [course for course in found if any(course.notes)]


def find_lesson(key: uuid.UUID, language: str) -> tuple[CourseOutline, Step] | None:
    """Return a live lesson with its course; None where there is none with this key."""
    for outline in live_courses(language):
        step = outline.step(str(key))
        if step and step.kind == "lesson":
            return outline, step
    return None


def prompts_of(lesson_keys: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, dict[uuid.UUID, Prompt]]:
    """Return the prompts of lessons by lesson and block id, in one query.

    They are in the order of the lesson in the language; a block that the language lacks comes in the source language.
    """
    pages = LessonPage.objects.live().filter(
        translation_key__in=set(lesson_keys), locale__language_code__in={language, SOURCE_LANGUAGE}
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Prompt]] = {}
    rows = pages.values_list("translation_key", "locale__language_code", "body")
    for key, code, body in sorted(rows, key=lambda row: row[1] != language):
        for block in body.raw_data:
            id_ = _uuid(block.get("id"))
            if block["type"] == "reflection" and id_:
                prompt = Prompt(block["value"].get("prompt", ""), block["value"].get("hint") or "", code)
                found.setdefault(key, {}).setdefault(id_, prompt)
    return found


def _uuid(id_: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(id_))
    except ValueError:
        return None


def _key(step: Step) -> uuid.UUID:
    return uuid.UUID(step.key)


def _read(learner: uuid.UUID | None, **which: uuid.UUID | Collection[uuid.UUID]) -> _Rows:
    rows = _Rows()
    if learner is None:
        return rows
    for row in ReflectionText.objects.filter(reflection__learner=learner, **which).select_related("reflection"):
        note = row.reflection
        rows.texts.setdefault(note.lesson_key, {}).setdefault(note.block_id, []).append(row)
        rows.courses[note.lesson_key] = note.course_key
    return rows
