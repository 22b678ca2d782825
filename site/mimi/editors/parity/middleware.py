"""Turns a publish that the gate refused, wherever in the admin it was asked for, into a message to its editor."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from mimi.editors.parity.places import edit_url
from mimi.editors.parity.telling import tell_not_ready
from mimi.pages.gates import NotReadyError


class NotReadyMiddleware:
    """By now, what belonged to one transaction with the publish has been taken back; the draft is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say what keeps the page back, where it is edited."""
        if not isinstance(exception, NotReadyError):
            return None
        tell_not_ready(request, exception.page, exception.reasons)
        return HttpResponseRedirect(edit_url(exception.page.pk))
