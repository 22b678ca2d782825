"""The reports of this room, and those that other apps add: each gets an address and a place in the admin's menu.

register_report(Report("questions", _("Questions"), QuestionReport, icon="help", order=1250))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mimi.editors.quality.contents import anchor_of


class QualityReport(ReportView):
    """What the reports share: whoever may do something with pages reads them, and sees the pages that she may change.

    `page_path` is how the rows lead to their page: "" where they are pages themselves.
    """

    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    page_path = "page"
    # Said above the table; what the numbers mean and where they come from.
    explained: Promise | str = ""
    template_name = "editors/quality/report.html"
    results_template_name = "editors/quality/report_results.html"

    @cached_property
    def permission_policy(self) -> Any:
        """The policy of pages, whatever the rows are."""
        return policy_registry.get_by_type(Page)

    def editable(self) -> Any:
        """Return the ids of the pages that the person may change, for a filter."""
        pages = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return pages.order_by().values("pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the explanation."""
        return {**super().get_context_data(*args, **kwargs), "explained": self.explained}


@dataclass(frozen=True)
class Report:
    """A report: its name in the address, what it is called, and its view."""

    name: str
    label: Promise
    view: type[QualityReport]
    icon: str = "info-circle"
    order: int = 1200

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return f"quality_{self.name}"

    def urls(self) -> list[URLPattern]:
        """Return its addresses: the page, and its results alone."""
        given = {
            "page_title": self.label,
            "header_icon": self.icon,
            "index_url_name": self.url_name,
            "index_results_url_name": f"{self.url_name}_results",
        }
        return [
            path(f"reports/{self.name}/", self.view.as_view(**given), name=self.url_name),
            path(
                f"reports/{self.name}/results/",
                self.view.as_view(**given, results_only=True),
                name=f"{self.url_name}_results",
            ),
        ]

    def menu_item(self) -> MenuItem:
        """Return its place among the reports."""
        item = ReportMenuItem(
            self.label, reverse(self.url_name), name=self.url_name, icon_name=self.icon, order=self.order
        )
        item.view = self.view
        return item


class ReportMenuItem(MenuItem):
    """The way to a report, for those who may open it."""

    view: type[QualityReport] = QualityReport

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person may open it."""
        policy = self.view().permission_policy
        return bool(policy.user_has_any_permission(request.user, self.view.any_permission_required))


_reports: dict[str, Report] = {}


def register_report(report: Report) -> None:
    """Add a report."""
    _reports[report.name] = report


def reports() -> list[Report]:
    """Return all reports in their order."""
    return sorted(_reports.values(), key=lambda report: report.order)


def edit_url(page_id: int, place: str = "") -> str:
    """Return the address at which a page is changed, at a place of it; see `contents.Place.path`."""
    fragment = anchor_of(place) if place else ""
    return reverse("wagtailadmin_pages:edit", args=[page_id]) + fragment


def language_filter(path: str) -> django_filters.ChoiceFilter:
    """Return a filter by language; `path` leads to the code of a row's language."""
    return django_filters.ChoiceFilter(field_name=path, label=_("Language"), choices=settings.LANGUAGES)


def language_name(code: str) -> str:
    """Return what a language is called in itself."""
    return dict(settings.LANGUAGES).get(code, code)
