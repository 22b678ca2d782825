"""An H5P activity in a lesson."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import ChooserBlock

from courses.h5p.playing.tickets import place_word, start_word
from mimi.pages.cache.tags import depends_on


class ActivityChooserBlock(ChooserBlock):
    """Chooses an activity; its model and its widget are there only when all apps are ready."""

    @cached_property
    def target_model(self) -> Any:
        """The model of activities."""
        from courses.h5p.models import Activity

        return Activity

    @cached_property
    def widget(self) -> Any:
        """The chooser."""
        from courses.h5p.admin.activities import activity_chooser

        return activity_chooser.widget_class()

    def get_form_state(self, value: Any) -> Any:
        """Return what the chooser shows of a value."""
        return self.widget.get_value_data(value)

    class Meta:
        icon = "media"


class ActivityValue(blocks.StructValue):
    """What the template of an activity needs to know."""

    @property
    def shown(self) -> Any:
        """The activity, if there is one to play; a page that shows it is made anew when it is renamed or goes."""
        activity = self.get("activity")
        if activity is not None and activity.pk:
            depends_on(f"{activity._meta.label_lower}:{activity.pk}")
        return activity

    @property
    def start_url(self) -> str:
        """Where the frame begins, in the language of the page."""
        word = start_word(self["activity"].pk or 0)
        return f"{reverse('h5p_start', args=[word])}?{urlencode({'language': get_language() or 'en'})}"

    @property
    def package_url(self) -> str:
        """Where the package can be taken along."""
        return reverse("h5p_package", args=[start_word(self["activity"].pk or 0)])


class ActivityBlock(blocks.StructBlock):
    """Something to do in the page that was made with H5P."""

    activity = ActivityChooserBlock(label=_("Activity"))
    summary = blocks.TextBlock(
        max_length=600,
        label=pgettext_lazy("of an activity", "What it is about"),
        help_text=_("Shown instead where the activity can’t be played, such as on paper or without JavaScript."),
    )

    asked = blocks.BooleanBlock(
        required=False,
        label=_("Must be completed before the lesson counts as read"),
        help_text=_(
            "Only for activities that come to an end, such as a question or a quiz. They need JavaScript: whoever has "
            "none can read on, but the lesson doesn’t count."
        ),
    )

    class Meta:
        icon = "media"
        label = _("H5P activity")
        description = _("Something to do in the page, made with H5P")
        template = "components/blocks/activity.html"
        value_class = ActivityValue

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the word under which is kept what is done; outside of a lesson there is no such place."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        activity = value.get("activity")
        try:
            lesson, block = (uuid.UUID(str(at)) for at in (context["page"].key, context["block_id"]))
            context["word"] = place_word(lesson, block, activity.pk) if activity and activity.pk else ""
        except (KeyError, AttributeError, ValueError):
            # A preview, or an id that isn't the kind that results hang on.
            context["word"] = ""
        return context

    def get_preview_value(self) -> Any:
        """Return a made-up activity; none may be uploaded yet."""
        from courses.h5p.models import Activity

        return self.normalize(
            {"activity": Activity(title="True or false?"), "summary": "Say whether a sentence is true.", "asked": False}
        )


def asking(body: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of the blocks whose activity must be completed, from the raw value of a lesson.

    One query, and none where no block asks; what was deleted can't be completed.
    """
    found = [block for block in body if block["type"] == "activity" and block["value"].get("asked")]
    if not found:
        return []
    from courses.h5p.models import Activity

    there = set(
        Activity.objects.filter(pk__in=[block["value"]["activity"] for block in found]).values_list("pk", flat=True)
    )
    return [str(block["id"]) for block in found if block["value"]["activity"] in there]
