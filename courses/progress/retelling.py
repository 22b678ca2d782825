"""What somebody has answered, in words: for the copy of her data, with the questions as they read now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from courses.models import QuizPage
from courses.progress.models import QuizAnswer
from courses.questions import Question
from courses.questions.base import JSON, ItemList
from mimi.pages.links import SOURCE_LANGUAGE, current_language


@dataclass(frozen=True)
class Asked:
    """What was asked: a question, or one scene of a scenario, known by its own id."""

    question: Question
    scene: str = ""

    @property
    def prompt(self) -> str:
        """The words that were answered to."""
        return self._scenes[self.scene]["text"] if self.scene else self.question.prompt

    def given(self, response: JSON) -> str:
        """Return an answer in words; empty where what was chosen is no longer there."""
        if self.scene:
            choices = dict(ItemList.of(self._scenes[self.scene], "choices").items)
            return str(choices[response]["text"]) if response in choices else ""
        chosen = [c for c in self.question.type.choices(self.question, response, "") if c.selected]
        return " · ".join(f"{choice.about}: {choice.text}" if choice.about else choice.text for choice in chosen)

    @property
    def _scenes(self) -> dict[str, Any]:
        return dict(ItemList.of(self.question.value, "scenes").items)


def prompts(answers: Sequence[QuizAnswer]) -> dict[Any, str]:
    """Return what was asked, by the answers' primary keys."""
    asked = _asked()
    gone = gettext("A question that is no longer there")
    return {a.pk: asked[id_].prompt if (id_ := str(a.question_id)) in asked else gone for a in answers}


def answers_in_words(answers: Sequence[QuizAnswer]) -> dict[Any, str]:
    """Return what was answered, by the answers' primary keys; empty where it can't be told any more."""
    asked = _asked()
    return {a.pk: asked[id_].given(a.response) if (id_ := str(a.question_id)) in asked else "" for a in answers}


def _asked() -> dict[str, Asked]:
    """Return all that live quizzes ask, by id, in the active language or else the source language.

    A final assessment asks what the quizzes ask.
    """
    found: dict[str, Asked] = {}
    for language in (SOURCE_LANGUAGE, current_language()):
        for quiz in QuizPage.objects.live().filter(locale__language_code=language):
            found.update(_with_scenes(quiz.question_list))
    return found


def _with_scenes(questions: Iterable[Question]) -> dict[str, Asked]:
    found: dict[str, Asked] = {}
    for question in questions:
        found[question.id] = Asked(question)
        if question.type.stepwise:
            found.update({scene: Asked(question, scene) for scene in ItemList.of(question.value, "scenes").ids})
    return found
