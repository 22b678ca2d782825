"""Listens for what is published, taken back or kept for some; connected when the app is ready."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from mimi.search import indexing


def on_page_published(instance: Page, **kwargs: Any) -> None:
    """A page was published."""
    indexing.page_changed(instance)


def on_page_saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A page was made live without a publish, as in a command."""
    if created and not raw and issubclass(sender, Page) and sender is not Page and instance.live:
        indexing.page_changed(instance)


def on_page_unpublished(instance: Page, **kwargs: Any) -> None:
    """A page was taken offline, or is about to be deleted."""
    indexing.page_gone(instance.pk)


def on_page_moved(instance: Page, **kwargs: Any) -> None:
    """A page stands elsewhere now, perhaps below one that only some may see."""
    indexing.pages_below_changed(instance)


def on_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page or an entry is gone."""
    if sender is Page:
        indexing.page_gone(instance.pk)
    else:
        indexing.entry_gone(instance)


def on_entry_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An entry was saved."""
    if not raw:
        indexing.entry_changed(instance)


def on_restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Somebody changed who may see a page, and with it those below and its aliases."""
    indexing.pages_below_changed(instance.page)


def connect() -> None:
    """Connect all of the above."""
    page_published.connect(on_page_published)
    page_unpublished.connect(on_page_unpublished)
    post_page_move.connect(on_page_moved)
    post_save.connect(on_page_saved)
    post_save.connect(on_entry_saved)
    post_delete.connect(on_deleted)
    for signal in (post_save, post_delete):
        signal.connect(on_restriction_changed, sender=PageViewRestriction)
