"""The form by which somebody tells how a practice went, and the one by which an editor answers."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practices.adaptations.models import Adaptation
from practices.adaptations.record import MINE
from practices.adaptations.words import QUESTIONS, Question, languages, sectors
from practices.organisations import SECTOR_LABEL, Size
from practices.plans.forms import TextField

LONGEST_REASON = 1500
CHOOSE = ("", _("Choose"))


class AnswerField(TextField):
    """The answer to a question, as plain text."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.most, lines=question.lines)
        words: Any = question
        self.label, self.help_text, self.required = words.label, words.help, question.required
        # No `maxlength`: browsers cut off without a word what is pasted.
        self.widget = forms.Textarea({"rows": 6}) if question.lines else forms.TextInput()
        self.widget.attrs |= {"dir": "auto", "autocomplete": "off"}
        self.widget.is_required = self.required


class AdaptationForm(forms.Form):
    """A report. A draft may leave out what is required; nothing may be longer than there is room."""

    field_order = ("version", "whose", *MINE)

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    # Whose form it is, so that what comes after her session has ended is kept for nobody else.
    whose = forms.CharField(required=False, widget=forms.HiddenInput)
    sector = forms.ChoiceField(label=SECTOR_LABEL)
    size = forms.ChoiceField(label=_("How large is it?"), choices=[CHOOSE, *Size.choices])
    language = forms.ChoiceField(
        label=_("Language that you write in"),
        help_text=_("Your words are shown in this language, also to those who read the site in another."),
    )
    shows_name = forms.BooleanField(label=_("My name may stand beside it"), required=False)
    wants_answer = forms.BooleanField(
        label=_("Tell me by e-mail what the editors have decided"), required=False, initial=True
    )

    def __init__(self, *args: Any, reader: str, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "tried-%s", **kwargs})
        for question in QUESTIONS.values():
            self.fields[question.name] = AnswerField(question)
        choices = {"sector": [CHOOSE, *sectors(reader)], "language": list(languages().items())}
        for name, found in choices.items():
            field: Any = self.fields[name]
            field.choices = found
        self.order_fields(self.field_order)
        self._draft = draft

    def full_clean(self) -> None:
        """Check what came; of a draft, what is there."""
        required = [field for name, field in self.fields.items() if field.required and name != "version"]
        for field in required if self._draft else ():
            field.required = False
        super().full_clean()
        for field in required:
            field.required = True

    def clean(self) -> dict[str, Any]:
        """Ask for a name where one is to be shown."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("shows_name") and not cleaned.get("name") and "name" not in self.errors and not self._draft:
            self.add_error("name", gettext("Write your name, or take the tick away above."))
        return cleaned

    def goes_along(self, **unseen: Any) -> None:
        """Show these values of hidden fields, whatever came in with the form."""
        self.initial = {**self.initial, **unseen}
        if self.is_bound:
            sent: Any = copy(self.data)
            for name, value in unseen.items():
                sent[name] = str(value)
            self.data = sent

    @property
    def values(self) -> dict[str, Any]:
        """What is to be kept, by field of `Adaptation`; of a valid form only."""
        return {name: self.cleaned_data[name] for name in MINE}


def initial_of(adaptation: Adaptation) -> dict[str, Any]:
    """Return what a form shows of a report."""
    return {"version": adaptation.version, **{name: getattr(adaptation, name) for name in MINE}}


class ReasonForm(forms.Form):
    """Why an editor sends a report back. Its author reads it."""

    reason = forms.CharField(
        label=_("What should be different?"),
        help_text=_("The author reads this, on her page and in the e-mail. Write in the language of her report."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 5}),
    )
