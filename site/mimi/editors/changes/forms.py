"""The form by which a publisher lets an English page wait for other languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Locale

from mimi.pages.links import SOURCE_LANGUAGE


class HoldForm(forms.Form):
    """For which languages, and until when at least."""

    languages = forms.MultipleChoiceField(
        label=_("Languages to wait for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The English page and these go live together as soon as all of them are ready."),
    )
    go_live_at = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("May be empty. If something isn’t ready at that time, you get an e-mail and all of them wait."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locales = Locale.objects.exclude(language_code=SOURCE_LANGUAGE).order_by("pk")
        choices = [(locale.language_code, locale.get_display_name()) for locale in locales]
        languages: Any = self.fields["languages"]
        languages.choices = choices
        languages.initial = [code for code, _name in choices]

    def clean_go_live_at(self) -> datetime | None:
        """Demand a time to come."""
        when: datetime | None = self.cleaned_data["go_live_at"]
        if when is not None and when <= timezone.now():
            raise forms.ValidationError(_("This time has passed."))
        return when
