"""Where a publish is undone in one click: the message after it, the page's form, and its history."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from mimi.editors.safety.undo import CannotUndoError, LastPublish, PublishedSinceError, last_publish, may_undo, undo

NAME = "editors_undo_publish"


@require_POST
def undo_publish(request: HttpRequest, page_id: int, revision_number: int) -> HttpResponse:
    """Undo a publish, as long as nothing was published since.

    Raises:
        PermissionDenied: somebody who publishes would have to do it.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_undo(page, request.user):
        raise PermissionDenied
    names = {"page": page.get_admin_display_title()}
    try:
        done = undo(page_id, revision_number, request.user)
    except PublishedSinceError as since:
        messages.error(request, _conflict(since, names))
    except CannotUndoError:
        told = gettext("“%(page)s” can’t be put back: what was live before is no longer kept.")
        messages.error(request, told % names)
    else:
        told = (
            gettext("“%(page)s” is as it was before the publish.")
            if done.before
            else gettext("“%(page)s” is offline again, as it was before the publish.")
        )
        messages.success(request, told % names)
    back = get_valid_next_url_from_request(request) or reverse("wagtailadmin_pages:edit", args=[page.pk])
    return HttpResponseRedirect(back)


def _conflict(since: PublishedSinceError, names: dict[str, str]) -> str:
    if since.entry is None:
        return gettext("“%(page)s” has changed since. Nothing was undone.") % names
    told = gettext("“%(page)s” was published again by %(person)s on %(date)s. Nothing was undone.")
    when = date_format(localtime(since.entry.timestamp), "DATETIME_FORMAT")
    return told % {**names, "person": since.entry.user_display_name, "date": when}


def undo_url(page: Page, publish: LastPublish) -> str:
    """Return where this publish of a page is undone."""
    return reverse(NAME, args=[page.pk, publish.revision_number])


def button_attributes(url: str) -> dict[str, str]:
    """Return what makes a button of the admin send an address by POST."""
    return {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": url}


def offer(request: HttpRequest, page: Page) -> None:
    """Say after a publish that it can be undone."""
    publish = offered(page, request.user)
    if publish is not None:
        messages.info(request, _offer_text(publish, undo_url(page, publish)), extra_tags="safe")


def offered(page: Page, user: Any) -> LastPublish | None:
    """Return the publish that somebody is offered to undo.

    The first one of a page that came with the practice set is nobody's mistake.
    """
    publish = last_publish(page) if may_undo(page, user) else None
    return publish if publish and (publish.before or publish.entry.user_id) else None


def label(publish: LastPublish) -> str:
    """Return what the button says: what comes of it."""
    return gettext("Undo the publish") if publish.before else gettext("Undo: take it offline")


def _offer_text(publish: LastPublish, url: str) -> SafeString:
    return format_html(
        '{} <button type="button" class="button button-small button-secondary" data-controller="w-action"'
        ' data-action="w-action#post" data-w-action-url-value="{}">{}</button>',
        gettext("Published by mistake?"),
        url,
        label(publish),
    )


def urls() -> list[URLPattern]:
    """Return the address."""
    route = "editors/pages/<int:page_id>/undo-publish/<int:revision_number>/"
    return [path(route, undo_publish, name=NAME)]


def undo_panel(request: HttpRequest, page: Page) -> str:
    """Return what offers to undo the last publish of a page; nothing where that can't be done, or not by her."""
    publish = offered(page, request.user)
    if publish is None:
        return ""
    context = {"publish": publish, "label": label(publish), "url": undo_url(page, publish)}
    return render_to_string("editors/safety/undo_panel.html", context, request)
