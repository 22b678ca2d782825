"""Visiting public pages, and asking the page cache what it still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, TestCase
from wagtail.models import Page

from mimi.pages.cache import fragments, middleware
from mimi.pages.cache.stamps import view
from mimi.pages.links import page_address
from tests.factories import SiteTree


def address(page: Page) -> str:
    """Return the address of a page as a visitor types it."""
    return page_address(page.locale.language_code, page.url_path)


def public_pages(tree: SiteTree, language: str = "en") -> dict[str, Page]:
    """Return the public pages of a tree in a language, by short names: home, about, course, module-1, lesson-1-1, …"""
    pages: dict[str, Page] = {
        "home": tree.home[language],
        "about": tree.about[language],
        "course": tree.course[language],
        "practices": tree.library[language],
    }
    for n, module in enumerate(tree.modules[language], start=1):
        pages[f"module-{n}"] = module
    per_module = len(tree.lessons[language]) // len(tree.modules[language])
    for n, lesson in enumerate(tree.lessons[language]):
        pages[f"lesson-{n // per_module + 1}-{n % per_module + 1}"] = lesson
    for n, practice in enumerate(tree.practices[language], start=1):
        pages[f"practice-{n}"] = practice
    return pages


def visit(url: str, client: Client | None = None, **headers: str) -> Any:
    """Ask for an address; header names are given as `accept_encoding`."""
    return (client or Client()).get(url, headers={name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def committed() -> Iterator[None]:
    """Do what waits for the end of a transaction, as it is done outside of tests."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def change(do: Callable[[], Any]) -> None:
    """Change something as an editor does, and let this worker look for what has changed."""
    with committed(), transaction.atomic():
        do()
    view.refresh(now=True)


def publish(page: Page, **fields: Any) -> None:
    """Change fields of a page and publish it."""
    fresh = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    change(lambda: fresh.save_revision().publish())


def forget() -> None:
    """Empty all caches, as a restart of everything does."""
    for cache in caches.all():
        cache.clear()
    fragments.memory.clear()
    middleware.pages.clear()
    middleware.apart.clear()
    view.forget()


def warm(pages: dict[str, Page]) -> None:
    """Visit all pages, so that the cache holds them."""
    for page in pages.values():
        assert visit(address(page)).status_code == 200


def is_kept(url: str, query: str = "") -> bool:
    """Say whether the cache holds what an address shows, and holds it for true."""
    return middleware.pages.get(("", False, url, query)) is not None


def stale(pages: dict[str, Page]) -> set[str]:
    """Return the names of the pages that would be rendered anew."""
    return {name for name, page in pages.items() if not is_kept(address(page))}


def text_of(response: HttpResponse) -> str:
    """Return the text of a response that isn't compressed."""
    return response.content.decode()
