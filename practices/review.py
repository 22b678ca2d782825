"""Practices that nobody has looked at for long: a report for editors, and a few of them on the admin's first page.

The mechanism is that of all pages; practices have a term of their own, and the day of their judgement.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mimi.editors.quality import reviewing
from practices.models import PracticePage


def due_before(today: date | None = None) -> date:
    """Return the day before which a look at a practice is too long ago."""
    return reviewing.due_before(settings.PRACTICE_REVIEW_MONTHS, today)


def due_for_review(user: Any) -> QuerySet[PracticePage]:
    """Return the live practices that a person may change and ought to look at, the longest forgotten first.

    Judgements are the same in every language, so those in the source language stand for all.
    """
    due = PracticePage.objects.filter(Q(judged_on__isnull=True) | Q(judged_on__lt=due_before()))
    return reviewing.reviewable(due, user).order_by(F("judged_on").asc(nulls_first=True), "number", "title")


@reviewing.reviewed_elsewhere
def practices() -> QuerySet[PracticePage]:
    """Return all practices, for they have a report of their own."""
    return PracticePage.objects.all()


class PracticeReviewReport(reviewing.ReviewReport):
    """All practices that are due."""

    page_title = _("Practices to review")
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
    model = PracticePage

    def due(self) -> QuerySet[PracticePage]:
        """Return what is due for the person who asks."""
        return due_for_review(self.request.user)
