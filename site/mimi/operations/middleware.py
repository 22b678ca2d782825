"""Headers that every answer carries, the way to a language, and a log of requests that failed or took long."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PREFIX = "/cms/"
_log = structlog.get_logger("mimi.requests")


class HeadersMiddleware(CSPMiddleware):
    """Sets Content-Security-Policy, by address: Wagtail's admin has its own. And Permissions-Policy."""

    def __init__(self, get_response: GetResponse) -> None:
        super().__init__(get_response)
        # What nearly all answers carry; it holds no nonce.
        self._usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add both headers, unless a view has set its own."""
        if self.get_policy_parts(request, response) == PolicyParts():
            response.headers.setdefault(HEADER, self._usual)
        else:
            response = super().process_response(request, response)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The admin's policy below its address; the public one, or what a view's decorator says, elsewhere."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path.startswith(ADMIN_PREFIX):
            parts.config = dict(settings.CONTENT_SECURITY_POLICY_FOR_ADMIN)
        return parts


class LanguageMiddleware(LocaleMiddleware):
    """Sends a visitor from an address without a language to the same one in hers, where it can be a page at all."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a missing file, document or API answer the 404 that it is."""
        if response.status_code == 404 and request.path_info.startswith(settings.PATHS_WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class RequestLogMiddleware:
    """Logs a request that failed on our side or took long; all of them when LOG_REQUESTS is set.

    A line holds neither who asked nor what was in the query string.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request and time it."""
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        if response.status_code >= 500 or seconds >= settings.LOG_SLOW_REQUEST_SECONDS:
            say = _log.warning
        elif settings.LOG_REQUESTS:
            say = _log.info
        else:
            return response
        say(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            milliseconds=round(seconds * 1000, 1),
        )
        return response
