"""True or false: a statement to judge."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail import blocks

from courses.h5p.out import interface, texts
from courses.h5p.out.contents import TRUE_FALSE, Content, Exported
from mimi.pages import richtext

from .base import JSON, AnswerForm, Choice, Grade, Question, QuestionBlock, QuestionType
from .choice import state_of

# H5P.TrueFalse keeps 2048 characters of a feedback, with what is spelled out in HTML.
LONGEST_FEEDBACK = 1900


class TrueFalseBlock(QuestionBlock):
    """Fields of a true/false question."""

    answer = blocks.BooleanBlock(required=False, label=_("The statement is true"))
    feedback_true = blocks.TextBlock(label=_("Feedback to those who say “true”"))
    feedback_false = blocks.TextBlock(label=_("Feedback to those who say “false”"))

    class Meta:
        icon = "circle-check"
        label = _("True or false")
        description = _("A statement to judge as true or false")
        preview_value: dict[str, Any] = {
            "prompt": "Silence in a conversation means that something is wrong.",
            "answer": False,
        }


class TrueFalseForm(AnswerForm):
    """Reads the judgement."""

    def build(self) -> None:
        self.fields["answer"] = forms.ChoiceField(
            choices=[("true", "true"), ("false", "false")],
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose an answer first."),
                "invalid_choice": _("Choose one of the answers shown."),
            },
        )


class TrueFalse(QuestionType):
    """The statement is true, or it isn't; all or nothing."""

    name = "true_false"
    block = TrueFalseBlock
    form = TrueFalseForm

    def grade(self, question: Question, response: JSON) -> Grade:
        correct = (response == "true") == bool(question.value["answer"])
        return Grade(correct=correct, share=float(correct))

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        key = "true" if question.value["answer"] else "false"
        labels = {
            "true": pgettext("answer to a statement", "True"),
            "false": pgettext("answer to a statement", "False"),
        }
        return [
            Choice(
                id=name,
                text=label,
                selected=response == name,
                state="" if response is None else state_of(response == name, key == name),
                feedback="" if response is None else question.value[f"feedback_{name}"],
            )
            for name, label in labels.items()
        ]

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        answer = bool(question.value["answer"])
        return [("true", answer), ("false", not answer)]

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return an H5P.TrueFalse, which tells the explanation with the feedback: it has no other place for it."""
        answer = "true" if question.value["answer"] else "false"
        explanation = richtext.plain(str(question.explanation or ""))
        feedback = {
            name: texts.one_line(f"{question.value[f'feedback_{name}'] or ''} {explanation}"[:LONGEST_FEEDBACK])
            for name in ("true", "false")
        }
        params = {
            "media": {"disableImageZooming": False},
            "question": texts.paragraphs(texts.words(question.prompt)),
            "correct": answer,
            "l10n": interface.true_false(),
            "behaviour": {
                "enableRetry": True,
                "enableSolutionsButton": True,
                "enableCheckButton": True,
                "confirmCheckDialog": False,
                "confirmRetryDialog": False,
                "autoCheck": False,
                "feedbackOnCorrect": feedback.pop(answer),
                "feedbackOnWrong": next(iter(feedback.values())),
            },
            **interface.dialogs(),
        }
        return Exported((Content(TRUE_FALSE, params, title=question.prompt, names=(question.id,)),))
