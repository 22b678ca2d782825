"""English and translation side by side, as they stand at the moment, whether published or not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import SourceDeletedError, Translation

from mimi.editors.aids.access import translation_for
from mimi.editors.aids.editor_bar import bar

SOURCE, TARGET = "source", "target"


@require_safe
def side_by_side(request: HttpRequest, pk: int) -> HttpResponse:
    """Show both in frames; a script keeps them at the same place."""
    translation = _page_translation(request.user, pk)
    frames = [
        {"side": side, "locale": locale, "url": reverse("aids:frame", args=[pk, side])}
        for side, locale in ((SOURCE, translation.source.locale), (TARGET, translation.target_locale))
    ]
    title = translation.target.get_admin_display_title()
    context = {"bar": bar(translation), "translation": translation, "title": title, "frames": frames}
    return render(request, "editors/aids/side_by_side.html", context)


@require_safe
@xframe_options_sameorigin_override
def frame(request: HttpRequest, pk: int, side: str) -> Any:
    """Show one of both: the English that is being translated, or the translation with English where it is missing."""
    translation = _page_translation(request.user, pk)
    try:
        page = _page(translation, side)
    except SourceDeletedError as error:
        raise Http404 from error
    return page.make_preview_request(request, page.default_preview_mode)


def _page(translation: Translation, side: str) -> Any:
    if side == SOURCE:
        return translation.source.as_instance()
    return translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


def _page_translation(user: Any, pk: int) -> Translation:
    translation = translation_for(user, pk)
    if not isinstance(translation.target, Page):
        raise Http404
    return translation
