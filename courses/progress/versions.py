"""Questions as they stood when somebody answered them, so that a later edit changes no past result.

A version is kept once, however many people answered it. Its digest is of the words in one language; its shape
is of what is the same in all languages: the ids of choices, which of them are correct, the points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from courses.progress.models import QuestionVersion, QuizAnswer
from courses.questions import Question, question_stream, read_questions
from mimi.pages.digests import digest_of

# What differs between languages in a question's raw value, though it holds no words: the lesson's page.
OF_A_LANGUAGE = frozenset({"lesson"})
STREAM = blocks.StreamBlock(question_stream())


@dataclass(frozen=True)
class Answered:
    """A question as somebody answered it, in the language that she read it in."""

    question: Question
    language: str
    digest: str
    shape: str


def version_of(question: Question, language: str) -> QuestionVersion:
    """Describe a question as it stands now in a language; not saved."""
    value = question.value.block.get_prep_value(question.value)
    content = {"type": question.type.name, "id": question.id, "value": value}
    return QuestionVersion(
        digest=digest_of([language, content]),
        shape=digest_of(_shape(content)),
        question_id=question.id,
        language=language,
        content=content,
    )


def as_answered(answers: Iterable[QuizAnswer]) -> dict[str, Answered]:
    """Return the questions as they were when they were answered, by digest; those of steps are left out.

    One query for the versions, and one for each question type that links to lessons; none without answers.
    """
    digests = {answer.version_id for answer in answers if answer.version_id}
    if not digests:
        return {}
    rows = list(QuestionVersion.objects.filter(digest__in=digests))
    questions = read_questions(STREAM.to_python([row.content for row in rows]))
    return {
        row.digest: Answered(question, row.language, row.digest, row.shape)
        for row, question in zip(rows, questions, strict=True)
    }


def _shape(value: Any) -> Any:
    """Return a raw value without its words: ids, kinds, numbers and truth values stay."""
    if isinstance(value, Mapping):
        return {
            name: inner if name in ("id", "type") else _shape(inner)
            for name, inner in value.items()
            if name not in OF_A_LANGUAGE
        }
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return value if not isinstance(value, str) or value.isdecimal() else ""
