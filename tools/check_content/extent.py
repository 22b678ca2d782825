"""Extent: how long modules and lessons are, and what a lesson, a module, a quiz and the glossary hold at the least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from mimi.loading.items import Item
from mimi.loading.texts import Text
from tools.check_content.texts import Finding, passages

MODULE_WORDS = range(800, 1501)
LESSON_MINUTES = range(3, 7)
LESSONS = range(2, 5)
# A course of one module is as long as two others.
LONE_MODULE_WORDS = range(1400, 3001)
LONE_MODULE_LESSONS = range(4, 7)
QUESTIONS_AT_LEAST = 6
KINDS_AT_LEAST = 3
DECISIONS = range(3, 6)
GLOSSARY = range(40, 81)


def extent_findings(items: Iterable[Item]) -> Iterator[Finding]:
    """Find what is too long, too short or missing in the whole course."""
    items = list(items)
    courses = Counter(module.parent for module in of_kind(items, "module") if module.parent)
    for module in of_kind(items, "module"):
        lessons = [lesson for lesson in of_kind(items, "lesson") if lesson.parent == module.key]
        yield from module_findings(module, lessons, alone=courses[module.parent] == 1 if module.parent else False)
        if not any(quiz.parent == module.key for quiz in of_kind(items, "quiz")):
            yield at(module, "en", "this module has no quiz.")
    for lesson in of_kind(items, "lesson"):
        yield from lesson_findings(lesson)
    for quiz in of_kind(items, "quiz"):
        yield from quiz_findings(quiz)
    yield from glossary_findings(of_kind(items, "term"))


def module_findings(module: Item, lessons: list[Item], *, alone: bool = False) -> Iterator[Finding]:
    """A module has two to four lessons with 800 to 1,500 words in each language, and an exercise.

    One that makes up a course `alone` has four to six, with 1,400 to 3,000 words.
    """
    counts, lengths = (LONE_MODULE_LESSONS, LONE_MODULE_WORDS) if alone else (LESSONS, MODULE_WORDS)
    if len(lessons) not in counts:
        yield at(module, "en", f"this module has {len(lessons)} lessons; {_range(counts)} are asked for.")
    if not any(block["type"] == "exercise" for lesson in lessons for block in lesson.texts["en"]["body"]):
        yield at(module, "en", "this module has no exercise.")
    for language in module.texts:
        words = sum(word_count(lesson, language) for lesson in lessons)
        if words not in lengths:
            yield at(module, language, f"the lessons have {words} words; {_range(lengths)} are asked for.")


def word_count(lesson: Item, language: str) -> int:
    """Return how many words a lesson's text has: all that its blocks say."""
    body = Item(lesson.key, lesson.model, {language: {"body": lesson.texts[language]["body"]}}, {})
    return sum(any(sign.isalnum() for sign in word) for each in passages([body]) for word in each.words)


def lesson_findings(lesson: Item) -> Iterator[Finding]:
    """A lesson takes three to six minutes and ends in a reflection."""
    minutes = lesson.settings["minutes"]
    if minutes not in LESSON_MINUTES:
        yield at(lesson, "en", f"this lesson takes {minutes} minutes; {_range(LESSON_MINUTES)} are asked for.")
    if not any(block["type"] == "reflection" for block in lesson.texts["en"]["body"]):
        yield at(lesson, "en", "this lesson has no reflection.")


def quiz_findings(quiz: Item) -> Iterator[Finding]:
    """A quiz has six questions of three kinds or more, and a scenario three to five decisions."""
    questions = quiz.texts["en"]["questions"]
    if len(questions) < QUESTIONS_AT_LEAST:
        yield at(quiz, "en", f"this quiz has {len(questions)} questions; {QUESTIONS_AT_LEAST} are the fewest.")
    kinds = {question["type"] for question in questions}
    if len(kinds) < KINDS_AT_LEAST:
        told = ", ".join(sorted(kinds))
        yield at(quiz, "en", f"this quiz has {len(kinds)} kinds of question ({told}); {KINDS_AT_LEAST} are the fewest.")
    for question in questions:
        if question["type"] == "scenario":
            decisions = longest_story(question["value"]["scenes"])
            if decisions not in DECISIONS:
                place: Text = question["value"]["prompt"]
                told = f"this scenario has {decisions} decisions; {_range(DECISIONS)} are asked for."
                yield Finding(place.file, place.line, f"en: {told}")


def longest_story(scenes: list[dict[str, Any]], begin: int = 1) -> int:
    """Return how many decisions a scenario asks for at the most; scenes are named by their place, from 1."""
    following = [choice["value"]["next"] for choice in scenes[begin - 1]["value"]["choices"]]
    return 1 + max((longest_story(scenes, scene) for scene in following if scene), default=0)


def glossary_findings(terms: list[Item]) -> Iterator[Finding]:
    """The glossary has about forty terms, or some more."""
    if terms and len(terms) not in GLOSSARY:
        yield at(terms[0], "en", f"the glossary has {len(terms)} terms; {_range(GLOSSARY)} are asked for.")


def of_kind(items: Iterable[Item], kind: str) -> list[Item]:
    """Return the items of one kind, which is the first part of their keys."""
    return [item for item in items if item.key[0] == kind]


def at(item: Item, language: str, message: str) -> Finding:
    """Return a finding at the title of an item."""
    title = item.texts[language].get("title") or item.texts[language].get("term")
    line = title.line if isinstance(title, Text) else 1
    return Finding(item.files[language][0], line, f"{language}: {message}")


def _range(allowed: range) -> str:
    return f"{allowed.start:,} to {allowed.stop - 1:,}"
