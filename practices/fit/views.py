"""Addresses of the few questions: the same for everybody, and for those who keep their answers in an account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from mimi.pages.cache.tags import collecting
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from mimi.people import learners
from mimi.people.limits import limited
from mimi.people.notes.answers import as_json, wants_json
from mimi.people.origin import same_origin_required
from practices.browsing import FIT, SORT
from practices.facets import query_string
from practices.fit import record
from practices.fit.profile import QUESTIONS, Profile, read_code, read_form
from practices.fit.words import questions
from practices.library import library_link, vocabulary_names

SHOW = "show"


@require_safe
def fit_questions(request: HttpRequest) -> HttpResponse:
    """Ask; answers that come in lead to the library, under the one address that they have.

    The page is the same for everybody. `fit` in the address fills the answers in.
    """
    language = current_language()
    with collecting() as tags:
        names = vocabulary_names(language)
        if SHOW in request.GET or set(request.GET) & set(QUESTIONS):
            return HttpResponseRedirect(in_library(read_form(request.GET, names), language))
        profile = read_code(request.GET.get(FIT, ""), names)
        response = _show(request, profile, language, action=reverse("fit"), own=False)
    exact = not request.GET or (set(request.GET) == {FIT} and request.GET.getlist(FIT) == [profile.code])
    return for_everybody(response, tags if exact else None)


@same_origin_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
@limited("stars")
def own_fit(request: HttpRequest) -> HttpResponse:
    """Ask somebody with an account, and keep her answers there; anybody else is asked by the public page."""
    language = current_language()
    names = vocabulary_names(language)
    signed_in = request.user.is_authenticated
    if request.method == "POST":
        profile = read_form(request.POST, names)
        if signed_in:
            record.keep(learners.ensure_learner(request), profile)
        if wants_json(request):
            return as_json({"kept": signed_in})
        return HttpResponseRedirect(in_library(profile, language))
    if not signed_in:
        return HttpResponseRedirect(reverse("fit"))
    profile = record.kept(learners.learner_id(request))
    return _show(request, profile, language, action=reverse("own_fit"), own=True)


def in_library(profile: Profile, language: str) -> str:
    """Return the address of the library in the order of what fits; of the questions, where there is no library."""
    url = library_link(language).get("url")
    if not url:
        return reverse("fit")
    return url + (query_string({}, **{SORT: "fit", FIT: profile.code}) if profile else "")


def _show(request: HttpRequest, profile: Profile, language: str, *, action: str, own: bool) -> HttpResponse:
    context: dict[str, Any] = {
        "questions": questions(profile, vocabulary_names(language)),
        "profile": profile.code,
        "action": action,
        "own": own,
        "library": library_link(language),
    }
    return render(request, "practices/fit/questions.html", context)
