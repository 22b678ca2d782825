"""What waits for editors of the library, on the admin's first page: reports to read, and practices to review."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from mimi.editors.dashboard.registry import Waiting, register_waiting
from practices.adaptations.models import Adaptation, Status
from practices.review import due_for_review

NAMED = 5


@register_waiting(order=40)
def reports(request: HttpRequest) -> Iterator[Waiting]:
    """Tell who may decide that reports of what was tried wait."""
    # Deferred: it makes a viewset, for which Wagtail's admin has to be ready.
    from practices.adaptations.moderation import LISTING, MODERATE

    if not request.user.has_perm(MODERATE):
        return
    count = Adaptation.objects.filter(status=Status.WAITING).count()
    if count:
        text = ngettext(
            "%(count)s report of what was tried waits to be read.",
            "%(count)s reports of what was tried wait to be read.",
            count,
        )
        yield Waiting(text % {"count": count}, f"{reverse(LISTING)}?status={Status.WAITING}", "comment")


@register_waiting(order=50)
def practices_to_review(request: HttpRequest) -> Iterator[Waiting]:
    """Tell of the practices that nobody has looked at for long, the longest forgotten first."""
    found = list(due_for_review(request.user).values_list("pk", "draft_title"))
    if found:
        text = ngettext(
            "%(count)s practice has not been looked at for %(months)s months or more.",
            "%(count)s practices have not been looked at for %(months)s months or more.",
            len(found),
        )
        words = text % {"count": len(found), "months": settings.PRACTICE_REVIEW_MONTHS}
        first = tuple((title, reverse("wagtailadmin_pages:edit", args=[pk])) for pk, title in found[:NAMED])
        yield Waiting(words, reverse("practice_review"), "time", first)
