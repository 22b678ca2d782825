"""Limits against abuse: how often somebody may write, how much at once, and an honest answer to who goes beyond.

They are far above what a person does; see `mimi.settings.limits`. Each learner is counted, and each address, which a
whole class may share. The counts stand in the default cache: for all workers together where it is shared, else in each
worker's memory, where as many workers let through as many times as much. Addresses stand there only as digests, and no
longer than the time that is counted. (What django-allauth limits its own forms with keeps the moment of each try in a
list under a lock, and isn't offered to others; the way that it finds the client's address is.)
"""

from __future__ import annotations

import functools
import hmac
import ipaddress
import math
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext
from django.views.decorators.debug import sensitive_variables

from mimi.people import learners
from mimi.settings.limits import Rate

View = Callable[..., HttpResponse]

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
# An address of version 6 belongs to a network of so many bits, within which its owner may choose.
NETWORK_BITS = 64


class LimitReachedError(Exception):
    """Somebody has done something too often, sent too much, or has too many of something.

    The message is a sentence for the reader in her language, `retry_after` in how many seconds she may try again.
    """

    def __init__(self, message: str, *, status: int, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.retry_after = retry_after


def limited(kind: str, *, typed: Sequence[str] = (), largest: int | None = None) -> Callable[[View], View]:
    """Count what is written through a view, and answer honestly where that, or the view itself, reaches a limit.

    It belongs right above the function, below `same_origin_required`. `typed` names the fields whose words are shown
    again, to be sent later; `largest` is how many bytes a form may have. Scripts are answered JSON with `error` and
    `retry_after`, htmx a notice for its form, anyone else a page which sends the same form again.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        @sensitive_variables()
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in SAFE_METHODS:
                    _check_size(request, largest)
                    count(request, kind)
                return view(request, *args, **kwargs)
            except RequestDataTooBig:
                return answer(request, _too_large(settings.DATA_UPLOAD_MAX_MEMORY_SIZE), typed)
            except LimitReachedError as reached:
                return answer(request, reached, typed)

        return checked

    return decorate


def count(request: HttpRequest, kind: str) -> None:
    """Count that somebody does something of a kind; see `settings.LIMITS`.

    Who has no account and no cookie is a new learner with every request, so her address is counted as a beginning too.

    Raises:
        LimitReachedError: she, or her address, has done it too often.
    """
    limit = settings.LIMITS[kind]
    who = _who(request)
    if who:
        _count(kind, "learner", who, limit.learner)
    else:
        count_address(request, "beginnings")
    _count(kind, "address", client_address(request), limit.address)


def count_address(request: HttpRequest, kind: str) -> None:
    """Count what is to be counted by address alone, such as a secret link that leads nowhere.

    Raises:
        LimitReachedError: it was done too often from there.
    """
    _count(kind, "address", client_address(request), settings.LIMITS[kind].address)


def client_address(request: HttpRequest) -> str:
    """Return the address, or the network, that a request comes from; empty where nobody knows.

    What a proxy says of it is believed only with TRUST_PROXY_HEADER, and then only what the nearest one says.
    """
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied, ImproperlyConfigured):
        return ""
    if address.version == 6:
        return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False))
    return str(address)


def _who(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    learner = learners.cookie_learner_id(request)
    return str(learner or "")


def _count(kind: str, per: str, who: str, rate: Rate) -> None:
    now = time.time()
    window = int(now // rate.seconds)
    digest = hmac.digest(_secret(), f"{per} {who}".encode(), "sha256").hex()[:32]
    key = f"limit:{kind}:{digest}:{rate.seconds}:{window}"
    times = _one_more(key)
    if times is None:
        cache.add(key, 0, timeout=rate.seconds)
        times = _one_more(key)
    # Else it was dropped just now, to make room.
    if times is not None and times > rate.amount:
        raise _too_often(math.ceil((window + 1) * rate.seconds - now))


@functools.cache
def _secret() -> bytes:
    """Return what the digests are made with."""
    return salted_hmac("mimi.people.limits", "", algorithm="sha256").digest()


def _one_more(key: str) -> int | None:
    """Raise a count by one and return it; None where there is none yet."""
    try:
        return cache.incr(key)
    except ValueError:
        return None


def _too_often(seconds: int) -> LimitReachedError:
    minutes = max(1, math.ceil(seconds / 60))
    message = ngettext(
        "This was sent more often than one person would. Try again in a minute.",
        "This was sent more often than one person would. Try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": minutes}
    return LimitReachedError(message, status=HTTPStatus.TOO_MANY_REQUESTS, retry_after=max(1, seconds))


def _check_size(request: HttpRequest, largest: int | None) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if largest is not None and length.isdecimal() and int(length) > largest:
        raise _too_large(largest)


def _too_large(most: int) -> LimitReachedError:
    message = gettext("This is too large to be sent: there is room for %(size)s. Shorten it, and send it again.")
    return LimitReachedError(message % {"size": filesizeformat(most)}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@sensitive_variables()
def answer(request: HttpRequest, reached: LimitReachedError, typed: Sequence[str] = ()) -> HttpResponse:
    """Tell somebody that a limit is reached, in the way that she asked; what she has typed isn't lost."""
    htmx = getattr(request, "htmx", False)
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json"):
        told = {"error": reached.message, "retry_after": reached.retry_after}
        response = JsonResponse(told, status=reached.status, json_dumps_params={"ensure_ascii": False})
    elif htmx:
        response = render(request, "people/limit_notice.html", {"reached": reached}, status=reached.status)
        response.headers["HX-Retarget"] = "this"
        response.headers["HX-Reswap"] = "beforeend"
    else:
        context = {"reached": reached, **_kept(request, typed)}
        response = render(request, "people/limit_reached.html", context, status=reached.status)
    if reached.retry_after is not None:
        response.headers["Retry-After"] = str(reached.retry_after)
    patch_cache_control(response, private=True, no_store=True)
    return response


@sensitive_variables()
def _kept(request: HttpRequest, typed: Sequence[str]) -> dict[str, Any]:
    """Return the fields of a form to be sent again: what was typed, and what goes along unseen."""
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except RequestDataTooBig:
        return {}
    return {
        "again": request.method == "POST",
        "typed": [(name, value) for name, value in fields if name in typed and str(value).strip()],
        "unseen": [(name, value) for name, value in fields if name not in (*typed, "csrfmiddlewaretoken")],
    }
