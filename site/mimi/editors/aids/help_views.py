"""Addresses of the help beside each text: for the script in the editor, and as a page of its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from mimi.editors.aids.access import translation_for, translation_to_write
from mimi.editors.aids.confirming import confirm, unconfirmed
from mimi.editors.aids.editor_bar import bar
from mimi.editors.aids.helping import help_for
from mimi.editors.aids.machine import MachineSilentError, MachineWork, translate_missing, translator_for
from mimi.editors.aids.returning import back_to
from mimi.editors.aids.rows import rows


@require_safe
def help_json(request: HttpRequest, pk: int) -> JsonResponse:
    """Return the help beside the texts as HTML: all of them, earlier translations where something is to be done.

    With `?segment=`, that of one, with earlier translations.
    """
    translation = translation_for(request.user, pk)
    found = rows(translation)
    asked = request.GET.get("segment", "")
    if asked:
        found = [row for row in found if str(row.segment.pk) == asked]
    remember = {row.segment.pk for row in found if asked or not row.done}
    context = {"source": translation.source.locale, "target": translation.target_locale, "asked": bool(asked)}
    segments = {
        str(one.row.segment.pk): {
            "html": render_to_string("editors/aids/segment_help.html", {**context, "help": one}, request),
            "unconfirmed": one.row.unconfirmed,
        }
        for one in help_for(translation, found, request.user, remember=remember)
    }
    response = JsonResponse({"segments": segments})
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def help_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the help beside all texts on a plain page."""
    translation = translation_for(request.user, pk)
    found = rows(translation)
    context = {
        "bar": bar(translation),
        "translation": translation,
        "title": translation.source.object_repr,
        "source": translation.source.locale,
        "target": translation.target_locale,
        "helps": help_for(translation, found, request.user),
    }
    return render(request, "editors/aids/help_page.html", context)


@require_POST
def confirm_segment(request: HttpRequest, pk: int, segment: int) -> HttpResponse:
    """Let the person stand for a segment that a machine has written."""
    translation = translation_to_write(request.user, pk)
    row = next((row for row in rows(translation) if row.segment.pk == segment), None)
    if row is None:
        raise Http404
    confirm(row, request.user)
    if request.accepts("text/html"):
        messages.success(request, gettext("The translation is confirmed."))
        return HttpResponseRedirect(f"{reverse('aids:help', args=[pk])}#segment-{segment}")
    return JsonResponse({"left": len(unconfirmed(translation))})


@require_POST
def machine_translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Have what is missing translated by the machine that the operator has named."""
    translation = translation_to_write(request.user, pk)
    translator = translator_for(translation)
    if translator is None:
        raise Http404
    try:
        _tell(request, translate_missing(translation, translator, request.user))
    except MachineSilentError:
        told = gettext("%(machine)s did not answer as it should. Try again later, or translate by hand.")
        messages.error(request, told % {"machine": translator.display_name})
    return HttpResponseRedirect(back_to(request, translation))


def _tell(request: Any, work: MachineWork) -> None:
    if not work.done and not work.refused:
        messages.warning(request, gettext("There is nothing left to translate."))
        return
    if work.done:
        told = gettext("Translated by machine: %(count)d. Read each, and confirm or change it before you publish.")
        messages.success(request, told % {"count": work.done})
    if work.refused:
        told = gettext("Left out, because tags, placeholders or the length were wrong: %(count)d.")
        messages.warning(request, told % {"count": work.refused})
