"""Addresses of saved practices: the star, the list, and the notes. All but the stars of public pages is personal."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from mimi.pages.links import current_language
from mimi.people import learners
from mimi.people.language import keep_language
from mimi.people.limits import limited
from mimi.people.notes.answers import as_json, owner_of, told, wants_json
from mimi.people.notes.forms import ChangeForm
from mimi.people.origin import same_origin_required
from practices.elsewhere import is_practice
from practices.library import library_link
from practices.saved import record
from practices.saved.models import SavedPractice, SavedPracticeText
from practices.saved.reading import saved_practices


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("stars")
def practice_star(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Save a practice (`keep` is 1) or remove it (0); a script is told what holds now, a form is led to the list.

    A public page is the same for everybody and can't say that it has worked, so the list says it, with the way back.

    Raises:
        Http404: there is no such practice in any language, and it is to be saved.
    """
    keep = request.POST.get("keep") != "0"
    learner = learners.learner_id(request)
    if keep and not is_practice(key) and not _has(learner, key):
        raise Http404
    if keep or learner:
        learner = learner if learner and not keep else learners.ensure_learner(request)
        (record.save if keep else record.remove)(learner, key)
    response: HttpResponse
    if wants_json(request):
        response = as_json({"saved": keep})
    else:
        about = {"saved" if keep else "removed": str(key), "back": _way_back(request)}
        query = urlencode({name: value for name, value in about.items() if value})
        response = HttpResponseRedirect(f"{reverse('saved_practices')}?{query}")
    if learner:
        learners.remember(request, response, learner)
    return response


@require_safe
@cache_control(private=True, no_store=True)
@sensitive_variables()
def saved(request: HttpRequest) -> HttpResponse:
    """Show everything that the reader has saved, with her notes, to be changed in place."""
    keep_language(request.user)
    return _show(request)


@same_origin_required
@sensitive_post_parameters("text")
@require_POST
@cache_control(private=True, no_store=True)
@limited("notes", typed=("text",))
@sensitive_variables()
def saved_note(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Keep a change to the note on a practice; a script is answered what it holds now, a form is led back to it.

    Raises:
        Http404: there is no such practice, and the reader hasn't saved it before.
    """
    known = learners.learner_id(request)
    if not is_practice(key) and not _has(known, key):
        raise Http404
    try:
        form = ChangeForm(request.POST, lambda: _texts(known, key))
    except RequestDataTooBig:
        return _refuse(request, key, None)
    if not form.is_valid():
        return _refuse(request, key, form)
    learner = learners.ensure_learner(request)
    texts = record.write(learner, key, form.change)
    response: HttpResponse
    if wants_json(request):
        response = as_json({"texts": told(texts)})
    else:
        response = HttpResponseRedirect(f"{reverse('saved_practices')}?noted={key}#saved-{key}")
    learners.remember(request, response, learner)
    return response


@sensitive_variables()
def _refuse(request: HttpRequest, key: uuid.UUID, form: ChangeForm | None) -> HttpResponse:
    """Say what is wrong; what was written stays in the field. Without a form it was too much even to be received."""
    problem = form.problem if form else gettext("That is far too much for a note. Go back and shorten it.")
    if wants_json(request):
        return as_json({"error": problem}, status=422)
    return _show(request, {"key": key, "form": form, "problem": problem}, status=422)


@sensitive_variables()
def _show(request: HttpRequest, refused: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    learner, language = learners.learner_id(request), current_language()
    kept, removed = saved_practices(learner, language)
    by_key = {str(one.key): one for one in (*kept, *removed)}
    context = {
        "kept": kept,
        "removed": removed,
        "refused": refused,
        "owner": owner_of(learner) if request.user.is_authenticated else "",
        "library": library_link(language),
        "back": _safe(request, request.GET.get("back", "")),
        **{f"just_{what}": by_key.get(request.GET.get(what, "")) for what in ("saved", "removed", "noted")},
    }
    return render(request, "practices/saved/list.html", context, status=status)


def _texts(learner: uuid.UUID | None, key: uuid.UUID) -> list[SavedPracticeText]:
    if learner is None:
        return []
    return list(SavedPracticeText.objects.filter(saved__learner_id=learner, saved__practice_key=key))


def _has(learner: uuid.UUID | None, key: uuid.UUID) -> bool:
    return learner is not None and SavedPractice.objects.filter(learner_id=learner, practice_key=key).exists()


def _way_back(request: HttpRequest) -> str:
    return _safe(request, request.POST.get("next", ""))


def _safe(request: HttpRequest, url: str) -> str:
    """Return an address of this site's own; empty for any other."""
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, {request.get_host()}) else ""
