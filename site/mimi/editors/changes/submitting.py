"""Sends pages to be translated, without touching a translation that is there.

wagtail-localize would put those below a page together anew, and write its drafts over live pages.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.models import Locale, Page
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views import submit_translations


class KeepingCreator(TranslationCreator):
    """Makes translations only where none is; a copy of the English page counts as none."""

    def __init__(self, user: Any, target_locales: Any) -> None:
        super().__init__(user, target_locales)
        self.wanted: list[Locale] = list(target_locales)
        self.target_locales: list[Locale] = []

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        """Make the translations of a page or an entry that are missing."""
        there = instance.get_translations()
        if isinstance(instance, Page):
            there = there.filter(alias_of=None)
        taken = set(there.values_list("locale_id", flat=True))
        before, self.target_locales = self.target_locales, [one for one in self.wanted if one.pk not in taken]
        try:
            super().create_translations(instance, include_related_objects)
        finally:
            self.target_locales = before


class KeepingMixin(submit_translations.SubmitTranslationView):
    """Sends what is asked for to be translated by the creator above."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make the translations, of the pages below, too, where that is asked for."""
        locales = list(form.cleaned_data["locales"])
        with transaction.atomic():
            creator = KeepingCreator(self.request.user, locales)
            creator.create_translations(self.object)
            if isinstance(self.object, Page) and form.cleaned_data["include_subtree"]:
                for page in self.object.get_descendants().order_by("path"):
                    creator.create_translations(page)
            self.components.save(creator, sources_and_translations=creator.mappings)
        made = sum(len(rows) for rows in creator.mappings.values())
        told = ngettext("%(count)s translation can begin.", "%(count)s translations can begin.", made)
        messages.success(self.request, told % {"count": made})
        single = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(single))


class SubmitPageView(KeepingMixin, submit_translations.SubmitPageTranslationView):
    """Sends a page."""


class SubmitSnippetView(KeepingMixin, submit_translations.SubmitSnippetTranslationView):
    """Sends an entry, such as a term of the glossary."""
