"""What safety adds to Wagtail's admin: undo, the bin, and words for the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from mimi.editors.safety import bin as deleted
from mimi.editors.safety import bin_views, undo_views
from mimi.editors.safety.undo import UNDO
from mimi.pages.visibility import in_bin


@hooks.register("register_admin_urls")
def register_safety_urls() -> list[URLPattern]:
    """Give undo and the bin their addresses."""
    return [*undo_views.urls(), *bin_views.urls()]


@hooks.register("register_log_actions")
def register_steps(actions: LogActionRegistry) -> None:
    """Give what is done here its words in the log."""
    actions.register_action(UNDO, _("Undo a publish"), _("Publish undone"))
    actions.register_action(
        deleted.DELETE, _("Delete a page, to be kept for a while"), _("Deleted; can be brought back")
    )
    actions.register_action(deleted.RESTORE, _("Bring back a deleted page"), _("Brought back"))


# --- Undo ------------------------------------------------------------------------------------------------------------


@hooks.register("after_publish_page")
def offer_undo(request: HttpRequest, page: Page) -> None:
    """Say after a publish that it can be undone."""
    undo_views.offer(request, page)


@hooks.register("register_page_header_buttons")
def undo_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Offer undo at the page's form and in its history."""
    publish = None if page.is_root() else undo_views.offered(page, user)
    if publish is not None:
        attributes = undo_views.button_attributes(undo_views.undo_url(page, publish))
        yield Button(undo_views.label(publish), icon_name="undo", priority=65, attrs=attributes)


@hooks.register("editors_translation_panels", order=20)
def undo_in_translation_editor(request: HttpRequest, page: Page, translation: Any) -> str:
    """Offer undo above the translation editor, whose own message after a publish has no place for it."""
    return undo_views.undo_panel(request, page)


# --- The bin ---------------------------------------------------------------------------------------------------------


@hooks.register("construct_translated_pages_to_cascade_actions")
def take_translations_along(pages: list[Page], action: str) -> dict[Page, list[Page]] | None:
    """Let Wagtail's question before a deletion say how many translations go with a page."""
    if action != "delete":
        return None
    return {page: deleted.goes_with(page)[1:] for page in pages}


@hooks.register("before_delete_page")
def keep_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Put a page into the bin in the place of deleting it."""
    if request.method != "POST" or not type_to_delete_confirmation(request):
        return None
    parent = page.get_parent()
    if not _keep(request, [page]):
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return HttpResponseRedirect(
        get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[parent.pk])
    )


@hooks.register("before_bulk_action")
def keep_pages(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Do the same with many at once."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type != "delete" or not pages:
        return None
    _keep(request, pages)
    return HttpResponseRedirect(action.next_url)


def _keep(request: HttpRequest, pages: list[Page]) -> bool:
    """Put pages into the bin, and say so; return whether all of them went."""
    gone = []
    for page in pages:
        # It may have gone with one before it.
        fresh = Page.objects.filter(pk=page.pk).exclude(in_bin()).first()
        if fresh is None:
            continue
        names = {"page": fresh.get_admin_display_title()}
        try:
            if not deleted.may_delete(fresh, request.user):
                told = gettext("“%(page)s” has translations that you may not delete. Ask a publisher.")
                messages.error(request, told % names)
                return False
            gone.append(deleted.delete(fresh, request.user))
        except deleted.HomeOfSiteError:
            messages.error(request, gettext("“%(page)s” is the front page of the site and can’t be deleted.") % names)
            return False
    if gone:
        messages.success(request, _kept(gone), extra_tags="safe")
    return True


def _kept(gone: list[Any]) -> str:
    told = ngettext(
        "“%(title)s” was deleted. It can be brought back for %(days)d days.",
        "%(count)d pages were deleted. They can be brought back for %(days)d days.",
        len(gone),
    ) % {"title": gone[0].title, "count": len(gone), "days": settings.KEEP_DELETED_DAYS}
    return format_html('{} <a href="{}">{}</a>', told, reverse(bin_views.LIST), gettext("See deleted pages"))


@hooks.register("construct_explorer_page_queryset")
@hooks.register("construct_page_chooser_queryset")
def hide_deleted(*args: Any) -> Any:
    """Show no deleted page where pages are browsed or chosen."""
    pages = next(arg for arg in args if hasattr(arg, "exclude"))
    return pages.exclude(in_bin())


class BinMenuItem(MenuItem):
    """The way to deleted pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether somebody may see them."""
        return bin_views.may_open(request.user)


@hooks.register("register_admin_menu_item")
def register_bin() -> MenuItem:
    """Put deleted pages into the menu."""
    # In some languages the menu has room for one word only.
    label = pgettext_lazy("in the menu", "Deleted pages")
    return BinMenuItem(label, reverse(bin_views.LIST), name="deleted-pages", icon_name="bin", order=900)
