"""Single choice: one of several is correct."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out.contents import Exported

from .base import JSON, AnswerForm, Choice, Grade, Question, QuestionType
from .choice import (
    ChoiceQuestionBlock,
    as_ids,
    choice_options,
    choice_skeleton,
    choices_as_h5p,
    correct_ids,
    judged_choices,
)


class SingleChoiceBlock(ChoiceQuestionBlock):
    """Fields of a single choice question."""

    def demand(self, value: Any) -> None:
        """Demand exactly one correct choice."""
        if sum(bool(choice["correct"]) for choice in value["choices"]) != 1:
            raise blocks.StructBlockValidationError(
                non_block_errors=[forms.ValidationError(_("Mark exactly one choice as correct."))]
            )

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("Several choices, one of them correct")
        preview_value: dict[str, Any] = {
            "prompt": "Amina comes late for the third time this week. What do you do first?",
            "choices": [
                {"text": "Ask what her mornings look like", "correct": True},
                {"text": "Remind her of the rules"},
                {"text": "Change the timetable for her"},
            ],
        }


class SingleChoiceForm(AnswerForm):
    """Reads the one choice."""

    def build(self) -> None:
        self.fields["answer"] = forms.ChoiceField(
            choices=choice_options(self.question),
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose an answer first."),
                "invalid_choice": _("Choose one of the answers shown."),
            },
        )


class SingleChoice(QuestionType):
    """One of several choices is correct; all or nothing."""

    name = "single_choice"
    block = SingleChoiceBlock
    form = SingleChoiceForm

    def grade(self, question: Question, response: JSON) -> Grade:
        correct = as_ids(response) == correct_ids(question)
        return Grade(correct=correct, share=float(correct))

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        return judged_choices(question, None if response is None else as_ids(response))

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        return choice_skeleton(question)

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        return Exported((choices_as_h5p(question, several=False),))
