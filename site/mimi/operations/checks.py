"""Checks at start-up for what is easy to forget and hard to notice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 (Django's own name)
from django.core.files.storage import InvalidStorageError

from mimi.operations.storage import HashedStaticStorage

PAGE_CACHE = "mimi.pages.cache.middleware.PageCacheMiddleware"


@register("middleware")
def page_cache_comes_first(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A middleware before the page cache would run for every cached page, and could make it personal."""
    if settings.MIDDLEWARE and settings.MIDDLEWARE[0] == PAGE_CACHE:
        return []
    return [Error(f"{PAGE_CACHE} must be the first entry of MIDDLEWARE.", id="operations.E001")]


@register("static")
def static_files_are_collected(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without the manifest of hashed names every page would fail."""
    try:
        collected = not isinstance(staticfiles_storage, HashedStaticStorage) or staticfiles_storage.hashed_files
    except (InvalidStorageError, ValueError):
        collected = False
    if collected:
        return []
    return [
        Warning(
            "The static files are not collected yet, so every page would fail.",
            hint="Run `make static`.",
            id="operations.W001",
        )
    ]
