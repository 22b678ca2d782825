"""What the course adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from courses.changes.pages import ChangeAnnounced


@hooks.register("before_bulk_action")
def demand_choices(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Publish no drafts together whose changes concern somebody, before it is said what they mean to them."""
    if action_type != "publish":
        return None
    drafts = [page.get_latest_revision_as_object() for page in objects if isinstance(page, Page) and _is_draft(page)]
    undecided = [page for page in drafts if isinstance(page, ChangeAnnounced) and page.lacks_choice()]
    if not undecided:
        return None
    for page in undecided:
        told = gettext(
            "“%(page)s” wasn’t published. %(people)s Open it and choose whether its change is minor or major."
        )
        messages.error(request, told % {"page": page.get_admin_display_title(), "people": page.people()})
    return HttpResponseRedirect(action.next_url)


def _is_draft(page: Page) -> bool:
    return bool(page.has_unpublished_changes or not page.live)
