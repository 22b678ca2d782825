"""The form in which a learner writes the name that is to stand on her certificate."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.certificates.models import LONGEST_NAME
from mimi.paper import unknown_letters

# Letters' own business, as in Persian.
_JOINERS = "\u200c\u200d"

# So many of the letters that can't be shown are named.
MOST_NAMED = 10


class NameField(forms.CharField):
    """A name in any script that paper can show, as one line: what people are called is theirs to know."""

    def to_python(self, value: Any) -> str:
        """Return the name composed (NFC), without control characters, with single spaces."""
        text = unicodedata.normalize("NFC", str(super().to_python(value) or ""))
        # Whatever is unseen is no part of a name; marks that turn the writing could make it read as another.
        kept = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in text)
        return " ".join("".join(letter for letter in kept if not _is_unprintable(letter)).split())

    def validate(self, value: str) -> None:
        """Demand at least one letter, and only such as are no boxes on paper."""
        super().validate(value)
        if value and not any(letter.isalpha() for letter in value):
            raise forms.ValidationError(self.error_messages["letters"], code="letters")
        if unknown := unknown_letters(value):
            shown = {"letters": " ".join(unknown[:MOST_NAMED])}
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params=shown)


def _is_unprintable(letter: str) -> bool:
    return letter not in _JOINERS and unicodedata.category(letter) in ("Cf", "Cs", "Co", "Cn")


class NameForm(forms.Form):
    """Asks for the name."""

    name = NameField(
        label=_("Your name, as it is to stand on the certificate"),
        max_length=LONGEST_NAME,
        help_text=_("Whoever has the code of the certificate sees this name."),
        error_messages={
            "required": _("Write the name that is to stand on the certificate."),
            "letters": _("A name has at least one letter."),
            "unknown": _(
                "The certificate can’t show these letters yet: %(letters)s. Write your name in other letters, such as "
                "those in your passport or residence card."
            ),
        },
        widget=forms.TextInput({"dir": "auto", "autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Browsers cut off without a word what is pasted.
        self.fields["name"].widget.attrs.pop("maxlength", None)
