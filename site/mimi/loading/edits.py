"""Telling whether an editor has changed what was loaded, also by an earlier version of the site.

Each load notes a digest of what then stood in the fields that it filled. While the digest is the same, nobody has
changed anything. When it differs, the reason may be an upgrade instead: fields and parts of blocks that came since
make another digest of the same words. So:

- A page has been changed when the revision that the loader saved last and the newest one differ, both read with the
  models of today, or when it is no longer live. A revision is made by each save in the admin, and by nothing else.
- A translation has, when its page has, or when a sentence of it was saved in the translator's view after the load.
- A snippet has no revisions. It is compared in the fields that were filled by that load, and in those that the files
  fill only since, which an editor hasn't touched while they are empty. Of a load that didn't note its fields yet,
  the admin's log tells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, ModelLogEntry, Page, Revision
from wagtail_localize.models import StringTranslation

from mimi.loading.fields import content_digest, filled_fields, fingerprint, has_field, is_empty
from mimi.loading.items import Item
from mimi.loading.localize import translation_fingerprint
from mimi.loading.models import LoadedContent


def is_edited(row: LoadedContent, item: Item, instance: Any) -> bool:
    """Say whether an editor has changed a page or snippet in the source language since it was loaded."""
    if row.content_digest == fingerprint(item, instance):
        return False
    if isinstance(instance, Page):
        return _page_is_edited(row, item, instance)
    if not row.fields:
        return _is_logged(row, instance)
    return _fields_are_edited(row, item, instance, lambda names: fingerprint(item, instance, names))


def is_translation_edited(row: LoadedContent, item: Item, source: Any, locale: Locale) -> bool:
    """Say the same of a translation that is there; an editor may have changed it or only its sentences."""
    if row.content_digest == translation_fingerprint(item, source, locale):
        return False
    target = item.model.objects.get(translation_key=item.translation_key, locale=locale)
    if isinstance(target, Page):
        return _page_is_edited(row, item, target) or _sentence_is_edited(row, item, locale)
    if not row.fields:
        return _is_logged(row, target) or _sentence_is_edited(row, item, locale)
    return _fields_are_edited(row, item, target, lambda names: translation_fingerprint(item, source, locale, names))


def _page_is_edited(row: LoadedContent, item: Item, page: Page) -> bool:
    loaded = _loaded_revision(row, page)
    if loaded is None or not page.live:
        return True
    if loaded.pk == page.latest_revision_id:
        return False
    return content_digest(item, loaded.as_object()) != fingerprint(item, page)


def _loaded_revision(row: LoadedContent, page: Page) -> Revision | None:
    """Return the revision that the loader saved last; None where it has been cleared away."""
    if row.revision is not None:
        return page.revisions.filter(pk=row.revision).first()
    # Loaded before the loader noted it: the page was saved, then its row was written.
    return page.revisions.filter(created_at__lte=row.loaded_at).order_by("created_at", "pk").last()


def _sentence_is_edited(row: LoadedContent, item: Item, locale: Locale) -> bool:
    sentences = StringTranslation.objects.filter(locale=locale, context__object_id=item.translation_key)
    return sentences.filter(updated_at__gt=row.loaded_at).exists()


def _fields_are_edited(row: LoadedContent, item: Item, instance: Any, digest: Callable[[list[str]], str]) -> bool:
    before = row.fields.split()
    since = [name for name in filled_fields(item) if name not in before]
    if any(not has_field(instance, name) for name in before):
        # One that is no more can't be compared.
        return _is_logged(row, instance)
    return digest(before) != row.content_digest or not all(is_empty(instance, name) for name in since)


def _is_logged(row: LoadedContent, instance: Any) -> bool:
    entries = ModelLogEntry.objects.for_instance(instance)
    return bool(entries.filter(timestamp__gt=row.loaded_at, content_changed=True).exists())
