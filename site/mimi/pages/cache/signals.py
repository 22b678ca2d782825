"""Listens for changes to what visitors see; connected when the app is ready."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from mimi.pages.cache import invalidation
from mimi.pages.cache.stamps import raise_tags


def on_page_published(instance: Page, **kwargs: Any) -> None:
    """A page was published."""
    invalidation.page_published(instance)


def on_page_saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A page was made live without a publish: an alias, or a copy in a command."""
    if created and not raw and issubclass(sender, Page) and sender is not Page and instance.live:
        invalidation.page_published(instance)


def on_page_unpublished(instance: Page, **kwargs: Any) -> None:
    """A page was taken offline, or is about to be deleted."""
    invalidation.page_unpublished(instance)


def on_slug_changed(instance: Page, **kwargs: Any) -> None:
    """A page has another address, and so has all below it."""
    invalidation.address_changed(instance)


def on_page_moved(instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    """A page stands elsewhere now, or in another order."""
    invalidation.page_moved(instance, parent_page_before)


def on_page_deleted(instance: Any, **kwargs: Any) -> None:
    """A page is gone."""
    if isinstance(instance, Page) and type(instance) is not Page:
        invalidation.page_gone(instance)


def on_snippet_saved(sender: type, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A vocabulary or glossary entry was saved."""
    if _is_snippet(sender):
        raise_tags(*_snippet_tags(instance, everywhere=created))


def on_snippet_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A vocabulary or glossary entry is gone."""
    if _is_snippet(sender):
        raise_tags(*_snippet_tags(instance, everywhere=True))


def _is_snippet(model: type) -> bool:
    from wagtail.snippets.models import get_snippet_models

    return issubclass(model, TranslatableMixin) and model in get_snippet_models()


def _snippet_tags(entry: Any, *, everywhere: bool) -> set[str]:
    """Return the tags of an entry; one that comes or goes shows in other languages too, for want of a translation."""
    languages = dict(settings.LANGUAGES) if everywhere else [entry.locale.language_code]
    label = entry._meta.label_lower
    return {f"{label}:{entry.pk}", *(f"{label}:{language}" for language in languages)}


def on_upload_changed(instance: Any, **kwargs: Any) -> None:
    """A picture or a document was replaced or is gone."""
    raise_tags(f"{instance._meta.label_lower}:{instance.pk}")


def on_restriction_changed(**kwargs: Any) -> None:
    """Somebody changed who may see a page."""
    raise_tags("restrictions")


def connect() -> None:
    """Connect all of the above."""
    page_published.connect(on_page_published)
    page_unpublished.connect(on_page_unpublished)
    page_slug_changed.connect(on_slug_changed)
    post_page_move.connect(on_page_moved)
    post_save.connect(on_page_saved)
    post_delete.connect(on_page_deleted)
    post_save.connect(on_snippet_saved)
    post_delete.connect(on_snippet_deleted)
    for signal in (post_save, post_delete):
        signal.connect(on_restriction_changed, sender=PageViewRestriction)
        signal.connect(on_upload_changed, sender=get_image_model())
        signal.connect(on_upload_changed, sender=get_document_model())
