"""What an editor of a lesson or quiz is asked: how many people the change concerns, and whether they are told.

The answer is kept on the page, so it goes with the revision through moderation and scheduling. It counts only against
what was live when it was given: after each publish it is asked anew.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from courses.changes.models import NOTE_LENGTH


class Weight(models.TextChoices):
    """What a change means to those who have learned from the page before."""

    MINOR = "minor", _("Minor")
    MAJOR = "major", _("Major")


MEANINGS = [
    (Weight.MINOR.value, _("Minor: nobody is told. What people have done stays as it is.")),
    (
        Weight.MAJOR.value,
        _(
            "Major: those who have done this are told what is new, see the changed parts marked, and are asked to look "
            "again. What they have done still counts."
        ),
    ),
]


class ChangeForm(WagtailAdminPageForm):
    """Demands the choice when a change that concerns somebody is published or sent to be published."""

    change_weight = forms.ChoiceField(
        label=_("What kind of change is it?"),
        required=False,
        choices=MEANINGS,
        widget=forms.RadioSelect,
        help_text=_("A spelling mistake is minor. Other advice, another rule or another right answer is major."),
    )
    change_note = forms.CharField(
        label=_("What is new, in a sentence"),
        required=False,
        max_length=NOTE_LENGTH,
        help_text=_("Needed for a major change. Learners read it; it is translated with the page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.has_fresh_choice():
            self.initial.update(change_weight="", change_note="")

    def clean(self) -> dict[str, Any]:
        """Note against which published content the choice is made, and demand it where it is needed."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and "change_weight" in self.fields:
            self.instance.change_base = self.instance.remember_live()
            if self.instance.in_source_language and self._goes_live():
                self._demand(cleaned)
        return cleaned

    def _goes_live(self) -> bool:
        """Say whether the page is to be published now or later, rather than kept as a draft or sent back."""
        sent_back = "action-cancel-workflow" in self.data or self.data.get("workflow-action-name") == "reject"
        return not self.is_deferred_validation and not sent_back

    def _demand(self, cleaned: dict[str, Any]) -> None:
        people = self.instance.people()
        weight = cleaned.get("change_weight")
        if people and not weight and "change_weight" not in self.errors:
            told = gettext("%(people)s Choose whether this change is minor or major.") % {"people": people}
            self.add_error("change_weight", told)
        if weight == Weight.MAJOR and not cleaned.get("change_note") and "change_note" not in self.errors:
            self.add_error("change_note", gettext("Tell in a sentence what is new: people will read it."))
        if weight == Weight.MINOR:
            # Nobody reads it, and nobody has to translate it.
            cleaned["change_note"] = ""


class WeightPanel(FieldPanel):
    """The choice itself, made in the source language only."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            """Hide it on a translation: there the change takes effect as it was made."""
            return super().is_shown() and self.instance.in_source_language


class ChangePanel(MultiFieldPanel):
    """Tells how many people a change concerns and asks what it means to them; hidden where it concerns nobody."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and self.form is not None:
                self.help_text = self._told()

        def _told(self) -> str:
            page = self.instance
            if page.in_source_language:
                people = page.people()
                return str(people) if people else ""
            waiting = page.waiting_changes().exists()
            return gettext("The English page has a major change. Publishing this page tells its readers.") * waiting

        def is_shown(self) -> bool:
            """Show it where there is somebody to think of."""
            return bool(self.help_text) and super().is_shown()
