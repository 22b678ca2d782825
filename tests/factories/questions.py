"""Questions as they are stored: one of each type, with the same ids in every language."""

from __future__ import annotations

from typing import Any

from wagtail.blocks import StreamBlock

from courses.questions import Question, question_stream, read_questions
from courses.questions.matching import token

from .speech import block, item, named_id, say

TYPES = ("single_choice", "multiple_choice", "true_false", "ordering", "matching", "gap_fill", "scenario")


def question_data(
    kind: str, name: str = "", *, language: str = "en", lesson: int | None = None, **more: Any
) -> dict[str, Any]:
    """Return a stored question of a kind; `name` tells its ids from those of another, `more` replaces fields."""
    name = name or kind
    value = {
        "prompt": say(f"Prompt of {name}", language),
        "explanation": f"<p>{say(f'Explanation of {name}', language)}</p>",
        "lesson": lesson,
        "points": 1,
        **_OWN_FIELDS[kind](name, language),
        **more,
    }
    return block(kind, name, value)


def make_question(kind: str, name: str = "", **more: Any) -> Question:
    """Return a question of `question_data` as the site reads it; it needs no database."""
    stream = StreamBlock(question_stream()).to_python([question_data(kind, name, **more)])
    return next(read_questions(stream))


def question_id(name: str) -> str:
    """Return the id of the question called so."""
    return named_id("block", name)


def choice_id(name: str, choice: str) -> str:
    """Return the id of a question's choice or item."""
    return named_id("item", f"{name}/{choice}")


def right_answer(kind: str, name: str = "") -> dict[str, Any]:
    """Return the form fields of the right answer to a question of `question_data`."""
    name = name or kind
    if kind == "single_choice":
        return {"answer": choice_id(name, "right")}
    if kind == "multiple_choice":
        return {"answer": [choice_id(name, "right"), choice_id(name, "right-too")]}
    if kind == "true_false":
        return {"answer": "true"}
    if kind == "matching":
        return match_fields(name, dict(zip(_PLACES, _PLACES, strict=True)))
    if kind == "gap_fill":
        return {f"gap-{choice_id(name, place)}": word for place, word in zip(_PLACES, _WORDS, strict=False)}
    if kind == "scenario":
        return {"answer": choice_id(name, "door/right")}
    return {f"position-{choice_id(name, place)}": str(n) for n, place in enumerate(_PLACES, start=1)}


def wrong_answer(kind: str, name: str = "") -> dict[str, Any]:
    """Return the form fields of an answer that is worth nothing."""
    name = name or kind
    if kind == "true_false":
        return {"answer": "false"}
    if kind == "ordering":
        return {f"position-{choice_id(name, place)}": str(n) for n, place in enumerate(reversed(_PLACES), start=1)}
    if kind == "matching":
        return match_fields(name, dict(zip(_PLACES, (*_PLACES[1:], _PLACES[0]), strict=True)))
    if kind == "gap_fill":
        return dict.fromkeys(right_answer(kind, name), "elephants")
    if kind == "scenario":
        return {"answer": choice_id(name, "door/wrong")}
    return {"answer": [choice_id(name, "wrong")]}


def match_fields(name: str, chosen: dict[str, str]) -> dict[str, Any]:
    """Return the form fields that put the right-hand sides of pairs to left-hand ones, both by their places."""
    question = make_question("matching", name)
    return {f"match-{choice_id(name, left)}": token(question, choice_id(name, right)) for left, right in chosen.items()}


def scene(name: str, place: str, decisions: dict[str, tuple[int, int]], language: str = "en") -> dict[str, Any]:
    """Return a scene as it is stored; `decisions` tells of each its worth and the number of the scene it leads to."""
    rows = [
        item(
            f"{name}/{place}/{decision}",
            {
                "text": say(f"Decision {decision} at {place} of {name}", language),
                "worth": str(worth),
                "next": leads_to,
                "feedback": say(f"Feedback to {decision} at {place} of {name}", language),
            },
        )
        for decision, (worth, leads_to) in decisions.items()
    ]
    return item(f"{name}/{place}", {"text": say(f"Scene {place} of {name}", language), "choices": rows})


_PLACES = ("first", "second", "third")
# What is right in a gap is so in every language here, so that one answer fits all.
_WORDS = ("trust", "patience")


def _choices(name: str, language: str, correct: dict[str, bool]) -> list[dict[str, Any]]:
    return [
        item(
            f"{name}/{choice}",
            {
                "text": say(f"Choice {number} of {name}", language),
                "correct": is_correct,
                "feedback": say(f"Feedback to {choice} of {name}", language),
            },
        )
        for number, (choice, is_correct) in enumerate(correct.items(), start=1)
    ]


def _single(name: str, language: str) -> dict[str, Any]:
    return {"choices": _choices(name, language, {"wrong": False, "right": True, "wrong-too": False})}


def _multiple(name: str, language: str) -> dict[str, Any]:
    return {"choices": _choices(name, language, {"right": True, "wrong": False, "right-too": True})}


def _true_false(name: str, language: str) -> dict[str, Any]:
    return {
        "answer": True,
        "feedback_true": say(f"Feedback to true of {name}", language),
        "feedback_false": say(f"Feedback to false of {name}", language),
    }


def _ordering(name: str, language: str) -> dict[str, Any]:
    return {
        "items": [
            item(f"{name}/{place}", {"text": say(f"Item {number} of {name}", language)})
            for number, place in enumerate(_PLACES, start=1)
        ]
    }


def _matching(name: str, language: str) -> dict[str, Any]:
    return {
        "pairs": [
            item(
                f"{name}/{place}",
                {
                    "left": say(f"Left {number} of {name}", language),
                    "right": say(f"Right {number} of {name}", language),
                    "feedback": say(f"Feedback to pair {number} of {name}", language),
                },
            )
            for number, place in enumerate(_PLACES, start=1)
        ]
    }


def _gap_fill(name: str, language: str) -> dict[str, Any]:
    return {
        "text": say("Before {1}, between, {2} after", language),
        "gaps": [
            item(
                f"{name}/{place}",
                {"answers": f"{word} | {word} indeed", "feedback": say(f"Feedback to {place} of {name}", language)},
            )
            for place, word in zip(_PLACES, _WORDS, strict=False)
        ],
    }


def _scenario(name: str, language: str) -> dict[str, Any]:
    # Its first decision may end it already, so that one answer is enough where no more is asked.
    return {
        "scenes": [
            scene(name, "door", {"right": (2, 0), "wrong": (0, 0), "on": (1, 2)}, language),
            scene(name, "talk", {"listen": (2, 0), "speak": (0, 0)}, language),
        ]
    }


_OWN_FIELDS = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "ordering": _ordering,
    "matching": _matching,
    "gap_fill": _gap_fill,
    "scenario": _scenario,
}
