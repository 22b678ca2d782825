"""What a publish means to those who have learned from the page before; connected when the app is ready."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail_localize.models import Translation

from courses.changes.digests import changed_blocks
from courses.changes.editing import Weight
from courses.changes.models import ChangeInLanguage, MajorChange, PublishedContent
from courses.changes.pages import ChangeAnnounced
from mimi.editors.safety.signals import publish_undone
from mimi.pages.cache.stamps import raise_tags


def on_page_published(instance: Page, revision: Revision | None = None, **kwargs: Any) -> None:
    """Note a major change, or that one takes effect in another language.

    Wagtail sends this, too, of a page that isn't live yet and only has a date.
    """
    page = instance.specific
    if not isinstance(page, ChangeAnnounced) or not page.live or page.alias_of_id:
        return
    with transaction.atomic():
        if page.in_source_language:
            effective = _publish_source(page, revision.pk if revision else 0)
        else:
            effective = _publish_translation(page, revision)
        if effective:
            raise_tags(f"changes:{page.locale.language_code}")


def _publish_source(page: Any, number: int) -> bool:
    """Note what is live now, and the change where it is a major one; return whether it is."""
    before = page.published_content().select_for_update().first()
    digests = page.digests()
    is_major = before and page.change_weight == Weight.MAJOR and page.change_base == before.revision_number
    if is_major:
        latest = MajorChange.objects.filter(page_key=page.translation_key).aggregate(edition=Max("edition"))
        change, _made = MajorChange.objects.get_or_create(
            revision_number=number,
            defaults={
                "page_key": page.translation_key,
                "edition": (latest["edition"] or 0) + 1,
                "blocks": changed_blocks(before.digests, digests),
            },
        )
        _take_effect(page, [change], page.change_note)
    PublishedContent.objects.update_or_create(
        page_key=page.translation_key, defaults={"revision_number": number, "digests": digests}
    )
    return bool(is_major)


def _publish_translation(page: Any, revision: Revision | None) -> bool:
    """Let the changes that the page now holds take effect in its language; return whether there are any.

    A translation that wagtail-localize manages holds what its source was when the revision was made; another one is
    published by somebody who knows what she does.
    """
    changes = page.waiting_changes()
    if not changes.exists():
        return False
    managed = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).select_related("source")
    translation = managed.first()
    if translation is not None:
        held = translation.source.last_updated_at
        changes = changes.filter(made_at__lte=min(held, revision.created_at) if revision else held)
    note = page.change_note if translation is not None or page.has_fresh_choice() else ""
    return _take_effect(page, list(changes), note)


def _take_effect(page: Any, changes: list[MajorChange], note: str) -> bool:
    """Note that changes hold in a page's language since its publish; the note tells of the last of them."""
    language = page.locale.language_code
    rows = [ChangeInLanguage(change=change, language=language, since=page.last_published_at) for change in changes]
    if rows:
        rows[-1].note = note
    ChangeInLanguage.objects.bulk_create(rows, ignore_conflicts=True)
    return bool(rows)


def on_publish_undone(instance: Page, revision_number: int, published_at: Any, **kwargs: Any) -> None:
    """Tell nobody any more of a change whose publish was undone.

    A change that has taken effect in another language, too, is still told there.
    """
    page = instance.specific
    if not isinstance(page, ChangeAnnounced):
        return
    language = page.locale.language_code
    with transaction.atomic():
        taken = ChangeInLanguage.objects.filter(change__page_key=page.translation_key, language=language)
        if page.in_source_language:
            taken.filter(change__revision_number=revision_number).delete()
            undone = MajorChange.objects.filter(page_key=page.translation_key, revision_number=revision_number)
            undone.filter(languages__isnull=True).delete()
        else:
            # Also what going back has let take effect: the words are those from before it.
            taken.filter(since__gte=published_at).delete()
        raise_tags(f"changes:{language}")


def connect() -> None:
    """Connect the above."""
    page_published.connect(on_page_published)
    publish_undone.connect(on_publish_undone)
