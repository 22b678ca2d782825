"""The public pages on which anybody checks a certificate: no more than the paper shows, and kept nowhere."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from courses.certificates.codes import read_code, written
from courses.certificates.showing import find
from mimi.pages.links import current_language
from mimi.people.limits import count_address, limited

# Longer is nobody's code.
LONGEST_TYPED = 100


@require_safe
@cache_control(private=True, no_store=True)
def certificate_check(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and lead to its page."""
    typed = request.GET.get("code", "").strip()[:LONGEST_TYPED]
    if not typed:
        return _unfollowed(render(request, "courses/certificates/check.html", {"typed": "", "unknown": False}))
    code = read_code(typed)
    if not code:
        return _unknown(request, typed)
    return HttpResponseRedirect(reverse("certificate", args=[written(code)]))


@require_safe
@cache_control(private=True, no_store=True)
@limited("guesses")
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the certificate with a code holds, and what it says.

    What is no code, no longer one or never was one is answered in the same way.
    """
    shown = find(read_code(code), current_language())
    if shown is None:
        count_address(request, "guesses")
        return _unknown(request, code[:LONGEST_TYPED])
    return _unfollowed(render(request, "courses/certificates/certificate.html", {"shown": shown}))


def _unknown(request: HttpRequest, typed: str) -> HttpResponse:
    context = {"typed": typed, "unknown": True}
    return _unfollowed(render(request, "courses/certificates/check.html", context, status=HTTPStatus.NOT_FOUND))


def _unfollowed(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines, and its address out of what the next site is told."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
