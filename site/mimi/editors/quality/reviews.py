"""Pages that nobody has looked at for a year, and "still right" in one click.

A page was looked at when it was published first, and whenever somebody has said since that it is still right. A publish
in between is none: who mends a comma hasn't read the rest.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Case, DateField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Greatest, TruncDate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Page

from mimi.editors.models import PageReview
from mimi.editors.quality.reviewing import (
    ReviewPanel,
    ReviewReport,
    due_before,
    review_urls,
    reviewable,
    with_own_report,
)
from mimi.pages.links import SOURCE_LANGUAGE

REPORT, STILL_RIGHT = "page_review", "page_still_right"
ACTION = "editors.review"


def with_last_look(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Add to pages the day on which they were looked at last (`looked_at_on`); none of what was never published."""
    said = Subquery(PageReview.objects.filter(page_key=OuterRef("translation_key")).values("reviewed_on")[:1])
    first = TruncDate("first_published_at", tzinfo=timezone.get_default_timezone())
    # The greatest of two is nothing on SQLite where one of them is, and the other on PostgreSQL.
    return pages.annotate(said_on=said, first_on=first).annotate(
        looked_at_on=Case(
            When(said_on=None, then=F("first_on")),
            When(first_on=None, then=F("said_on")),
            default=Greatest("said_on", "first_on"),
            output_field=DateField(null=True),
        )
    )


def due_pages(user: Any, today: date | None = None) -> QuerySet[Page]:
    """Return the pages that a person may change and ought to look at, the longest forgotten first."""
    pages = Page.objects.filter(depth__gt=1)
    for others in with_own_report():
        pages = pages.exclude(pk__in=others.order_by().values("pk"))
    before = due_before(settings.PAGE_REVIEW_MONTHS, today)
    due = with_last_look(reviewable(pages, user)).filter(looked_at_on__lt=before)
    return due.select_related("content_type").order_by("looked_at_on", "path")


class PageReviewReport(ReviewReport):
    """All pages that are due but those with a report of their own."""

    page_title = _("Pages to review")
    results_template_name = "editors/quality/review_results.html"
    index_url_name = REPORT
    index_results_url_name = f"{REPORT}_results"
    list_export: ClassVar[list[str]] = ["title", "looked_at_on", "content_type.name"]
    export_headings: ClassVar[dict[str, Any]] = {"looked_at_on": _("Last looked at"), "content_type.name": _("Kind")}

    def due(self) -> QuerySet[Page]:
        """Return what is due for the person who asks."""
        return due_pages(self.request.user)


class PageReviewPanel(ReviewPanel):
    """The pages that are due longest, on the admin's first page; nothing where none is."""

    name = REPORT
    template_name = "editors/quality/review_panel.html"
    report_name = REPORT
    order = 245

    def due(self, user: Any) -> QuerySet[Page]:
        """Return what is due for a person."""
        return due_pages(user)

    def months(self) -> int:
        """Return how long is too long."""
        return int(settings.PAGE_REVIEW_MONTHS)


@require_POST
def still_right(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that somebody has read a page and found it still right, and go back to where she came from.

    Raises:
        PermissionDenied: she may not change the page.
    """
    page = get_object_or_404(Page, pk=page_id, locale__language_code=SOURCE_LANGUAGE, live=True).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    PageReview.objects.update_or_create(page_key=page.translation_key, defaults={"reviewed_on": timezone.localdate()})
    log(page, ACTION, user=request.user)
    messages.success(request, gettext("“%(page)s” is noted as still right.") % {"page": page.get_admin_display_title()})
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse(REPORT))


def urls() -> list[URLPattern]:
    """Return the addresses of the report and of the one click."""
    click = path("quality/<int:page_id>/still-right/", still_right, name=STILL_RIGHT)
    return [click, *review_urls(PageReviewReport, REPORT, "pages-to-review")]


def register_action(actions: LogActionRegistry) -> None:
    """Give a review its words in Wagtail's log."""
    actions.register_action(ACTION, _("Review a page"), _("Read and found still right"))
