"""What comes in when a plan is changed, from a script or from a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mimi.paper import without_controls
from practices.plans.kinds import Field, RowKind

LONGEST_NAME = 60
LONGEST_LABEL = 80
# How a plain form says which of two texts is to stay.
MINE, THEIRS, JOINED = "mine", "theirs", "joined"


class TextField(forms.Field):
    """A text as it was typed, without what no page shows; errors say how much too long it is."""

    def __init__(self, most: int, *, lines: bool = False) -> None:
        super().__init__(required=False)
        self.most, self.lines = most, lines

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks, or on one line."""
        text = without_controls(str(value or "")).strip()
        return text if self.lines else " ".join(text.split())

    def validate(self, value: str) -> None:
        """Refuse what is too long."""
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(too_long(len(value), self.most), code="max_length")


class RowForm(forms.Form):
    """Those fields of a row that were sent; `version` is the one that their writer had before her.

    A choice between two texts comes as `choice-<field>`, a joined text as `joined-<field>`.
    """

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    def __init__(self, kind: RowKind, data: Mapping[str, Any], names: Iterable[str] | None = None) -> None:
        super().__init__(data)
        self.sent = [field for field in kind.fields if field.name in data and (names is None or field.name in names)]
        for field in self.sent:
            self.fields[field.name] = _field_of(field)
            if f"joined-{field.name}" in data and data.get(f"choice-{field.name}") == JOINED:
                self.fields[f"joined-{field.name}"] = _field_of(field)

    @property
    def base(self) -> int:
        """The version of the row that was before the writer."""
        return self.cleaned_data.get("version") or 0

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved, by field; of a valid form only. Where theirs is to stay, nothing is."""
        chosen = {field.name: self.data.get(f"choice-{field.name}", MINE) for field in self.sent}
        return {
            name: self.cleaned_data[f"joined-{name}" if choice == JOINED else name]
            for name, choice in chosen.items()
            if choice != THEIRS and (choice != JOINED or f"joined-{name}" in self.cleaned_data)
        }

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, as it came."""
        return {
            field.name: str(self.data.get(f"joined-{field.name}" if self._joins(field) else field.name) or "")
            for field in self.sent
        }

    def _joins(self, field: Field) -> bool:
        return f"joined-{field.name}" in self.fields

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, a sentence a field."""
        return {name.removeprefix("joined-"): str(errors[0]) for name, errors in self.errors.items()}


def _field_of(field: Field) -> forms.Field:
    if field.is_date:
        wrong = _("That is not a day of the calendar. Write it as in 2027-03-31.")
        return forms.DateField(required=False, error_messages={"invalid": wrong})
    return TextField(field.most, lines=field.lines)


class LinkForm(forms.Form):
    """A link to make; `id` comes with the form, so that a form sent twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    label = forms.CharField(
        label=_("Who is it for?"),
        max_length=LONGEST_LABEL,
        help_text=_("Only you see this. It helps you to find the link again when you want to withdraw it."),
    )
    may_edit = forms.ChoiceField(
        label=_("What may they do?"),
        choices=[("", _("Read the plan")), ("yes", _("Read and change the plan"))],
        required=False,
        widget=forms.RadioSelect,
    )


class NameForm(forms.Form):
    """The name that somebody with a link gives."""

    name = forms.CharField(label=_("Your name"), max_length=LONGEST_NAME, required=False)


def too_long(length: int, most: int) -> str:
    """Say how much too long a text is, in characters."""
    return gettext(
        "Your text has %(length)s characters, and there is room for %(most)s. Nothing of it is lost: "
        "shorten it, and it will be saved."
    ) % {
        "length": number_format(length, use_l10n=True, force_grouping=True),
        "most": number_format(most, use_l10n=True, force_grouping=True),
    }


def uuid_in(data: Mapping[str, Any], name: str) -> uuid.UUID | None:
    """Return the id that a form names; None where it names none."""
    try:
        return uuid.UUID(str(data.get(name, "")))
    except ValueError:
        return None


def number_in(data: Mapping[str, Any], name: str) -> int | None:
    """Return the number that a form or an address names; None where it names none that a database has."""
    text = str(data.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
