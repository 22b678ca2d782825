"""How questions do, over all languages and learners: numbers of answers, shares right, discrimination, and doubts.

Counted are answers in finished first attempts at a quiz, to questions that are asked today as they were then: the same
choices, key and points, whatever their words. Everything is added up in the database, in a constant number of queries;
nothing is said of a question with so few answers that a number would be chance, or would tell of single people.

*Discrimination* is the corrected item-total correlation: Pearson's correlation of what a question gave (a share of its
points) with what all other questions of the attempt gave; of a question that is right or wrong this is the corrected
point-biserial correlation. Source: J. Nunnally, I. Bernstein, *Psychometric Theory*, 3rd edition 1994, chapter 8. A
negative one, by more than the standard error of a correlation of nothing (1 / √n), means that those who do well
elsewhere fail here: the key may be wrong, or the words mislead. Shares from 30 to 95 per cent right are the usual span
in which a question tells learners apart: R. Ebel, D. Frisbie, *Essentials of Educational Measurement*, 5th edition
1991, chapter 13.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, FloatField, Q, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import QuizPage
from courses.progress.models import QuizAnswer
from courses.progress.versions import STREAM, version_of
from courses.questions import Question, read_questions
from courses.questions.base import ItemList
from courses.questions.choice import as_ids, correct_ids
from mimi.pages.links import SOURCE_LANGUAGE

# Below this a share may be chance, and might tell of somebody.
FEWEST = 30
FEWEST_IN_A_LANGUAGE = 20
# Fewer people than this may not be told by taking shown numbers from a sum.
FEWEST_HIDDEN = 10
TOO_EASY, TOO_HARD = 0.95, 0.30
# A language is far off when its share differs by so much from that of the others, and more than by chance: more than
# three standard errors of the difference of two shares.
FAR_OFF, STANDARD_ERRORS = 0.20, 3.0
WITH_CHOICES = ("single_choice", "multiple_choice")

DOUBTS: dict[str, Promise] = {
    "negative": _("Those who do well elsewhere fail here"),
    "language": _("One language is far off the others"),
    "hard": _("Too hard"),
    "easy": _("Too easy"),
    "distractor": _("A wrong answer that nobody chooses"),
}


@dataclass
class Sums:
    """What is added up of answers: x is the share of points that each gave, y what the rest of its attempt gave."""

    count: int = 0
    right: int = 0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    yy: float = 0.0
    xy: float = 0.0

    def add(self, row: dict[str, Any]) -> None:
        """Add the sums of a group of answers."""
        for name in ("count", "right", "x", "y", "xx", "yy", "xy"):
            setattr(self, name, getattr(self, name) + (row[f"sum_{name}"] or 0))

    @property
    def share(self) -> float:
        """The share of right answers, from 0 to 1."""
        return self.right / self.count if self.count else 0.0

    @property
    def discrimination(self) -> float | None:
        """The corrected item-total correlation; None where all answers, or all attempts, are alike."""
        spread = (self.count * self.xx - self.x**2) * (self.count * self.yy - self.y**2)
        # Sums of floats: what should be nothing is nearly nothing.
        if spread <= 1e-6:
            return None
        return max(-1.0, min(1.0, (self.count * self.xy - self.x * self.y) / sqrt(spread)))


@dataclass
class QuestionStatistics:
    """One question with its numbers; `None` stands for what isn't told."""

    question: Question
    quiz: QuizPage
    total: Sums = field(default_factory=Sums)
    languages: dict[str, Sums] = field(default_factory=dict)
    unchosen: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """What is asked, in the source language."""
        return self.question.prompt

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return self.total.count

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers to say something."""
        return self.total.count >= FEWEST

    @property
    def share(self) -> float | None:
        """The share of right answers."""
        return self.total.share if self.is_told else None

    @property
    def discrimination(self) -> float | None:
        """How well the question tells learners apart."""
        return self.total.discrimination if self.is_told else None

    @property
    def shares(self) -> dict[str, float]:
        """The share of right answers by language, where there are enough; none where that would tell of the rest."""
        if not self.is_told:
            return {}
        told = {code: sums for code, sums in self.languages.items() if sums.count >= FEWEST_IN_A_LANGUAGE}
        rest = self.total.count - sum(sums.count for sums in told.values())
        if 0 < rest < FEWEST_HIDDEN:
            return {}
        return {code: sums.share for code, sums in told.items()}

    @property
    def far_off(self) -> list[str]:
        """The languages whose share is far off that of the others together."""
        return [code for code in self.shares if self._is_far_off(self.languages[code])]

    def _is_far_off(self, here: Sums) -> bool:
        count, right = self.total.count - here.count, self.total.right - here.right
        if count < FEWEST_IN_A_LANGUAGE:
            return False
        difference = abs(here.share - right / count)
        error = sqrt(self.total.share * (1 - self.total.share) * (1 / here.count + 1 / count))
        return difference > FAR_OFF and difference > STANDARD_ERRORS * error

    @property
    def doubts(self) -> list[str]:
        """The keys of what is doubtful, the gravest first; see `DOUBTS`."""
        share, discrimination = self.share, self.discrimination
        if share is None:
            return []
        found = {
            "negative": discrimination is not None and discrimination < -1 / sqrt(self.answers),
            "language": bool(self.far_off),
            "hard": share < TOO_HARD,
            "easy": share > TOO_EASY,
            "distractor": bool(self.unchosen),
        }
        return [key for key in DOUBTS if found[key]]


def question_statistics(quizzes: QuerySet[QuizPage]) -> list[QuestionStatistics]:
    """Return the numbers of every question of the source language's quizzes, in their order.

    Three queries, and one for each type of question that links to lessons.
    """
    pages = list(quizzes.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path"))
    of_quiz = {str(raw["id"]): (quiz, raw) for quiz in pages for raw in quiz.questions.raw_data}
    # All at once: read quiz by quiz, each would fetch the lessons that it links to.
    questions = read_questions(STREAM.to_python([raw for _quiz, raw in of_quiz.values()]))
    rows = {question.id: QuestionStatistics(question, of_quiz[question.id][0]) for question in questions}
    shapes = {id_: version_of(row.question, SOURCE_LANGUAGE).shape for id_, row in rows.items()}
    keys = {row.quiz.translation_key for row in rows.values()}
    for group in _groups(keys):
        id_ = str(group["question_id"])
        if shapes.get(id_) == group["version__shape"]:
            row = rows[id_]
            row.total.add(group)
            row.languages.setdefault(group["language"], Sums()).add(group)
    _add_unchosen(rows, shapes, keys)
    return list(rows.values())


def _answers(keys: Iterable[Any]) -> QuerySet[QuizAnswer]:
    """Return the answers that count: to whole questions, in finished first attempts at these quizzes."""
    return QuizAnswer.objects.filter(
        attempt__quiz_key__in=keys,
        attempt__number=1,
        attempt__merged_into=None,
        attempt__finished_at__isnull=False,
        version__isnull=False,
        carried=False,
    )


def _groups(keys: Iterable[Any]) -> Any:
    """Return the sums by question, by what it was then, and by language."""
    rest = ExpressionWrapper(F("attempt__points") - F("share") * F("points_possible"), output_field=FloatField())
    values = _answers(keys).annotate(rest=rest).values("question_id", "version__shape", "language")
    return values.annotate(
        sum_count=Count("pk"),
        sum_right=Count("pk", filter=Q(correct=True)),
        sum_x=Sum("share"),
        sum_y=Sum("rest"),
        sum_xx=Sum(F("share") * F("share"), output_field=FloatField()),
        sum_yy=Sum(F("rest") * F("rest"), output_field=FloatField()),
        sum_xy=Sum(F("share") * F("rest"), output_field=FloatField()),
    ).order_by()


def _add_unchosen(rows: dict[str, QuestionStatistics], shapes: dict[str, str], keys: Iterable[Any]) -> None:
    """Add the wrong choices that nobody has made, in one query."""
    asked = {id_ for id_, row in rows.items() if row.question.type.name in WITH_CHOICES and row.is_told}
    chosen: dict[str, Counter[str]] = defaultdict(Counter)
    groups = _answers(keys).filter(question_id__in=asked).values("question_id", "version__shape", "response")
    for group in groups.annotate(count=Count("pk")).order_by():
        id_ = str(group["question_id"])
        if shapes[id_] == group["version__shape"]:
            for choice in as_ids(group["response"]):
                chosen[id_][choice] += group["count"]
    for id_ in asked:
        question = rows[id_].question
        right = correct_ids(question)
        rows[id_].unchosen = [
            str(value["text"])
            for choice, value in ItemList.of(question.value, "choices").items
            if choice not in right and not chosen[id_][choice]
        ]
