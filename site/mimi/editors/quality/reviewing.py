"""Pages that nobody has looked at for too long: one mechanism for all kinds, with a term and a date for each.

A kind of page with a date of its own, such as practices with the day of their judgement, has a report of its own on
the same ground, and is left out of the general one:

    @reviewed_elsewhere
    def practices() -> QuerySet[Page]: ...
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mimi.pages.links import SOURCE_LANGUAGE

MOST_ON_THE_FIRST_PAGE = 5
Elsewhere = Callable[[], "QuerySet[Any]"]
_elsewhere: list[Elsewhere] = []


def due_before(months: int, today: date | None = None) -> date:
    """Return the day before which a look at a page is too long ago."""
    today = today or timezone.localdate()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def reviewable(pages: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Return those of the pages that are live, in the source language, and the person's to change.

    What is said of a page is said of its translations too: the board of translations watches over these.
    """
    editable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages.filter(live=True, locale__language_code=SOURCE_LANGUAGE, pk__in=editable.order_by().values("pk"))


def reviewed_elsewhere(pages: Elsewhere) -> Elsewhere:
    """Leave pages out of the general report; used as a decorator."""
    _elsewhere.append(pages)
    return pages


def with_own_report() -> list[QuerySet[Any]]:
    """Return the pages that have a report of their own."""
    return [pages() for pages in _elsewhere]


class ReviewReport(PageReportView):
    """All pages of a kind that are due, the longest forgotten first."""

    header_icon = "time"
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]

    def due(self) -> QuerySet[Any]:
        """Return what is due for the person who asks."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        """Return what is due, as the report is filtered."""
        self.queryset = self.due()
        return super().get_queryset()


class ReviewPanel(Component):
    """The pages of a kind that are due longest, on the admin's first page; nothing where none is."""

    order = 240
    report_name = ""
    # How the template knows the pages.
    pages_name = "pages"

    def due(self, user: Any) -> QuerySet[Any]:
        """Return what is due for a person."""
        raise NotImplementedError

    def months(self) -> int:
        """Return how long is too long."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> Any:
        """Return the first pages that are due, and how many there are."""
        due = self.due(parent_context["request"].user)
        return {
            self.pages_name: list(due[:MOST_ON_THE_FIRST_PAGE]),
            "count": due.count(),
            "months": self.months(),
            "report_url": reverse(self.report_name),
        }


class ReviewMenuItem(MenuItem):
    """The way to such a report, for those who may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person edits pages."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, ReviewReport.any_permission_required))


def review_urls(view: type[ReviewReport], name: str, address: str) -> list[URLPattern]:
    """Return the addresses of a report: the page, and its results alone."""
    return [
        path(f"reports/{address}/", view.as_view(), name=name),
        path(f"reports/{address}/results/", view.as_view(results_only=True), name=f"{name}_results"),
    ]
