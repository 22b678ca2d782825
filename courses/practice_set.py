"""Reads the courses: the glossary that they share, and of each its page, its modules with lessons, and its quizzes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from courses.outline import reading_minutes
from courses.reading_quiz import read_quiz
from mimi.loading.blocks import read_blocks
from mimi.loading.documents import Document, Section, read_document
from mimi.loading.items import LANGUAGES, Children, Item, Key, register_reader
from mimi.loading.languages import complete, in_every_language, language_files, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.texts import Text
from mimi.loading.yaml_source import Node, read_yaml

FOLDER = Path("courses/content")
# Lists of words for the spelling check stand beside the modules.
WORDS = "words"
HOME = ("home",)
# The course that stands in the folder itself; further ones stand in folders of their own.
MAIN_COURSE = "microintegration"
COURSE_FILE = "course.yaml"
ENDS = ("assessment", "ending")
# What is shown as a module's number. Any other, such as w1, only names the module in the files.
SHOWN_NUMBER = re.compile(r"\d+(\.\d+)*")


@register_reader(order=10)
def read_glossary(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the glossary."""
    file = root / FOLDER / "glossary.yaml"
    try:
        rows = [(str(row["id"].text()), row.only("id", "term", "definition")) for row in read_yaml(file)]
    except ContentError as error:
        problems.catch(error)
        return
    from courses.models import GlossaryTerm

    for code, row in rows:
        texts = in_every_language(problems, partial(_plain, row, ("term", "definition")))
        if complete(texts):
            paths = {language: [file] for language in LANGUAGES}
            yield Item(("term", code), GlossaryTerm, texts, paths, settings={"code": code})


@register_reader(order=20)
def read_courses(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the main course, then the further ones, each in a folder that has a `course.yaml` of its own."""
    folders = sorted(path for path in (root / FOLDER).glob("*") if path.is_dir() and path.name != WORDS)
    further = [folder for folder in folders if (folder / COURSE_FILE).exists()]
    modules = [folder for folder in folders if folder not in further]
    yield from _read_course(MAIN_COURSE, root / FOLDER / COURSE_FILE, modules, ENDS, problems)
    for folder in further:
        own = sorted(path for path in folder.iterdir() if path.is_dir())
        yield from _read_course(folder.name, folder / COURSE_FILE, own, (), problems)


def _read_course(
    name: str, file: Path, modules: list[Path], needed: tuple[str, ...], problems: Problems
) -> Iterator[Item]:
    """Read a course with all that stands in it; `needed` are the pages at its end that it can't do without."""
    from courses.models import CoursePage

    try:
        node = read_yaml(file).only("title", "slug", "summary", "intro", "audience", "closing", "source", *ENDS)
    except ContentError as error:
        problems.catch(error)
        return
    key = ("course", name)
    texts = in_every_language(problems, lambda language: _course(node, language))
    ends = [end for end in ENDS if end in needed or node.has(end)]
    if complete(texts):
        settings: dict[str, Any] = {"show_in_menus": True}
        if "assessment" not in ends:
            settings["asks_assessment"] = False
        yield Item(key, CoursePage, texts, {code: [file] for code in LANGUAGES}, parent=HOME, settings=settings)
    for folder in modules:
        yield from _read_module(folder, key, problems)
    for end in ends:
        yield from _read_end(end, node, key, problems)


def _read_end(end: str, node: Node, course: Key, problems: Problems) -> Iterator[Item]:
    """Read what stands behind the modules: the final assessment or the summary."""
    from courses.models import AssessmentPage, SummaryPage

    model = {"assessment": AssessmentPage, "ending": SummaryPage}[end]
    try:
        part = node[end].only("title", "slug", "summary", "intro")
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(problems, partial(_end_page, part))
    if complete(texts):
        yield Item((end, course[1]), model, texts, {code: [node.file] for code in LANGUAGES}, parent=course)


def _plain(node: Node, names: Iterable[str], language: str) -> dict[str, Any]:
    return {name: spoken(node[name], language).text() for name in names}


def _end_page(node: Node, language: str) -> dict[str, Any]:
    return {**_plain(node, ("title", "slug", "summary"), language), "intro": spoken(node["intro"], language).markdown()}


def _course(node: Node, language: str) -> dict[str, Any]:
    plain = _plain(node, ("title", "slug", "summary", "source"), language)
    rich = {name: spoken(node[name], language).markdown() for name in ("intro", "audience", "closing")}
    return {**plain, **rich}


def _read_module(folder: Path, course: Key, problems: Problems) -> Iterator[Item]:
    from courses.models import LessonPage, ModulePage

    files = language_files(folder, problems)
    documents = in_every_language(problems, lambda language: read_document(files[language]), files)
    texts = in_every_language(problems, lambda language: _module(documents[language]), documents)
    if not complete(texts):
        return
    number = str(documents["en"].front["module"].text())
    key = ("module", number)
    paths = {language: [file] for language, file in files.items()}
    for values in texts.values():
        values.pop("number")
    yield Item(
        key,
        ModulePage,
        texts,
        paths,
        parent=course,
        settings={
            "number": number if SHOWN_NUMBER.fullmatch(number) else "",
            "illustration": f"module-{number.replace('.', '-')}",
        },
    )
    lessons = in_every_language(problems, lambda language: _lessons(documents[language], number), documents)
    if not complete(lessons) or not _same_lessons(documents, problems):
        return
    for n, section in enumerate(documents["en"].sections):
        minutes = max(rows[n]["minutes"] for rows in lessons.values())
        yield Item(
            ("lesson", number, section.id),
            LessonPage,
            {
                language: {name: value for name, value in rows[n].items() if name != "minutes"}
                for language, rows in lessons.items()
            },
            paths,
            parent=key,
            settings={"minutes": minutes},
        )
    yield from read_quiz(folder / "quiz.yaml", number, key, problems)


def _module(document: Document) -> dict[str, Any]:
    from courses.models import LearningOutcome

    front = document.front.only("module", "title", "slug", "summary", "outcomes", "source")
    outcomes = tuple((str(n), {"text": row.text()}) for n, row in enumerate(front["outcomes"], start=1))
    return {
        "number": front["module"].text(),
        "title": front["title"].text(),
        "slug": front["slug"].text(),
        "summary": front["summary"].text(),
        "outcomes": Children(LearningOutcome, outcomes),
        "source": front["source"].text(),
    }


def _lessons(document: Document, number: str) -> list[dict[str, Any]]:
    if document.blocks:
        block = document.blocks[0]
        raise ContentError(block.file, block.line, "a lesson begins first: # Title {#id slug=…}.")
    return [_lesson(document.file, section, number) for section in document.sections]


def _lesson(file: Path, section: Section, number: str) -> dict[str, Any]:
    slug = section.attributes.get("slug")
    if not slug:
        raise ContentError(file, section.line, "the lesson has no slug: # Title {#id slug=…}.")
    if not section.summary:
        raise ContentError(file, section.line, "a sentence that sums up the lesson is missing below its title.")
    return {
        "title": section.title,
        "slug": Text(slug, file, section.line),
        "summary": Text(section.summary, file, section.line),
        "minutes": _minutes(file, section),
        "body": read_blocks(section.blocks, ("lesson", number, section.id)),
    }


def _minutes(file: Path, section: Section) -> int:
    given = section.attributes.get("minutes")
    if given is None:
        return reading_minutes(sum(len(block.body.split()) for block in section.blocks))
    if not given.isdecimal():
        raise ContentError(file, section.line, f"minutes are a whole number, not “{given}”.")
    return int(given)


def _same_lessons(documents: dict[str, Document], problems: Problems) -> bool:
    source = [section.id for section in documents["en"].sections]
    for document in documents.values():
        if [section.id for section in document.sections] != source:
            line = document.sections[0].line if document.sections else 1
            told = ", ".join(source)
            problems.add(document.file, line, f"the lessons aren’t those of the English file ({told}).")
            return False
    return True
