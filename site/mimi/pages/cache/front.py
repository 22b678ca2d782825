"""Answering from this worker's memory before Django makes a request of what came in.

It says what `PageCacheMiddleware` would say of a page that the worker keeps, and leaves all else to the site: the first
visit, anything but a GET, and the look for new stamps, which needs the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info

from mimi.pages.cache import middleware

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

STATUS = {status: f"{status.value} {status.phrase}" for status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)}


def before(site: Application) -> Application:
    """Return the application with its page cache in front; as it is where other middleware stands before the cache."""
    name = f"{middleware.PageCacheMiddleware.__module__}.{middleware.PageCacheMiddleware.__qualname__}"
    if settings.MIDDLEWARE[0] != name:
        return site

    def front(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not middleware.view.is_fresh() or not settings.KEEP_RENDERED:
            return site(environ, start_response)
        path = environ["PATH_INFO"]
        if not path.isascii():
            path = get_path_info(environ)
        entry = middleware.remembered(middleware.page_key(environ, path, secure=_is_secure(environ)))
        if entry is None:
            return site(environ, start_response)
        answer = entry.value.answer(environ.get("HTTP_ACCEPT_ENCODING", ""), environ.get("HTTP_IF_NONE_MATCH", ""))
        # Some servers add to the list that they are given.
        start_response(STATUS[HTTPStatus(answer.status)], answer.headers.copy())
        return [answer.body]

    return front


def _is_secure(environ: Environ) -> bool:
    """Say what `HttpRequest.is_secure` would."""
    trusted = settings.SECURE_PROXY_SSL_HEADER
    if trusted and (said := environ.get(trusted[0])) is not None:
        return bool(said.split(",", 1)[0].strip() == trusted[1])
    return bool(environ.get("wsgi.url_scheme") == "https")
