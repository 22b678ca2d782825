"""Matching: what stands on the left belongs to one thing on the right."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out import drag_text, texts
from courses.h5p.out.contents import Exported, LeftOutError

from .base import JSON, AnswerForm, Choice, Grade, ItemList, Option, Question, QuestionBlock, QuestionType


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = blocks.CharBlock(max_length=250, label=_("Left"))
    right = blocks.CharBlock(max_length=250, label=_("Right"))
    feedback = blocks.TextBlock(label=_("Feedback"), help_text=_("Why they belong together."))


class MatchingBlock(QuestionBlock):
    """Fields of a matching question."""

    pairs = blocks.ListBlock(
        PairBlock(), min_num=2, max_num=8, label=_("Pairs"), help_text=_("Readers get the right-hand sides shuffled.")
    )

    class Meta:
        icon = "link"
        label = _("Matching")
        description = _("Pairs to put together")
        preview_value: dict[str, Any] = {
            "prompt": "What helps with which obstacle?",
            "pairs": [
                {"left": "A letter nobody understands", "right": "Read it together"},
                {"left": "A long way to work", "right": "Look at the timetable together"},
            ],
        }


def token(question: Question, pair_id: str) -> str:
    """Return the name of a right-hand side in a form; it doesn't tell to which pair it belongs."""
    return salted_hmac("courses.questions.matching", f"{question.id}/{pair_id}", algorithm="sha256").hexdigest()[:16]


def rights(question: Question) -> dict[str, str]:
    """Return the right-hand sides by pair; several pairs may have the same one."""
    return {pair_id: str(value["right"] or "").strip() for pair_id, value in ItemList.of(question.value, "pairs").items}


class MatchingForm(AnswerForm):
    """Reads a right-hand side for each left-hand one, from fields called `match-<pair id>`."""

    def build(self) -> None:
        ids = ItemList.of(self.question.value, "pairs").ids
        self.tokens = {token(self.question, pair_id): pair_id for pair_id in ids}
        for pair_id in ids:
            self.fields[f"match-{pair_id}"] = forms.ChoiceField(
                choices=[("", pgettext("one of a list", "Choose"))] + [(name, name) for name in self.tokens],
                error_messages={
                    "required": _("Choose something for every line."),
                    "invalid_choice": _("Choose one of the things shown."),
                },
            )

    @property
    def response(self) -> JSON:
        said = rights(self.question)
        chosen = {pair_id: self.tokens[self.cleaned_data[f"match-{pair_id}"]] for pair_id in said}
        # Which pairs share a right-hand side depends on the language, so it is settled when the answer is given.
        return {pair_id: pair_id if said[other] == said[pair_id] else other for pair_id, other in chosen.items()}


class Matching(QuestionType):
    """A share of the points for each pair; the response holds the pair whose right side was chosen, by pair."""

    name = "matching"
    block = MatchingBlock
    form = MatchingForm

    def grade(self, question: Question, response: JSON) -> Grade:
        ids = ItemList.of(question.value, "pairs").ids
        hits = sum(response.get(pair_id) == pair_id for pair_id in ids)
        return Grade(correct=hits == len(ids), share=hits / len(ids) if ids else 1.0)

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        pairs, said = ItemList.of(question.value, "pairs"), rights(question)
        if response is None:
            shown: dict[str, str] = {}
            for pair_id, _value in pairs.mixed(f"{seed}/{question.id}"):
                shown.setdefault(said[pair_id], pair_id)
            options = tuple(Option(token(question, pair_id), text) for text, pair_id in shown.items())
            return [Choice(id=pair_id, text=value["left"], options=options) for pair_id, value in pairs.items]
        return [
            Choice(
                id=pair_id,
                text=said.get(response.get(pair_id), ""),
                about=value["left"],
                answer=said[pair_id],
                selected=True,
                state="right" if response.get(pair_id) == pair_id else "wrong",
                feedback=value["feedback"],
            )
            for pair_id, value in pairs.items
        ]

    def kept(self, question: Question, data: Any, seed: str) -> list[Choice]:
        return [
            choice.with_options(str(data.get(f"match-{choice.id}", "")))
            for choice in self.choices(question, None, seed)
        ]

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        return [(item_id, None) for item_id in ItemList.of(question.value, "pairs").ids]

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return an H5P.DragText: a line a pair, whose right-hand side is dragged to its place."""
        lines = []
        for _id, value in ItemList.of(question.value, "pairs").items:
            if not str(value["left"] or "").strip() or not str(value["right"] or "").strip():
                raise LeftOutError(gettext("It isn’t finished: a pair lacks one of its sides."))
            lines.append(f"{texts.beside_marks(value['left'])} – {drag_text.place(value['right'], value['feedback'])}")
        if len(lines) < 2:
            raise LeftOutError(gettext("It isn’t finished: it needs two pairs or more."))
        content = drag_text.drag_text(question, lines)
        return Exported((content,), gettext("Becomes lines to whose ends the right-hand sides are dragged."))
