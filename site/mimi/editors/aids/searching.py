"""“How did we translate …?”: a search in English and in what was made of it, with the places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, TranslationSource

from mimi.editors.aids.access import translated_languages
from mimi.editors.aids.memory import Source, readable_translations, sources_of
from mimi.editors.aids.places import Place, place_of
from mimi.editors.aids.texts import plain
from mimi.pages.links import SOURCE_LANGUAGE

PER_PAGE = 25


class SearchForm(forms.Form):
    """What is looked for, in which language."""

    q = forms.CharField(label=_("Words, in English or in translation"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, data: Any, locales: list[Locale]) -> None:
        super().__init__(data)
        language: Any = self.fields["language"]
        language.choices = [(one.language_code, one.get_display_name()) for one in locales]


@dataclass(frozen=True)
class Found:
    """A translation that was found, as plain text, and where it stands."""

    english: str
    text: str
    source: Source
    place: Place


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the form, and what was found."""
    locales = translated_languages(request.user)
    if not locales:
        raise PermissionDenied
    form = SearchForm(request.GET, locales)
    wanted = form.cleaned_data if form.is_valid() else {}
    locale = next((one for one in locales if one.language_code == wanted.get("language")), locales[0])
    words = wanted.get("q", "")
    page = Paginator(matching(words, locale, request.user), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "form": SearchForm({"q": words, "language": locale.language_code}, locales),
        "words": words,
        "locale": locale,
        "source_language": SOURCE_LANGUAGE,
        "page": page,
        "results": _results(list(page.object_list), locale, request.user),
    }
    return render(request, "editors/aids/search.html", context)


def matching(words: str, locale: Locale, user: Any) -> QuerySet[StringTranslation]:
    """Return the translations into a language that hold some words, or whose English does; none without words."""
    found = readable_translations(locale, user)
    text = " ".join(words.split())
    if not text:
        return found.none()
    anywhere = Q()
    # SQLite knows the case of English letters only.
    for spelled in {text, text.lower(), text.upper(), text.capitalize()}:
        anywhere |= Q(data__contains=spelled) | Q(translation_of__data__icontains=spelled)
    return found.filter(anywhere)


def _results(stored: list[StringTranslation], locale: Locale, user: Any) -> list[Found]:
    sources = sources_of(stored, locale, user)
    models = _models(stored)
    return [
        Found(
            plain(one.translation_of.data),
            plain(one.data),
            sources.get(one.context.object_id, Source("")),
            place_of(models.get(one.context.object_id), one.context.field_path or one.context.path.partition(".")[0]),
        )
        for one in stored
    ]


def _models(stored: list[StringTranslation]) -> dict[Any, Any]:
    keys = {one.context.object_id for one in stored}
    records = TranslationSource.objects.filter(object__in=keys).select_related("specific_content_type")
    return {record.object_id: record.specific_content_type.model_class() for record in records}
