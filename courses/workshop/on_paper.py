"""Questions on paper: what is asked, and what would be right; one class a question type, found by its name.

What is to choose has letters, the same in every language: its order comes from ids, which don't differ.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from django.utils.translation import gettext as _

from courses.questions import Question
from courses.questions.base import ItemList
from courses.questions.gap_fill import placed_gaps
from courses.questions.scenario import BEST

SEED = "paper"


@dataclass(frozen=True)
class Line:
    """A line of a question: `mark` is its letter or number, `is_box` says that it is ticked."""

    text: str
    mark: str = ""
    is_box: bool = False


class OnPaper(ABC):
    """How one type of question stands on paper."""

    @abstractmethod
    def lines(self, question: Question) -> list[Line]:
        """Return what stands below the question."""

    @abstractmethod
    def key(self, question: Question) -> str:
        """Return what is right, in the marks of the lines."""

    @abstractmethod
    def told(self, question: Question) -> list[Line]:
        """Return what is right in words, for all to see."""


def _lettered(items: list[tuple[str, Any]]) -> list[tuple[str, str, Any]]:
    """Return (letter, id, value) of each item."""
    return [(letter, name, value) for letter, (name, value) in zip(ascii_lowercase, items, strict=False)]


class Choices(OnPaper):
    """Boxes to tick."""

    def lines(self, question: Question) -> list[Line]:
        rows = _lettered(ItemList.of(question.value, "choices").items)
        return [Line(value["text"], letter, is_box=True) for letter, _name, value in rows]

    def key(self, question: Question) -> str:
        rows = _lettered(ItemList.of(question.value, "choices").items)
        return ", ".join(letter for letter, _name, value in rows if value["correct"])

    def told(self, question: Question) -> list[Line]:
        rows = _lettered(ItemList.of(question.value, "choices").items)
        return [Line(value["text"], letter) for letter, _name, value in rows if value["correct"]]


class Judgement(OnPaper):
    """A statement to judge."""

    def lines(self, question: Question) -> list[Line]:
        choices = question.type.choices(question, None, SEED)
        return [
            Line(choice.text, letter, is_box=True) for letter, choice in zip(ascii_lowercase, choices, strict=False)
        ]

    def key(self, question: Question) -> str:
        choices = question.type.choices(question, None, SEED)
        right = "true" if question.value["answer"] else "false"
        return next(choice.text for choice in choices if choice.id == right)

    def told(self, question: Question) -> list[Line]:
        said = self.key(question)
        return [line for line in self.lines(question) if line.text == said]


class Sequence(OnPaper):
    """Things to number in their order."""

    def lines(self, question: Question) -> list[Line]:
        rows = _lettered(ItemList.of(question.value, "items").shuffled(SEED))
        return [Line(value["text"], letter, is_box=True) for letter, _name, value in rows]

    def key(self, question: Question) -> str:
        items = ItemList.of(question.value, "items")
        letters = {name: letter for letter, name, _value in _lettered(items.shuffled(SEED))}
        return " – ".join(letters[name] for name in items.ids)

    def told(self, question: Question) -> list[Line]:
        items = ItemList.of(question.value, "items").items
        return [Line(value["text"], str(n)) for n, (_name, value) in enumerate(items, start=1)]


class Pairs(OnPaper):
    """Numbers to put to letters."""

    def lines(self, question: Question) -> list[Line]:
        pairs = ItemList.of(question.value, "pairs")
        left = [Line(value["left"], str(n), is_box=True) for n, (_name, value) in enumerate(pairs.items, start=1)]
        right = [Line(value["right"], letter) for letter, _name, value in _lettered(pairs.mixed(SEED))]
        return [*left, *right]

    def key(self, question: Question) -> str:
        pairs = ItemList.of(question.value, "pairs")
        letters = {name: letter for letter, name, _value in _lettered(pairs.mixed(SEED))}
        return ", ".join(f"{n}{letters[name]}" for n, name in enumerate(pairs.ids, start=1))

    def told(self, question: Question) -> list[Line]:
        pairs = ItemList.of(question.value, "pairs")
        letters = {name: letter for letter, name, _value in _lettered(pairs.mixed(SEED))}
        return [
            Line(f"{value['left']} → {value['right']}", f"{n}{letters[name]}")
            for n, (name, value) in enumerate(pairs.items, start=1)
        ]


class Gaps(OnPaper):
    """A text with gaps to write in."""

    def lines(self, question: Question) -> list[Line]:
        gaps = ItemList.of(question.value, "gaps").items
        before, rest = placed_gaps(question.value["text"], len(gaps))
        text = "".join(f"{words}{'_' * 16} ({index + 1})" for words, index in before)
        return [Line(f"{text}{rest}")]

    def key(self, question: Question) -> str:
        gaps = ItemList.of(question.value, "gaps").items
        return "; ".join(
            f"{n}: {value['answers'].split('|')[0].strip()}" for n, (_id, value) in enumerate(gaps, start=1)
        )

    def told(self, question: Question) -> list[Line]:
        gaps = ItemList.of(question.value, "gaps").items
        return [Line(value["answers"].split("|")[0].strip(), str(n)) for n, (_id, value) in enumerate(gaps, start=1)]


class Story(OnPaper):
    """A story with decisions, scene by scene; on paper every scene is there."""

    def lines(self, question: Question) -> list[Line]:
        lines: list[Line] = []
        for number, (_id, scene) in enumerate(ItemList.of(question.value, "scenes").items, start=1):
            lines.append(Line(scene["text"], str(number)))
            rows = _lettered(ItemList.of(scene, "choices").items)
            lines += [Line(self._decision(value), f"{number}{letter}", is_box=True) for letter, _name, value in rows]
        return lines

    def _decision(self, value: Any) -> str:
        onwards = int(value["next"] or 0)
        if not onwards:
            return str(value["text"])
        return _("%(decision)s (go on with scene %(number)s)") % {"decision": value["text"], "number": onwards}

    def key(self, question: Question) -> str:
        found = []
        for number, (_id, scene) in enumerate(ItemList.of(question.value, "scenes").items, start=1):
            rows = _lettered(ItemList.of(scene, "choices").items)
            found += [f"{number}{letter}" for letter, _name, value in rows if int(value["worth"] or 0) == BEST]
        return ", ".join(found)

    def told(self, question: Question) -> list[Line]:
        best = set(self.key(question).split(", "))
        scenes = [scene for _id, scene in ItemList.of(question.value, "scenes").items]
        return [
            Line(value["text"], mark)
            for number, scene in enumerate(scenes, start=1)
            for letter, _name, value in _lettered(ItemList.of(scene, "choices").items)
            if (mark := f"{number}{letter}") in best
        ]


ON_PAPER: dict[str, OnPaper] = {
    "single_choice": Choices(),
    "multiple_choice": Choices(),
    "true_false": Judgement(),
    "ordering": Sequence(),
    "matching": Pairs(),
    "gap_fill": Gaps(),
    "scenario": Story(),
}


def hint(question: Question) -> str:
    """Say what is to be done on paper."""
    hints = {
        "single_choice": _("Tick one."),
        "multiple_choice": _("Tick all that are right."),
        "true_false": _("Tick one."),
        "ordering": _("Number them in the right order."),
        "matching": _("Write the letter that belongs to each number."),
        "gap_fill": _("Fill the gaps."),
        "scenario": _("Tick one decision in each scene that you come to."),
    }
    return hints[question.type.name]
