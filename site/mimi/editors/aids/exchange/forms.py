"""What an editor says when files go out and come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mimi.editors.aids.exchange.base import FORMATS

PAGE, BELOW, BEHIND, ALL = "page", "below", "behind", "all"
ONE_FILE, ARCHIVE = "file", "archive"
_SCOPES = {
    PAGE: _("This page alone"),
    BELOW: _("This page with everything under it"),
    BEHIND: _("All that has something left to translate"),
    ALL: _("Everything in this language"),
}


class ExportForm(forms.Form):
    """What is to go out, and how."""

    format = forms.ChoiceField(label=_("Kind of file"), choices=[], widget=forms.RadioSelect)
    scope = forms.ChoiceField(label=_("What to take"), choices=[], widget=forms.RadioSelect)
    only_missing = forms.BooleanField(
        label=_("Only texts that are not translated yet"),
        help_text=_("Without the others, a translator sees less of what a text belongs to."),
        required=False,
    )
    packing = forms.ChoiceField(
        label=_("How"),
        choices=[(ONE_FILE, _("One file")), (ARCHIVE, _("A zip archive with a file for each page"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, scopes: tuple[str, ...]) -> None:
        choices = {"format": next(iter(FORMATS)), "scope": scopes[0], "packing": ONE_FILE}
        super().__init__(data, initial=choices)
        fields: dict[str, Any] = self.fields
        fields["format"].choices = [(one.name, one.label) for one in FORMATS.values()]
        fields["scope"].choices = [(scope, _SCOPES[scope]) for scope in scopes]
        if len(scopes) == 1:
            fields["scope"].widget = forms.HiddenInput()


class ImportForm(forms.Form):
    """A file that comes in, and what to do about what can't be taken as it is."""

    file = forms.FileField(
        label=_("Translated file"),
        help_text=_("PO, XLIFF 1.2, or a zip archive of such files."),
        widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff,.zip"}),
    )
    partly = forms.BooleanField(
        label=_("Leave out what is wrong, and take the rest"),
        help_text=_("Otherwise nothing is changed when anything in the file is wrong."),
        required=False,
    )
    replace = forms.BooleanField(
        label=_("Also replace what was changed on the site since the file was made"),
        required=False,
    )
