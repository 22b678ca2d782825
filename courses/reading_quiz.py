"""Reads quiz.yaml: a quiz in all languages side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from courses.questions.gap_fill import names_words
from mimi.loading.items import (
    LANGUAGES,
    Item,
    Key,
    Link,
    block_id,
    list_items,
    stream_child,
)
from mimi.loading.languages import complete, in_every_language, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.texts import Text
from mimi.loading.yaml_source import Node, read_yaml

COMMON = ("id", "type", "lesson", "prompt", "explanation", "points")
Names = tuple[str, ...]
ReadQuestion = Callable[[Node, str, Names], dict[str, Any]]


def read_quiz(file: Path, number: str, parent: Key, problems: Problems) -> Iterator[Item]:
    """Read the quiz of the module with this number."""
    from courses.models import QuizPage

    try:
        node = read_yaml(file).only("quiz", "title", "slug", "intro", "pass_mark", "questions")
        if str(node["quiz"].text()) != number:
            raise node["quiz"].fail(f"the quiz stands beside module {number}.")
        _check_ids(node["questions"])
        pass_mark = node["pass_mark"].number()
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(problems, lambda language: _quiz(node, language, number))
    if complete(texts):
        files = {language: [file] for language in LANGUAGES}
        settings = {"pass_mark": pass_mark}
        yield Item(("quiz", number), QuizPage, texts, files, parent=parent, settings=settings)


def _check_ids(questions: Node) -> None:
    seen: set[str] = set()
    for question in questions:
        id_ = question["id"].text()
        if id_ in seen:
            raise question["id"].fail(f"there are two questions with the id “{id_}”.")
        seen.add(str(id_))


def _quiz(node: Node, language: str, number: str) -> dict[str, Any]:
    return {
        "title": spoken(node["title"], language).text(),
        "slug": spoken(node["slug"], language).text(),
        "intro": spoken(node["intro"], language).markdown(),
        "questions": [_question(question, language, number) for question in node["questions"]],
    }


def _question(node: Node, language: str, number: str) -> dict[str, Any]:
    kind, id_ = node["type"].text(), str(node["id"].text())
    read = QUESTIONS.get(kind)
    if read is None:
        raise node["type"].fail(f"there is no question type “{kind}”; known are {', '.join(QUESTIONS)}.")
    path = ("quiz", number, id_)
    lesson = node["lesson"].text()
    value = {
        "prompt": spoken(node["prompt"], language).text(),
        "explanation": spoken(node["explanation"], language).markdown(),
        "lesson": Link((("lesson", number, str(lesson)),), file=lesson.file, line=lesson.line),
        "points": node["points"].number() if node.has("points") else 1,
        **read(node, language, path),
    }
    return stream_child(str(kind), block_id(*path), value)


def _single_choice(node: Node, language: str, path: Names) -> dict[str, Any]:
    value = _choices(node, language, path)
    if sum(row["value"]["correct"] for row in value["choices"]) != 1:
        raise node["choices"].fail("exactly one choice is correct in a single choice question.")
    return value


def _choices(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "choices")
    rows = []
    for choice in node["choices"]:
        choice.only("id", "correct", "text", "feedback")
        rows.append(
            (
                str(choice["id"].text()),
                {
                    "text": spoken(choice["text"], language).text(),
                    "correct": choice["correct"].flag() if choice.has("correct") else False,
                    "feedback": spoken(choice["feedback"], language).text(),
                },
            )
        )
    if not any(value["correct"] for _name, value in rows):
        raise node["choices"].fail("no choice is marked as correct.")
    return {"choices": _items(node["choices"], (*path, "choices"), rows)}


def _true_false(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "answer", "feedback_true", "feedback_false")
    return {
        "answer": node["answer"].flag(),
        "feedback_true": spoken(node["feedback_true"], language).text(),
        "feedback_false": spoken(node["feedback_false"], language).text(),
    }


def _ordering(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "items")
    rows = [
        (str(row.only("id", "text")["id"].text()), {"text": spoken(row["text"], language).text()})
        for row in node["items"]
    ]
    return {"items": _items(node["items"], (*path, "items"), rows)}


def _matching(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "pairs")
    rows = [
        (
            str(row.only("id", "left", "right", "feedback")["id"].text()),
            {
                "left": _short(row["left"], language, 250),
                "right": _short(row["right"], language, 250),
                "feedback": spoken(row["feedback"], language).text(),
            },
        )
        for row in _some(node["pairs"], 2, 8)
    ]
    return {"pairs": _items(node["pairs"], (*path, "pairs"), rows)}


def _gap_fill(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "text", "gaps")
    text = spoken(node["text"], language).text()
    rows = [
        (
            str(row.only("id", "answers", "feedback")["id"].text()),
            {
                "answers": _answers(row["answers"], language),
                "feedback": spoken(row["feedback"], language).text(),
            },
        )
        for row in _some(node["gaps"], 1, 8)
    ]
    numbers = {name: str(number) for number, (name, _value) in enumerate(rows, start=1)}
    marks = re.findall(r"\{([a-z0-9-]+)\}", text)
    if sorted(marks) != sorted(numbers):
        raise spoken(node["text"], language).fail("each gap stands in the text once, as {its-id}.")
    marked = re.sub(r"\{([a-z0-9-]+)\}", lambda mark: "{" + numbers[mark[1]] + "}", text)
    return {"text": Text(marked, text.file, text.line), "gaps": _items(node["gaps"], (*path, "gaps"), rows)}


def _answers(node: Node, language: str) -> Text:
    answers = _short(node, language, 300)
    if not names_words(answers):
        raise spoken(node, language).fail("there is no word on one side of a “|”.")
    return answers


def _scenario(node: Node, language: str, path: Names) -> dict[str, Any]:
    node.only(*COMMON, "scenes")
    names = [str(scene.only("id", "text", "choices")["id"].text()) for scene in _some(node["scenes"], 1, 12)]
    scenes, led_to = [], {0, 1}
    for number, scene in enumerate(node["scenes"], start=1):
        if number not in led_to:
            raise scene.fail(f"no decision leads to the scene “{names[number - 1]}”.")
        own = (*path, "scenes", names[number - 1])
        rows = [_decision(choice, language, names, number) for choice in _some(scene["choices"], 2, 5)]
        led_to.update(value["next"] for _name, value in rows)
        value = {
            "text": spoken(scene["text"], language).text(),
            "choices": _items(scene["choices"], (*own, "choices"), rows),
        }
        scenes.append((names[number - 1], value))
    return {"scenes": _items(node["scenes"], (*path, "scenes"), scenes)}


def _decision(node: Node, language: str, scenes: list[str], number: int) -> tuple[str, dict[str, Any]]:
    node.only("id", "points", "next", "text", "feedback")
    target, worth = str(node["next"].text()), str(node["points"].text())
    if target != "end" and target not in scenes[number:]:
        raise node["next"].fail(f"“{target}” is neither a later scene nor “end”.")
    if worth not in {"0", "1", "2"}:
        raise node["points"].fail(f"a decision is worth 0, 1 or 2 points, not “{worth}”.")
    return str(node["id"].text()), {
        "text": _short(node["text"], language, 300),
        "worth": worth,
        "feedback": spoken(node["feedback"], language).text(),
        "next": 0 if target == "end" else scenes.index(target) + 1,
    }


def _some(node: Node, least: int, most: int) -> list[Node]:
    """Return the entries of a list that has so many."""
    rows = node.items()
    if not least <= len(rows) <= most:
        raise node.fail(f"{least} to {most} entries are expected here, not {len(rows)}.")
    return rows


def _short(node: Node, language: str, most: int) -> Text:
    """Return a text that fits into an editor's field."""
    text = spoken(node, language).text()
    if len(text) > most:
        raise spoken(node, language).fail(f"this text has {len(text)} characters; at most {most} fit here.")
    return text


def _items(node: Node, path: Names, rows: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    names = [name for name, _value in rows]
    if len(set(names)) < len(names):
        raise node.fail("an id stands here twice.")
    return list_items(path, rows)


QUESTIONS: dict[str, ReadQuestion] = {
    "single_choice": _single_choice,
    "multiple_choice": _choices,
    "true_false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "gap_fill": _gap_fill,
    "scenario": _scenario,
}
