"""What waits for the person who looks: the part itself, and what the admin as a whole knows of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from mimi.editors.dashboard.registry import Waiting, all_waiting, register_part, register_waiting
from mimi.editors.status.kinds import PAGES, in_review

# More stand behind the address of the line, or come up once these are done.
NAMED = 5


@register_part("editors/dashboard/waiting.html", order=10)
def waiting_part(request: HttpRequest) -> dict[str, Any]:
    """Show what waits; that nothing does is good to know, too."""
    return {"lines": all_waiting(request)}


@register_waiting(order=20)
def reviews(request: HttpRequest) -> Iterator[Waiting]:
    """Tell of what others have sent to be reviewed, the longest waiting first."""
    states = (
        TaskState.objects.reviewable_by(request.user).select_related("revision__content_type").order_by("started_at")
    )
    found = [
        (state.revision.object_str, _edit_url(state.revision))
        for state in states.order_by("started_at")
        if state.workflow_state_id and state.revision
    ]
    if found:
        text = ngettext(
            "%(count)s page or entry waits for your review.",
            "%(count)s pages or entries wait for your review.",
            len(found),
        )
        url = f"{reverse('wagtailadmin_reports:workflow_tasks')}?status={TaskState.STATUS_IN_PROGRESS}"
        yield Waiting(text % {"count": len(found)}, url, "view", tuple(found[:NAMED]))


def _edit_url(revision: Any) -> str:
    """Return where something that waits for review is read and decided; what has no page of its own, in the list."""
    if issubclass(revision.content_type.model_class(), Page):
        return reverse("wagtailadmin_pages:edit", args=[revision.object_id])
    viewset = getattr(revision.content_type.model_class(), "snippet_viewset", None)
    if viewset is None:
        return reverse("wagtailadmin_reports:workflow_tasks")
    return reverse(viewset.get_url_name("edit"), args=[revision.object_id])


@register_waiting(order=30)
def drafts(request: HttpRequest) -> Iterator[Waiting]:
    """Tell of drafts that somebody has saved last herself, may publish, and hasn't, the latest first."""
    mine = Page.objects.filter(latest_revision__user=request.user, has_unpublished_changes=True, alias_of=None)
    may = policy_registry.get_by_type(Page).instances_user_has_permission_for(request.user, "publish")
    waiting = {pk for label, pk in in_review() if label == PAGES.label}
    rows = (
        mine.filter(pk__in=may.order_by().values("pk"))
        .exclude(pk__in=waiting)
        .order_by("-latest_revision_created_at")
        .values_list("pk", "draft_title", "locale__language_code")
    )
    found = [(title, reverse("wagtailadmin_pages:edit", args=[pk])) for pk, title, _language in rows]
    if found:
        text = ngettext(
            "%(count)s draft of yours isn’t published.", "%(count)s drafts of yours aren’t published.", len(found)
        )
        yield Waiting(text % {"count": len(found)}, icon="draft", first=tuple(found[:NAMED]))
