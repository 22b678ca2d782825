"""A cache of whole public pages that stands before all other middleware.

It answers from the worker's own memory, then from the cache that workers share (the `pages` cache of the
settings), and answers `304` itself. Only responses that a view has given `cache_tags` are kept, and
none that sets a cookie or varies on one. Those with `cache_apart` have a small memory of their own, and aren't shared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from mimi.pages.cache.fragments import Entry, Memory
from mimi.pages.cache.kept import KeptPage
from mimi.pages.cache.stamps import begin_epoch, view

MOST_PAGES = 2000
# What has free text in its address, such as a search: made-up ones push out each other, and no page.
MOST_APART = 200
KEEP_SECONDS = 7 * 24 * 3600
# What is never a page passes by without a look at the database, so that a probe is answered when there is none.
NEVER_PAGES = ("/health/", "/static/", "/media/", "/documents/", "/cms/", "/service-worker.js")
PER_CONNECTION_HEADERS = frozenset({"date", "connection", "content-length", "x-request-id"})

_log = structlog.get_logger("mimi.pages")
pages = Memory(MOST_PAGES)
apart = Memory(MOST_APART)


def page_key(environ: Mapping[str, Any], path: str, *, secure: bool) -> tuple[str, bool, str, str]:
    """Return what a page is kept under: `path` as Django decodes it."""
    return (environ.get("HTTP_HOST", ""), secure, path, environ.get("QUERY_STRING", ""))


def remembered(key: Any) -> Entry[KeptPage] | None:
    """Return what this worker itself keeps under a key."""
    return pages.get(key) or apart.get(key)


class PageCacheMiddleware:
    """Answers for public pages before anything else is done; see the module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or not settings.KEEP_RENDERED:
            return self.get_response(request)
        meta = request.META
        if meta["PATH_INFO"].startswith(NEVER_PAGES):
            return self.get_response(request)
        key = page_key(meta, meta["PATH_INFO"], secure=request.is_secure())
        view.refresh()
        entry = remembered(key) or self._from_shared(key)
        if entry is not None:
            return entry.value.response(request)
        stamp, epoch = view.latest, view.epoch
        response = self.get_response(request)
        tags = getattr(response, "cache_tags", None)
        if tags is None or response.status_code != 200 or _is_personal(response):
            return response
        kept = _keep(response)
        entry = Entry(kept, frozenset(tags), stamp, epoch)
        # First the answer, so that others are given the coding that it was asked for in.
        answer = kept.response(request)
        if getattr(response, "cache_apart", False):
            apart.put(key, entry)
        else:
            pages.put(key, entry)
            _share(key, entry)
        return answer

    def _from_shared(self, key: Any) -> Entry[KeptPage] | None:
        entry = _shared(key)
        if entry is None or entry.epoch != view.epoch:
            return None
        if entry.stamp > view.latest:
            # A worker that has looked later than this one made it, or one that knew a later state of the database.
            view.refresh(now=True)
            if entry.stamp > view.latest:
                begin_epoch(view.epoch)
                view.refresh(now=True)
                return None
        if not view.holds(entry.tags, entry.stamp):
            return None
        pages.put(key, entry)
        return entry


def _shared(key: Any) -> Entry[KeptPage] | None:
    """Return what workers share under a key; nothing where their cache can't be reached, which stops nobody."""
    try:
        entry: Entry[KeptPage] | None = caches["pages"].get(_shared_key(key))
    except Exception as error:  # noqa: BLE001 - each kind of cache fails in its own way
        _log.warning("shared_page_cache_failed", error=str(error))
        return None
    return entry


def _share(key: Any, entry: Entry[KeptPage]) -> None:
    try:
        caches["pages"].set(_shared_key(key), entry, KEEP_SECONDS)
    except Exception as error:  # noqa: BLE001 - each kind fails in its own way
        _log.warning("shared_page_cache_failed", error=str(error))


def _is_personal(response: HttpResponse) -> bool:
    return bool(response.cookies) or "cookie" in response.headers.get("Vary", "").lower()


def _keep(response: HttpResponse) -> KeptPage:
    body = response.content
    headers = tuple(
        (name, value)
        for name, value in response.headers.items()
        if name.lower() not in PER_CONNECTION_HEADERS | {"vary", "etag"}
    )
    return KeptPage(hashlib.sha256(body).hexdigest()[:32], headers, {"": body})


def _shared_key(key: Any) -> str:
    text = "\n".join([settings.RELEASE, view.epoch, *map(str, key)])
    return hashlib.sha256(text.encode()).hexdigest()
