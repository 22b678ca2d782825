"""Middleware that empties every cache before each request, to measure a page that nobody has asked for yet.

What a worker knows of publishes (`mimi.pages.cache.stamps`) holds nothing of a page; it looks for new ones every second
as always.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from mimi.pages.cache import fragments, middleware


class ForgetEverything:
    """Stands before all other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fragments.memory.clear()
        middleware.pages.clear()
        caches["default"].clear()
        return self.get_response(request)
