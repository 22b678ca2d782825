"""What single and multiple choice share: a list of choices, some of them correct."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out import interface, texts
from courses.h5p.out.contents import MULTI_CHOICE, Content, LeftOutError, overall_feedback

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


def multi_choice(
    question: Question, about: str, answers: list[tuple[str, bool, str]], *, several: bool, names: tuple[str, ...] = ()
) -> Content:
    """Return an H5P.MultiChoice; `about` is plain text, `answers` are (text, right, feedback).

    A point for each right choice, one less for each wrong one, as here; of a single choice all or nothing.

    Raises:
        LeftOutError: there is nothing to choose, or nothing is right.
    """
    written = [(text, right, feedback) for text, right, feedback in answers if str(text or "").strip()]
    if len(written) < 2 or not any(right for _text, right, _feedback in written):
        raise LeftOutError(gettext("It isn’t finished: it needs two choices or more, and one that is right."))
    params = {
        "media": {"disableImageZooming": False},
        "question": texts.paragraphs(texts.words(about)),
        "answers": [
            {
                "text": f"<div>{texts.one_line(text)}</div>",
                "correct": bool(right),
                "tipsAndFeedback": {
                    "tip": "",
                    "chosenFeedback": f"<div>{texts.one_line(feedback)}</div>" if feedback else "",
                    "notChosenFeedback": "",
                },
            }
            for text, right, feedback in written
        ],
        "overallFeedback": overall_feedback(texts.told(question.explanation)),
        "UI": interface.multi_choice(),
        "behaviour": {
            "enableRetry": True,
            "enableSolutionsButton": True,
            "enableCheckButton": True,
            "type": "multi" if several else "single",
            "singlePoint": False,
            "randomAnswers": False,
            "showSolutionsRequiresInput": True,
            "confirmCheckDialog": False,
            "confirmRetryDialog": False,
            "autoCheck": False,
            "passPercentage": 100,
            "showScorePoints": True,
        },
        **interface.dialogs(),
    }
    return Content(MULTI_CHOICE, params, title=about, names=names or (question.id,))


def choices_as_h5p(question: Question, *, several: bool) -> Content:
    """Return a question with choices as an H5P.MultiChoice."""
    rows = [value for _id, value in ItemList.of(question.value, "choices").items]
    answers = [(row["text"], bool(row["correct"]), row["feedback"]) for row in rows]
    return multi_choice(question, question.prompt, answers, several=several)


def as_ids(response: JSON) -> set[str]:
    """Read a stored answer as a set of choice ids."""
    return set(response if isinstance(response, list) else [response])
