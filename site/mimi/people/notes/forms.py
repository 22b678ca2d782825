"""What comes in when a note is saved, from a script or from a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_variables

from mimi.people.notes.models import PrivateText
from mimi.people.notes.record import LONGEST_TEXT, MOST_REPLACED, Change


class ChangeForm(forms.Form):
    """A text, the name of its version, the versions seen, and from a plain form what to do with another text.

    `choice` is "both:<version>", "this:<version>" or "mine:<version>" about a text that was written apart, or "delete".
    `texts` answers what the note holds, when a choice is about that.
    """

    # A plain field: a character field refuses what is easily mended.
    text = forms.Field(required=False)
    version = forms.UUIDField(required=False)
    choice = forms.RegexField(r"^(delete|(both|this|mine):[0-9a-f-]{36})$", required=False)

    def __init__(self, data: Any, texts: Callable[[], Sequence[PrivateText]] = list) -> None:
        super().__init__(data)
        self._texts = texts
        values = data.getlist("seen") if hasattr(data, "getlist") else []
        self._joined: list[uuid.UUID] = []
        self.seen: list[uuid.UUID] = [id_ for value in values[-MOST_REPLACED:] if (id_ := _uuid(value))]

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        """Do what was chosen, and see whether the text is short enough then."""
        cleaned = super().clean() or {}
        text = _plain(cleaned.get("text") or "")
        what, _colon, about = (cleaned.get("choice") or "").partition(":")
        if what == "delete":
            text = ""
        elif other := next((row for row in self._texts() if str(row.version) == about), None) if about else None:
            self._joined = [other.version]
            text = {"both": f"{text}\n\n{other.text}".strip("\n"), "this": other.text, "mine": text}[what] or ""
        if len(text) > LONGEST_TEXT:
            self.add_error("text", too_long_text(len(text)))
        return {**cleaned, "text": text}

    @property
    def problem(self) -> str:
        """What is wrong, in a sentence."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")

    @property
    def written(self) -> str:
        """The text as it came."""
        return _plain(self.data.get("text") or "")

    @property
    def change(self) -> Change:
        """What to save; of a valid form only."""
        return Change(
            self.cleaned_data["text"], self.cleaned_data["version"] or uuid.uuid4(), [*self.seen, *self._joined]
        )


def too_long_text(length: int) -> str:
    """Say how much too long a text is, in characters."""
    return gettext(
        "Your note has %(length)s characters, and there is room for %(most)s. Nothing of it is lost: "
        "shorten it, and it will be saved."
    ) % {
        "length": number_format(length, use_l10n=True, force_grouping=True),
        "most": number_format(LONGEST_TEXT, use_l10n=True, force_grouping=True),
    }


def full_notebook_text() -> str:
    """Say that there is no room for another note."""
    most = settings.REFLECTIONS_PER_LEARNER
    return ngettext(
        "You have %(count)s note, and there is no room for another. Nothing of this one is lost: "
        "delete a note that you no longer need, and this one can be saved.",
        "You have %(count)s notes, and there is no room for another. Nothing of this one is lost: "
        "delete a note that you no longer need, and this one can be saved.",
        most,
    ) % {"count": number_format(most, use_l10n=True, force_grouping=True)}


def _plain(text: str) -> str:
    """Return a text with the line breaks that it was written with, and empty where no word is in it.

    Browsers send line breaks as two characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return text if text.strip() else ""


def _uuid(value: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return None
