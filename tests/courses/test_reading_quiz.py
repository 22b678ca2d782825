"""Reading quiz.yaml: each mistake is told in one sentence with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.blocks import StreamBlock

from courses.questions import question_stream
from courses.reading_quiz import read_quiz
from mimi.loading.fields import plain
from mimi.loading.items import Item
from mimi.loading.problems import Problem, Problems

HEAD = """\
quiz: "9"
title: {en: Quiz, nb: Quiz, de: Quiz, el: Quiz}
slug: {en: quiz, nb: quiz, de: quiz, el: quiz}
intro: {en: Some., nb: Noen., de: Einige., el: Lagre.}
pass_mark: 70
questions:
"""
ALL = "{{en: {0}, nb: {0}, de: {0}, el: {0}}}"
COMMON = f"""\
    lesson: one
    prompt: {ALL.format("What")}
    explanation: {ALL.format("So.")}
"""
MATCHING = f"""\
  - id: match
    type: matching
{COMMON}\
    pairs:
      - id: first
        left: {ALL.format("Left")}
        right: {ALL.format("Right")}
        feedback: {ALL.format("So.")}
      - id: second
        left: {ALL.format("Other")}
        right: {ALL.format("Another")}
        feedback: {ALL.format("So.")}
"""
GAPS = f"""\
  - id: gaps
    type: gap_fill
{COMMON}\
    text:
      en: "{{first}} before {{last-one}}."
      nb: "{{first}} før {{last-one}}."
      de: "Vor {{last-one}} kommt {{first}}."
      el: "{{first}} πριν {{last-one}}."
    gaps:
      - id: first
        answers: {ALL.format('"trust | hope"')}
        feedback: {ALL.format("So.")}
      - id: last-one
        answers: {ALL.format("advice")}
        feedback: {ALL.format("So.")}
"""
STORY = f"""\
  - id: story
    type: scenario
{COMMON}\
    scenes:
      - id: door
        text: {ALL.format("At the door.")}
        choices:
          - id: ask
            points: 2
            next: talk
            text: {ALL.format("Ask.")}
            feedback: {ALL.format("Good.")}
          - id: send
            points: 0
            next: end
            text: {ALL.format("Send.")}
            feedback: {ALL.format("Bad.")}
      - id: talk
        text: {ALL.format("You talk.")}
        choices:
          - id: listen
            points: 1
            next: end
            text: {ALL.format("Listen.")}
            feedback: {ALL.format("Good.")}
          - id: speak
            points: 0
            next: end
            text: {ALL.format("Speak.")}
            feedback: {ALL.format("Bad.")}
"""


def read(folder: Path, questions: str) -> tuple[list[Item], list[Problem]]:
    """Read a quiz of these questions; return what was read and what is wrong."""
    file, problems = folder / "quiz.yaml", Problems()
    file.write_text(HEAD + questions, encoding="utf-8")
    items = list(read_quiz(file, "9", ("module", "9"), problems))
    return items, problems.found


@pytest.mark.parametrize("questions", [MATCHING, GAPS, STORY, MATCHING + GAPS + STORY])
def test_a_quiz_in_order_is_read_as_an_editor_would_accept_it(tmp_path: Path, questions: str) -> None:
    (item,), problems = read(tmp_path, questions)
    assert problems == []
    block: Any = StreamBlock(question_stream())
    for values in item.texts.values():
        stored = plain(values["questions"], {})
        assert block.clean(block.to_python(stored))


def test_gaps_keep_their_ids_in_every_order(tmp_path: Path) -> None:
    (item,), _problems = read(tmp_path, GAPS)
    english, german = (plain(item.texts[code]["questions"], {})[0]["value"] for code in ("en", "de"))
    assert (english["text"], german["text"]) == ("{1} before {2}.", "Vor {2} kommt {1}.")
    assert [gap["id"] for gap in english["gaps"]] == [gap["id"] for gap in german["gaps"]]


def test_scenes_lead_on_by_their_numbers(tmp_path: Path) -> None:
    (item,), _problems = read(tmp_path, STORY)
    scenes = plain(item.texts["el"]["questions"], {})[0]["value"]["scenes"]
    decisions = [row["value"] for scene in scenes for row in scene["value"]["choices"]]
    assert [(row["worth"], row["next"]) for row in decisions] == [("2", 2), ("0", 0), ("1", 0), ("0", 0)]


LONG = "x" * 301


@pytest.mark.parametrize(
    ("questions", "old", "new", "at", "sentence"),
    [
        (
            MATCHING,
            "matching",
            "machting",
            "machting",
            "there is no question type “machting”; known are",
        ),
        (MATCHING, "id: second", "id: first", "- id: first", "an id stands here twice."),
        (MATCHING, MATCHING[MATCHING.index("      - id: second") :], "", "- id: first", "2 to 8 entries are expected"),
        (MATCHING, "        feedback: ", "        feedbak: ", "feedbak: ", "“feedbak” means nothing here; known are"),
        (MATCHING, "right: {en: Another, nb: Another, ", "right: {en: Another, ", "Another", "“nb” is missing here."),
        (MATCHING, "left: {en: Left", "left: {en: ''", "left: {en: ''", "a text is expected here, and there is none."),
        (
            MATCHING,
            "left: {en: Left",
            f"left: {{en: {LONG}",
            LONG,
            "this text has 301 characters; at most 250 fit here.",
        ),
        (MATCHING, "    pairs:", "    paris:", "- id: first", "“paris” means nothing here; known are"),
        (GAPS, "{first} before", "{frist} before", "{frist}", "each gap stands in the text once, as {its-id}."),
        (
            GAPS,
            "Vor {last-one} kommt {first}.",
            "Vor {first}.",
            "Vor",
            "each gap stands in the text once, as {its-id}.",
        ),
        (GAPS, "{first} πριν", "{first} {first} πριν", "πριν", "each gap stands in the text once, as {its-id}."),
        (GAPS, '{en: "trust | hope"', '{en: "trust | "', '"trust | "', "there is no word on one side of a “|”."),
        (GAPS, 'de: "trust | hope"', 'de: "| hope"', '"| hope"', "there is no word on one side of a “|”."),
        (GAPS, "answers: {en: advice", f"answers: {{en: {LONG}", LONG, "this text has 301 characters; at most 300 fit"),
        (STORY, "next: talk", "next: walk", "next: walk", "“walk” is neither a later scene nor “end”."),
        (STORY, "next: talk", "next: door", "next: door", "“door” is neither a later scene nor “end”."),
        (STORY, "next: talk", "next: end", "- id: talk", "no decision leads to the scene “talk”."),
        (STORY, "points: 2", "points: 3", "points: 3", "a decision is worth 0, 1 or 2 points, not “3”."),
        (STORY, "            points: 2\n", "", "- id: ask", "“points” is missing here."),
        (STORY, "id: send", "id: ask", "- id: ask", "an id stands here twice."),
        (STORY, "text: {en: Ask.", f"text: {{en: {LONG}", LONG, "this text has 301 characters; at most 300 fit here."),
        (STORY, STORY[STORY.index("          - id: speak") :], "", "- id: listen", "2 to 5 entries are expected here"),
        (STORY, "    lesson: one\n", "", "- id: story", "“lesson” is missing here."),
        (
            STORY,
            "    scenes:\n",
            "    scenes: none\n    secens:\n",
            "- id: door",
            "“secens” means nothing here; known are",
        ),
    ],
)
def test_each_mistake_is_told_once_with_its_line(
    tmp_path: Path, questions: str, old: str, new: str, at: str, sentence: str
) -> None:
    assert questions.count(old) >= 1
    changed = questions.replace(old, new, 1)
    items, problems = read(tmp_path, changed)
    assert items == []
    (problem,) = problems
    assert problem.message.startswith(sentence)
    lines = (HEAD + changed).splitlines()
    assert problem.line == 1 + next(n for n, line in enumerate(lines) if at in line)
    assert str(problem).startswith(f"{tmp_path / 'quiz.yaml'}, line {problem.line}: ")


def test_two_questions_do_not_share_an_id(tmp_path: Path) -> None:
    items, (problem,) = read(tmp_path, MATCHING + GAPS.replace("id: gaps", "id: match"))
    assert items == []
    assert problem.message == "there are two questions with the id “match”."
    assert (HEAD + MATCHING + GAPS).splitlines()[problem.line - 1].strip() == "- id: gaps"


def test_a_quiz_stands_beside_its_module(tmp_path: Path) -> None:
    problems = Problems()
    file = tmp_path / "quiz.yaml"
    file.write_text(HEAD + MATCHING, encoding="utf-8")
    assert list(read_quiz(file, "2", ("module", "2"), problems)) == []
    assert [(problem.line, problem.message) for problem in problems.found] == [(1, "the quiz stands beside module 2.")]
