"""Deleting pages so that they can be brought back.

Nothing is taken apart: the pages are taken offline and moved to a place that no site reaches, with their ids, their
translation keys, revisions and translations. Bringing them back moves them to where they stood and makes live what was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Revision, Site, WorkflowState
from wagtail.signals import page_unpublished

from mimi.editors.roles.pages import PageRights, in_source_language
from mimi.editors.safety.models import Bin, DeletedPage, Deletion
from mimi.pages.cache import invalidation
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.visibility import BIN_SLUG, in_bin, is_in_bin

DELETE, RESTORE = "editors.delete", "editors.restore"


class PlaceGoneError(Exception):
    """A page can't go back to where it stood; `languages` are those in which its place is gone."""

    def __init__(self, languages: list[str]) -> None:
        super().__init__(", ".join(languages))
        self.languages = languages


class HomeOfSiteError(Exception):
    """The page is a site's root: without it nothing would answer."""


def goes_with(page: Page) -> list[Page]:
    """Return a page, and if it is the English one its translations: they are nothing without it."""
    if not in_source_language(page):
        return [page]
    translations = page.get_translations().exclude(in_bin()).select_related("locale").order_by("locale__language_code")
    return [page, *translations]


def may_delete(page: Page, user: Any) -> bool:
    """Say whether somebody may delete a page with all that goes with it."""
    return all(one.permissions_for_user(user).can_delete() for one in goes_with(page))


def delete(page: Page, user: Any) -> Deletion:
    """Delete a page, so that it can be brought back.

    Raises:
        HomeOfSiteError: it is a site's root.
    """
    with transaction.atomic():
        bin_page = _bin()
        pages = [one.specific for one in goes_with(page)]
        if Site.objects.filter(root_page__in=[one.pk for one in pages]).exists():
            raise HomeOfSiteError
        deletion = Deletion.objects.create(title=page.get_admin_display_title(), deleted_by=user)
        for one in pages:
            _put_away(one, deletion, bin_page, user)
    return deletion


def _put_away(page: Any, deletion: Deletion, bin_page: Bin, user: Any) -> None:
    below = list(page.get_descendants(inclusive=True).specific())
    live = [one for one in below if one.live]
    DeletedPage.objects.create(
        deletion=deletion,
        page_id=page.pk,
        language=page.locale.language_code,
        parent_id=page.get_parent().pk,
        before_id=getattr(page.get_next_siblings().first(), "pk", None),
        slug=page.slug,
        live=[one.pk for one in live],
    )
    _stop(below, user)
    # Only this one field: all else of them stays as it is.
    Page.objects.filter(pk__in=[one.pk for one in live]).update(live=False)
    for one in live:
        one.live = False
        page_unpublished.send(sender=type(one), instance=one)
    log(instance=page, action=DELETE, user=user)
    # Two deleted pages may have had one slug.
    Page.objects.filter(pk=page.pk).update(slug=f"{page.pk}-{deletion.pk}")
    _move(Page.objects.get(pk=page.pk).specific, Bin.objects.get(pk=bin_page.pk), "last-child", user)


def _stop(pages: list[Any], user: Any) -> None:
    """Stop what would go on with deleted pages: reviews, and publishes that are scheduled."""
    ids = [str(page.pk) for page in pages]
    kind = pages[0].get_base_content_type()
    for state in WorkflowState.objects.active().filter(base_content_type=kind, object_id__in=ids):
        state.cancel(user=user)
    scheduled = Revision.objects.filter(base_content_type=kind, object_id__in=ids, approved_go_live_at__isnull=False)
    scheduled.update(approved_go_live_at=None)


def _move(page: Any, target: Page, pos: str, user: Any) -> None:
    # Who may was asked before: into the bin, and out of it, nobody may move anything otherwise.
    MovePageAction(page, target, pos=pos, user=user).execute(skip_permission_checks=True)


def _bin() -> Bin:
    """Return where deleted pages stand, made when it is first needed."""
    root = Page.objects.select_for_update().get(pk=Page.get_first_root_node().pk)
    found = Bin.objects.first()
    if found is None:
        found = Bin(title="Deleted pages", slug=BIN_SLUG, live=False, locale=_source_locale())
        root.add_child(instance=found)
    return found


def _source_locale() -> Locale:
    return Locale.objects.get_or_create(language_code=SOURCE_LANGUAGE)[0]


# --- Bringing back ---------------------------------------------------------------------------------------------------


def places(deletion: Deletion, parent: Page | None = None) -> dict[int, Page | None]:
    """Return below which page each deleted page would come, by its id; None where there is no such page.

    With `parent`, a page of any language, it is that one or its translation, else where the page stood.
    """
    rows = list(deletion.pages.all())
    if parent is None:
        return former_places([deletion])[deletion.pk]
    translations = Page.objects.filter(translation_key=parent.translation_key).exclude(in_bin())
    by_language = {page.locale.language_code: page for page in translations.select_related("locale")}
    return {row.page_id: by_language.get(row.language) for row in rows}


def former_places(deletions: Iterable[Deletion]) -> dict[int, dict[int, Page | None]]:
    """Return the same for many deletions at once, by their ids, of where the pages stood."""
    rows = {deletion.pk: list(deletion.pages.all()) for deletion in deletions}
    wanted = [row.parent_id for several in rows.values() for row in several]
    found = Page.objects.filter(pk__in=wanted).exclude(in_bin()).in_bulk()
    return {pk: {row.page_id: found.get(row.parent_id) for row in several} for pk, several in rows.items()}


def may_restore(deletion: Deletion, user: Any, found: Iterable[Page | None]) -> bool:
    """Say whether somebody may bring pages back: who publishes there, or who has deleted drafts of her own."""
    drafts_of_hers = deletion.deleted_by_id == user.pk and not any(row.live for row in deletion.pages.all())
    wanted = {"publish"} | ({"add"} if drafts_of_hers else set())
    return bool(user.is_active) and all(
        user.is_superuser or bool(wanted & PageRights(user, page).permissions) for page in found if page is not None
    )


def restore(deletion: Deletion, user: Any, parent: Page | None = None) -> list[Page]:
    """Bring deleted pages back to where they stood, or below another page and its translations; return them.

    Raises:
        PlaceGoneError: there is no such place in some language; nothing is changed.
    """
    with transaction.atomic():
        found = places(deletion, parent)
        rows = list(deletion.pages.select_related("page"))
        if missing := [row.language for row in rows if found[row.page_id] is None]:
            raise PlaceGoneError(missing)
        pages = [_bring_back(row, found[row.page_id], user) for row in rows]
        deletion.delete()
    return pages


def _bring_back(row: DeletedPage, parent: Any, user: Any) -> Page:
    page = Page.objects.get(pk=row.page_id).specific
    # Looked up anew: another language's page may have shifted it.
    parent = Page.objects.get(pk=parent.pk)
    slug = find_available_slug(parent, row.slug, ignore_page_id=page.pk)
    Page.objects.filter(pk=page.pk).update(slug=slug)
    page.slug = slug
    before = parent.get_children().filter(pk=row.before_id).first() if row.before_id else None
    _move(page, before or parent, "left" if before else "last-child", user)
    Page.objects.filter(pk__in=row.live).update(live=True)
    back = Page.objects.get(pk=row.page_id)
    for one in back.get_descendants(inclusive=True).filter(live=True).specific():
        invalidation.page_published(one)
        _found_again(one)
    log(instance=back.specific, action=RESTORE, user=user)
    return back


def _found_again(page: Any) -> None:
    from mimi.search import indexing

    indexing.page_changed(page)


# --- Cleaning --------------------------------------------------------------------------------------------------------


def empty(now: datetime | None = None) -> int:
    """Delete for good what was deleted long enough ago; return how many deletions that were."""
    before = (now or timezone.now()) - timedelta(days=settings.KEEP_DELETED_DAYS)
    due = list(Deletion.objects.filter(deleted_at__lt=before))
    for deletion in due:
        with transaction.atomic():
            for row in deletion.pages.all():
                page = Page.objects.filter(pk=row.page_id).first()
                if page is not None and is_in_bin(page):
                    page.specific.delete()
            deletion.delete()
    return len(due)
