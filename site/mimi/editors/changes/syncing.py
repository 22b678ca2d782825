"""Follows the English: when it is published, each language is told what has changed in it.

wagtail-localize would wait until somebody asks it to synchronise. What is live in other languages stays as it is.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_save
from wagtail.models import Page
from wagtail.signals import published
from wagtail_localize.models import TranslationSource

from mimi.editors.changes.offering import offer_everywhere
from mimi.editors.changes.wording import remember
from mimi.editors.status.sources import refresh
from mimi.pages.gates import gates_are_open
from mimi.pages.links import SOURCE_LANGUAGE


def before_source_is_saved(instance: TranslationSource, **kwargs: Any) -> None:
    """Keep the order of the texts as long as it is known: they are cut out anew right after this."""
    if instance.pk is not None:
        remember(instance)


def on_published(instance: Any, **kwargs: Any) -> None:
    """Synchronise the translations with an English page that has just been published."""
    if not isinstance(instance, Page) or not instance.live or instance.locale.language_code != SOURCE_LANGUAGE:
        return
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is None:
        return
    # `mimi.editors.status.signals` has renewed the source right before. What is loaded comes with its translations.
    if not gates_are_open():
        offer_everywhere(source)


def follow_draft(page: Any) -> TranslationSource:
    """Let translators work from a version of an English page that isn't live yet."""
    if not refresh(page):
        TranslationSource.update_or_create_from_instance(page)
    source = TranslationSource.objects.get_for_instance(page)
    offer_everywhere(source)
    return source


def connect() -> None:
    """Connect the above. `published` comes after `page_published`, by which others note what has changed."""
    pre_save.connect(before_source_is_saved, sender=TranslationSource)
    published.connect(on_published)
