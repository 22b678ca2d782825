"""Listens for English that is published. A draft changes nothing for translators."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import DraftStateMixin, Page, TranslatableMixin
from wagtail.signals import page_published, published

from mimi.editors.status.sources import refresh
from mimi.pages.links import SOURCE_LANGUAGE


@receiver(page_published)
def on_page_published(instance: Page, **kwargs: Any) -> None:
    """An English page was published. Wagtail sends this, too, of a page that only has a date."""
    page = instance.specific
    if page.live and page.alias_of_id is None and page.locale.language_code == SOURCE_LANGUAGE:
        refresh(page)


@receiver(published)
def on_snippet_published(sender: type, instance: Any, **kwargs: Any) -> None:
    """An English snippet that has drafts was published."""
    if isinstance(instance, TranslatableMixin) and not isinstance(instance, Page) and instance.live:
        _snippet_changed(instance)


@receiver(post_save)
def on_snippet_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An English snippet was saved, which publishes it where it has no drafts."""
    if raw or not isinstance(instance, TranslatableMixin) or isinstance(instance, Page | DraftStateMixin):
        return
    if hasattr(sender, "snippet_viewset"):
        _snippet_changed(instance)


def _snippet_changed(instance: Any) -> None:
    if instance.locale.language_code == SOURCE_LANGUAGE:
        refresh(instance)
