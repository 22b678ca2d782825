"""Put in order: items that belong in one sequence."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.h5p.out import drag_text, interface, texts
from courses.h5p.out.contents import SUMMARY, Content, Exported, LeftOutError, overall_feedback, sub_content_id

from .base import JSON, AnswerForm, Choice, Grade, ItemList, Question, QuestionBlock, QuestionType


class OrderedItemBlock(blocks.StructBlock):
    """One item of the sequence."""

    text = blocks.CharBlock(max_length=250, label=_("Item"))


class OrderingBlock(QuestionBlock):
    """Fields of a put-in-order question."""

    items = blocks.ListBlock(
        OrderedItemBlock(),
        min_num=3,
        max_num=8,
        label=_("Items"),
        help_text=_("In the right order; readers get them shuffled."),
    )

    class Meta:
        icon = "order"
        label = _("Put in order")
        description = _("Items to put in the right order")
        preview_value: dict[str, Any] = {
            "prompt": "Put the steps of a first conversation in order.",
            "items": [{"text": "Make time"}, {"text": "Ask openly"}, {"text": "Say back what you heard"}],
        }


class OrderingForm(AnswerForm):
    """Reads a position for each item, from fields called `position-<item id>`."""

    def build(self) -> None:
        ids = ItemList.of(self.question.value, "items").ids
        positions = [("", pgettext("in an order", "Place"))] + [(str(n), str(n)) for n in range(1, len(ids) + 1)]
        for item_id in ids:
            self.fields[f"position-{item_id}"] = forms.ChoiceField(
                choices=positions,
                error_messages={
                    "required": _("Give every item a place."),
                    "invalid_choice": _("Choose one of the places shown."),
                },
            )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        ids = ItemList.of(self.question.value, "items").ids
        places = {item_id: cleaned.get(f"position-{item_id}") for item_id in ids}
        if all(places.values()) and len(set(places.values())) < len(ids):
            raise forms.ValidationError(_("Two items have the same place. Give each its own."))
        if all(places.values()):
            cleaned["answer"] = sorted(ids, key=lambda item_id: int(str(places[item_id])))
        return cleaned


class Ordering(QuestionType):
    """A share of the points for each item that stands right behind its predecessor."""

    name = "ordering"
    block = OrderingBlock
    form = OrderingForm

    def grade(self, question: Question, response: JSON) -> Grade:
        key = ItemList.of(question.value, "items").ids
        pairs, given = set(pairwise(key)), set(pairwise(response))
        return Grade(
            correct=list(response) == key,
            share=len(pairs & given) / len(pairs) if pairs else 1.0,
        )

    def choices(self, question: Question, response: JSON | None, seed: str) -> list[Choice]:
        items = ItemList.of(question.value, "items")
        if response is None:
            return [
                Choice(id=item_id, text=value["text"]) for item_id, value in items.shuffled(f"{seed}/{question.id}")
            ]
        texts = {item_id: value["text"] for item_id, value in items.items}
        right = {item_id: place for place, item_id in enumerate(items.ids, start=1)}
        return [
            Choice(
                id=item_id,
                text=texts[item_id],
                selected=True,
                state="right" if right[item_id] == place else "wrong",
                position=place,
                right_position=right[item_id],
            )
            for place, item_id in enumerate(response, start=1)
            if item_id in texts
        ]

    def skeleton(self, question: Question) -> list[tuple[str, JSON]]:
        return [(item_id, None) for item_id in ItemList.of(question.value, "items").ids]

    def h5p(self, question: Question, allowed: Collection[str]) -> Exported:
        """Return an H5P.Summary, where one chooses what comes next; where none fits, an H5P.DragText with places."""
        items = ItemList.of(question.value, "items").items
        if len(items) < 2 or not all(str(value["text"] or "").strip() for _id, value in items):
            raise LeftOutError(gettext("It isn’t finished: it needs two items or more, each with a text."))
        if SUMMARY in allowed:
            return Exported((_summary(question, items),), gettext("Becomes a choice of what comes next, step by step."))
        lines = [f"{number}. {drag_text.place(value['text'])}" for number, (_id, value) in enumerate(items, start=1)]
        note = gettext("Becomes numbered places; H5P counts each item in its place, not what follows on what.")
        return Exported((drag_text.drag_text(question, lines),), note)


def _summary(question: Question, items: list[tuple[str, Any]]) -> Content:
    """Return an H5P.Summary: in each step the first statement is right, and H5P shuffles them."""
    steps = [
        {
            "subContentId": sub_content_id(question.id, item_id),
            "summary": [f"<p>{texts.one_line(value['text'])}</p>" for _id, value in items[place:]],
            "tip": "",
        }
        for place, (item_id, _value) in enumerate(items[:-1])
    ]
    params = {
        "intro": texts.paragraphs(texts.words(question.prompt)),
        "summaries": steps,
        "overallFeedback": overall_feedback(texts.told(question.explanation)),
        **interface.summary(),
    }
    return Content(SUMMARY, params, title=question.prompt, names=(question.id,))
