"""Question types, one module each, found here by their names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail import blocks

from .base import AnswerForm, Choice, Entry, Grade, Question, QuestionType
from .gap_fill import GapFill
from .matching import Matching
from .multiple_choice import MultipleChoice
from .ordering import Ordering
from .scenario import Scenario
from .single_choice import SingleChoice
from .true_false import TrueFalse

QUESTION_TYPES: dict[str, QuestionType] = {
    kind.name: kind() for kind in (SingleChoice, MultipleChoice, TrueFalse, Ordering, Matching, GapFill, Scenario)
}


def question_stream() -> list[tuple[str, blocks.Block]]:
    """Return the blocks of a quiz's questions, for a StreamField."""
    return [(name, kind.block()) for name, kind in QUESTION_TYPES.items()]


def read_questions(stream: Any) -> Iterator[Question]:
    """Yield the questions of a quiz's StreamField value in their order."""
    for number, child in enumerate(stream, start=1):
        yield Question(id=str(child.id), type=QUESTION_TYPES[child.block_type], value=child.value, number=number)


__all__ = [
    "QUESTION_TYPES",
    "AnswerForm",
    "Choice",
    "Entry",
    "Grade",
    "Question",
    "QuestionType",
    "question_stream",
    "read_questions",
]
