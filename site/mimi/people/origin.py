"""Where a form comes from, told without a token in it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def same_origin_required(view: View) -> View:
    """Refuse a form that was sent from another site, without a token in the form.

    Public pages are the same for everybody and hold no token. The browser's own headers tell where a form
    came from (Fetch Metadata, `Sec-Fetch-Site`; RFC 6454, `Origin`), and the cookies concerned are
    SameSite=Lax, so another site's form carries none of them.
    """

    @csrf_exempt
    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin")
        own = f"{request.scheme}://{request.get_host()}"
        if site not in (None, "same-origin") or origin not in (None, own, settings.SITE_URL):
            return render(request, "403_csrf.html", status=403)
        return view(request, *args, **kwargs)

    return checked


def from_outbox(request: HttpRequest) -> bool:
    """Say whether a script sent this that keeps what it sends until it is acknowledged (`outbox.js`)."""
    return request.headers.get("X-Requested-With") == "outbox"
