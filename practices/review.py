"""Practices that nobody has looked at for long: a report for editors, and a few of them on the admin's first page."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mimi.pages.links import SOURCE_LANGUAGE
from practices.models import PracticePage


def due_before(today: date | None = None) -> date:
    """Return the day before which a look at a practice is too long ago."""
    today = today or timezone.localdate()
    months = today.year * 12 + today.month - 1 - settings.PRACTICE_REVIEW_MONTHS
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def due_for_review(user: Any) -> QuerySet[PracticePage]:
    """Return the live practices that a person may change and ought to look at, the longest forgotten first.

    Judgements are the same in every language, so those in the source language stand for all.
    """
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return (
        PracticePage.objects.live()
        .filter(Q(judged_on__isnull=True) | Q(judged_on__lt=due_before()))
        .filter(locale__language_code=SOURCE_LANGUAGE, pk__in=editable.order_by().values("pk"))
        .order_by(F("judged_on").asc(nulls_first=True), "number", "title")
    )


class PracticeReviewReport(PageReportView):
    """All practices that are due."""

    page_title = _("Practices to review")
    header_icon = "time"
    results_template_name = "practices/admin/review_results.html"
    index_url_name = "practice_review"
    index_results_url_name = "practice_review_results"
    list_export: ClassVar[list[str]] = ["number", "title", "organisation", "judged_on", "described_in"]
    export_headings: ClassVar[dict[str, Any]] = {
        "number": _("Number"),
        "organisation": _("Organisation"),
        "judged_on": _("Last looked at"),
        "described_in": _("Described in"),
    }
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    model = PracticePage

    def get_queryset(self) -> QuerySet[PracticePage]:
        """Return what is due for the person who asks."""
        self.queryset = due_for_review(self.request.user)
        return super().get_queryset()


def review_urls() -> list[URLPattern]:
    """Return the addresses of the report."""
    return [
        path("reports/practices/", PracticeReviewReport.as_view(), name="practice_review"),
        path(
            "reports/practices/results/",
            PracticeReviewReport.as_view(results_only=True),
            name="practice_review_results",
        ),
    ]
