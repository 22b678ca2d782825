"""Multiple choice: one or more of several are correct."""

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


class MultipleChoiceBlock(ChoiceQuestionBlock):
    """Fields of a multiple choice question."""

    def demand(self, value: Any) -> None:
        """Demand at least one correct choice."""
        if not any(choice["correct"] for choice in value["choices"]):
            raise blocks.StructBlockValidationError(
                non_block_errors=[forms.ValidationError(_("Mark at least one choice as correct."))]
            )

    class Meta:
        icon = "check"
        label = _("Multiple choice")
        description = _("Several choices, one or more of them correct")
        preview_value: dict[str, Any] = {
            "prompt": "What helps a first conversation?",
            "choices": [
                {"text": "Time", "correct": True},
                {"text": "A quiet room", "correct": True},
                {"text": "A long form"},
            ],
        }


class MultipleChoiceForm(AnswerForm):
    """Reads the choices."""

    def build(self) -> None:
        self.fields["answer"] = forms.MultipleChoiceField(
            choices=choice_options(self.question),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one answer first."),
                "invalid_choice": _("Choose among the answers shown."),
            },
        )

    @property
    def response(self) -> JSON:
        return sorted(self.cleaned_data["answer"])


class MultipleChoice(QuestionType):
    """A share for each correct choice, less one for each wrong choice, never below nothing."""

    name = "multiple_choice"
    block = MultipleChoiceBlock
    form = MultipleChoiceForm

    def grade(self, question: Question, response: JSON) -> Grade:
        chosen, correct = as_ids(response), correct_ids(question)
        hits, misses = len(chosen & correct), len(chosen - correct)
        return Grade(correct=chosen == correct, share=max(0.0, (hits - misses) / max(1, len(correct))))

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        return judged_choices(question, None if response is None else as_ids(response))

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        return choice_skeleton(question)

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        return Exported((choices_as_h5p(question, several=True),))
