"""Answers that give themselves away, by their length or by their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mimi.loading.items import Item
from mimi.loading.texts import Text
from tools.check_content.extent import at, of_kind
from tools.check_content.texts import Finding

# How much longer than the longest wrong answer the right one may be.
LONGER = 1.25
# In how many of all questions the right answer may be the longest; by chance it would be one in three or four.
LONGEST_IN = 0.5
FEW = 3


@dataclass(frozen=True)
class Choices:
    """A question, or a scene of a scenario, with one answer that is better than all others."""

    kind: str
    prompt: Text
    texts: tuple[str, ...]
    right: int

    @property
    def lead(self) -> float:
        """How long the right answer is in relation to the longest other one."""
        others = [len(text) for n, text in enumerate(self.texts) if n != self.right]
        return len(self.texts[self.right]) / max(others)


def choices_of(quiz: Item, language: str) -> Iterator[Choices]:
    """Yield a quiz's single-choice questions and the scenes of its scenarios."""
    for question in quiz.texts[language]["questions"]:
        value = question["value"]
        if question["type"] == "single_choice":
            rows = [row["value"] for row in value["choices"]]
            right = next(n for n, row in enumerate(rows) if row["correct"])
            yield Choices("question", value["prompt"], tuple(row["text"] for row in rows), right)
        elif question["type"] == "scenario":
            for scene in value["scenes"]:
                rows = [row["value"] for row in scene["value"]["choices"]]
                best = [n for n, row in enumerate(rows) if row["worth"] == "2"]
                if len(best) == 1 and len(rows) > 1:
                    texts = tuple(row["text"] for row in rows)
                    yield Choices("scene", scene["value"]["text"], texts, best[0])


def answer_findings(items: Iterable[Item]) -> Iterator[Finding]:
    """Find what a person who knows nothing could go by."""
    quizzes = of_kind(items, "quiz")
    for quiz in quizzes:
        yield from length_findings(quiz)
        yield from place_findings(quiz)
    yield from longest_findings(quizzes)


def length_findings(quiz: Item) -> Iterator[Finding]:
    """In no language is the right answer longer than the longest other one by more than a quarter."""
    for language in quiz.texts:
        for each in choices_of(quiz, language):
            if each.lead > LONGER:
                answer = each.texts[each.right]
                more = round(100 * (each.lead - 1))
                message = f"{language}: the right answer is {more} % longer than any other: “{answer}”."
                yield Finding(each.prompt.file, each.prompt.line, message)


def place_findings(quiz: Item) -> Iterator[Finding]:
    """The right answer doesn't always stand in the same place, and true or false isn't always the same."""
    single = [each for each in choices_of(quiz, "en") if each.kind == "question"]
    if len(single) >= FEW and len({each.right for each in single}) == 1:
        yield at(quiz, "en", f"the right answer always stands in place {single[0].right + 1}.")
    statements = [each["value"]["answer"] for each in quiz.texts["en"]["questions"] if each["type"] == "true_false"]
    if len(statements) >= FEW and len(set(statements)) == 1:
        yield at(quiz, "en", f"each statement of this quiz is {str(statements[0]).lower()}.")


def longest_findings(quizzes: list[Item]) -> Iterator[Finding]:
    """Over all quizzes, whoever picks the longest answer is wrong at least every other time."""
    for language in quizzes[0].texts if quizzes else ():
        single = [each for quiz in quizzes for each in choices_of(quiz, language) if each.kind == "question"]
        longest = sum(each.lead > 1 for each in single)
        if len(single) >= FEW * FEW and longest > LONGEST_IN * len(single):
            message = f"the right answer is the longest in {longest} of {len(single)} single-choice questions of all."
            yield at(quizzes[0], language, message)
