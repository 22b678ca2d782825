"""What single and multiple choice share: a list of choices, some of them correct."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .base import JSON, Choice, ItemList, Question, QuestionBlock


class ChoiceBlock(blocks.StructBlock):
    """One choice with its own feedback."""

    text = blocks.CharBlock(max_length=300, label=_("Choice"))
    correct = blocks.BooleanBlock(required=False, label=_("Correct"))
    feedback = blocks.TextBlock(label=_("Feedback"), help_text=_("Shown to those who chose it: what it would lead to."))

    class Meta:
        icon = "radio-empty"
        label = _("Choice")


class ChoiceQuestionBlock(QuestionBlock):
    """A question with choices."""

    choices = blocks.ListBlock(ChoiceBlock(), min_num=2, max_num=8, label=_("Choices"))


def correct_ids(question: Question) -> set[str]:
    """Return the ids of the correct choices."""
    return {item_id for item_id, value in ItemList.of(question.value, "choices").items if value["correct"]}


def judged_choices(question: Question, chosen: set[str] | None) -> list[Choice]:
    """Return the choices in the editor's order; judged unless `chosen` is None."""
    return [
        Choice(
            id=item_id,
            text=value["text"],
            selected=chosen is not None and item_id in chosen,
            state="" if chosen is None else state_of(item_id in chosen, bool(value["correct"])),
            feedback="" if chosen is None else value["feedback"],
        )
        for item_id, value in ItemList.of(question.value, "choices").items
    ]


def state_of(chosen: bool, correct: bool) -> str:
    """Say how a choice and the key agree; see `Choice.state`."""
    if chosen:
        return "right" if correct else "wrong"
    return "missed" if correct else "rest"


def choice_options(question: Question) -> list[tuple[str, Any]]:
    """Return (id, text) pairs for a form field."""
    return [(item_id, value["text"]) for item_id, value in ItemList.of(question.value, "choices").items]


def choice_skeleton(question: Question) -> list[tuple[str, JSON]]:
    """Return the ids of the choices, each with whether it is correct."""
    return [(item_id, bool(value["correct"])) for item_id, value in ItemList.of(question.value, "choices").items]


def as_ids(response: JSON) -> set[str]:
    """Read a stored answer as a set of choice ids."""
    return set(response if isinstance(response, list) else [response])
