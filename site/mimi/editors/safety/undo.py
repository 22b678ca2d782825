"""Undoing a publish: what was live before is live again, or nothing where nothing was.

What was live before is published anew, as a version of its own, so that everything that a publish does is done, and an
undo can be undone. A draft that somebody had begun in the meantime stays the draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from mimi.editors.safety.signals import publish_undone
from mimi.pages.gates import open_gates

UNDO = "editors.undo_publish"
PUBLISHES = ("wagtail.publish", "wagtail.publish.scheduled")
UNPUBLISHES = ("wagtail.unpublish", "wagtail.unpublish.scheduled")


class CannotUndoError(Exception):
    """There is nothing to go back to."""


class PublishedSinceError(Exception):
    """The page was published again since; `entry` is the log's entry of it, if there is one."""

    def __init__(self, entry: PageLogEntry | None) -> None:
        super().__init__()
        self.entry = entry


@dataclass(frozen=True)
class LastPublish:
    """The publish that made what is live now, and the revision that was live before, None where nothing was."""

    entry: PageLogEntry
    revision_number: int
    before: Revision | None


def last_publish(page: Page) -> LastPublish | None:
    """Return the publish that can be undone, or None: the page isn't live, or what was live before is gone."""
    if not page.live or not page.live_revision_id or page.alias_of_id:
        return None
    known = PageLogEntry.objects.filter(page=page.pk, action__in=(*PUBLISHES, *UNPUBLISHES))
    entries = list(known.select_related("user", "revision").order_by("-timestamp", "-pk")[:2])
    if not entries or entries[0].action not in PUBLISHES or entries[0].revision_id != page.live_revision_id:
        return None
    if len(entries) == 1:
        # Nothing in the log before it: either it was the first, or the page is older than the log.
        is_first = page.first_published_at == page.last_published_at
        return LastPublish(entries[0], page.live_revision_id, None) if is_first else None
    if entries[1].action in UNPUBLISHES:
        return LastPublish(entries[0], page.live_revision_id, None)
    if entries[1].revision is None:
        return None
    return LastPublish(entries[0], page.live_revision_id, entries[1].revision)


def may_undo(page: Page, user: Any) -> bool:
    """Say whether somebody may undo a publish of a page."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_publish() and not rights.page_locked())


def undo(page_id: int, revision_number: int, user: Any) -> LastPublish:
    """Undo the publish that made this revision live, and return what was done.

    Raises:
        PublishedSinceError: another revision is live by now; nothing is changed.
        CannotUndoError: there is nothing to go back to.
    """
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=page_id).specific
        found = last_publish(page)
        if page.live_revision_id != revision_number:
            raise PublishedSinceError(found.entry if found else None)
        if found is None:
            raise CannotUndoError
        published_at = page.last_published_at
        if found.before is None:
            page.unpublish(user=user)
        else:
            # It was live before: what would be asked of it today doesn't keep it from being so again.
            with open_gates():
                _go_back(page, found.before, user)
        page = Page.objects.get(pk=page_id).specific
        log(instance=page, action=UNDO, user=user, revision=page.live_revision)
        publish_undone.send(
            sender=type(page), instance=page, revision_number=revision_number, published_at=published_at
        )
    return found


def _go_back(page: Any, before: Revision, user: Any) -> None:
    draft = page.latest_revision if page.latest_revision_id != page.live_revision_id else None
    former = before.as_object()
    former.go_live_at, former.expire_at = None, page.expire_at
    if not Page._slug_is_available(former.slug, page.get_parent(), page):
        former.slug = page.slug
    version = former.save_revision(user=user, previous_revision=before, log_action="wagtail.revert", clean=False)
    version.publish(user=user, previous_revision=before)
    if draft is not None:
        draft.as_object().save_revision(user=draft.user, clean=False)
