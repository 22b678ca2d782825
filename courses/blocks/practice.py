"""Blocks that turn an idea into something to do."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from mimi.pages import richtext


class StepBlock(blocks.StructBlock):
    """One step: what it is called and what is done."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.RichTextBlock(features=richtext.PROSE, label=_("What to do"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """Steps in their order."""

    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    items = blocks.ListBlock(StepBlock(), min_num=2, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, each with a title and a sentence or two")
        template = "components/blocks/steps.html"
        preview_value = {
            "title": "A first conversation",
            "items": [
                {"title": "Choose the place", "text": "<p>Somewhere quiet, without a desk.</p>"},
                {"title": "Ask and listen", "text": "<p>One open question, then wait.</p>"},
            ],
        }


class DoDontBlock(blocks.StructBlock):
    """What helps, beside what doesn't."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=250), min_num=1, label=_("Do"))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=250), min_num=1, label=_("Don’t"))

    class Meta:
        icon = "tasks"
        label = _("Do and don’t")
        description = _("Two short lists side by side: what helps and what doesn’t")
        template = "components/blocks/do_dont.html"
        preview_value = {
            "do": ["Ask what would help", "Agree on the next step together"],
            "dont": ["Fill every silence", "Promise what others decide"],
        }


class ReflectionBlock(blocks.StructBlock):
    """A question to think about, with room to write."""

    prompt = blocks.TextBlock(label=_("Question"))
    hint = blocks.TextBlock(required=False, label=_("A hint to get started"))

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A question to think about, with a private field to write in")
        template = "components/blocks/reflection.html"
        preview_value = {"prompt": "When did somebody last listen to you without a goal?"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add where notes are read from and saved to; outside of a lesson there is no such place."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        key = getattr(context.get("page"), "key", "")
        try:
            context["notes_url"] = reverse("lesson_reflections", args=[key])
            context["save_url"] = reverse("reflection_save", args=[key, context.get("block_id")])
        except NoReverseMatch:
            # A preview, or an id that isn't the kind that notes hang on.
            context["notes_url"] = context["save_url"] = ""
        return context


class ExerciseBlock(blocks.StructBlock):
    """Something to do with participants this week."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    aim = blocks.TextBlock(label=_("What it is for"))
    minutes = blocks.IntegerBlock(min_value=5, max_value=480, label=_("Minutes"))
    group_size = blocks.CharBlock(max_length=80, label=_("Group size"))
    materials = blocks.ListBlock(blocks.CharBlock(max_length=150), label=_("Materials"))
    steps = blocks.ListBlock(blocks.RichTextBlock(features=richtext.INLINE), min_num=1, label=_("Steps"))

    class Meta:
        icon = "group"
        label = _("Exercise")
        description = _("An exercise for participants: materials, minutes, group size, steps")
        template = "components/blocks/exercise.html"
        preview_value = {
            "title": "Two chairs",
            "aim": "Practise listening without giving advice.",
            "minutes": 20,
            "group_size": "Pairs",
            "materials": ["Two chairs", "A clock"],
            "steps": ["<p>Sit at an angle.</p>", "<p>One talks for five minutes.</p>"],
        }
