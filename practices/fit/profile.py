"""What an organisation tells of itself: a few answers, each of which may be missing.

In an address they are one text of codes, the same in every language: "country.no~setting.employer~time.low". Each set
of answers has one such text only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from practices.organisations import Size

# By their names in the address, in its order.
COUNTRY, SETTING, SIZE, TIME, BUDGET, PEOPLE, GROUP, PHASE = QUESTIONS = (
    "country",
    "setting",
    "size",
    "time",
    "budget",
    "people",
    "group",
    "phase",
)
# These are answered by values of the library's own vocabularies, these two by several.
VOCABULARIES = (COUNTRY, SETTING, GROUP, PHASE)
SEVERAL = (GROUP, PHASE)
MEANS = (TIME, BUDGET, PEOPLE)
LEVELS = ("low", "medium", "high")
# Longer than any set of answers.
LONGEST = 400

Known = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Profile:
    """The answers: a sorted tuple of codes for each question that is answered, in the order of the questions."""

    answers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Profile:
        """Put answers in order; what is empty is no answer."""
        found = {name: tuple(sorted({value for value in given.get(name, ()) if value})) for name in QUESTIONS}
        return cls(tuple((name, codes) for name, codes in found.items() if codes))

    def __bool__(self) -> bool:
        """Say whether anything is answered."""
        return bool(self.answers)

    @cached_property
    def _by_question(self) -> dict[str, tuple[str, ...]]:
        return dict(self.answers)

    def __getitem__(self, question: str) -> tuple[str, ...]:
        """Return the codes that a question is answered by; none where it isn't."""
        return self._by_question.get(question, ())

    def one(self, question: str) -> str:
        """Return the code that a question is answered by; empty where it isn't."""
        return next(iter(self[question]), "")

    @property
    def code(self) -> str:
        """The answers as they stand in an address; empty where there are none."""
        return "~".join(".".join((name, *codes)) for name, codes in self.answers)


def read_code(text: str, known: Known) -> Profile:
    """Read answers from an address; what nobody could have answered is left out."""
    given: dict[str, list[str]] = {}
    for part in text[:LONGEST].split("~"):
        name, *codes = part.split(".")
        given.setdefault(name, []).extend(codes)
    return read_answers(given, known)


def read_form(query: QueryDict, known: Known) -> Profile:
    """Read answers from a form; what nobody could have answered is left out."""
    return read_answers({name: query.getlist(name) for name in QUESTIONS}, known)


def read_answers(given: Mapping[str, list[str]], known: Known) -> Profile:
    """Put answers in order, without those that nobody could have given; one where there can be one alone."""
    possible = {name: [code for code in given.get(name, []) if code in codes_of(name, known)] for name in QUESTIONS}
    return Profile.of({name: codes if name in SEVERAL else codes[:1] for name, codes in possible.items()})


def codes_of(question: str, known: Known) -> list[str]:
    """Return what a question can be answered by, in its order."""
    if question in VOCABULARIES:
        return [code for code, _name in known[question]]
    return Size.values if question == SIZE else list(LEVELS)
