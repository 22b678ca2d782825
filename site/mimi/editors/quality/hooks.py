"""What this room adds to Wagtail's admin: its reports, the checks beside a page, and what a click on them does."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from mimi.editors.quality import readability_report, reviews, unused  # noqa: F401 - two register themselves
from mimi.editors.quality.accessibility import take_our_checker
from mimi.editors.quality.checks import URL_NAME
from mimi.editors.quality.checks import checks as checks_view
from mimi.editors.quality.links import report as link_report  # noqa: F401 - registers itself
from mimi.editors.quality.reports import reports
from mimi.editors.quality.reviewing import ReviewMenuItem


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    """Give the checks and the reports their addresses."""
    checks = path("quality/<int:page_id>/", checks_view, name=URL_NAME)
    return [checks, *reviews.urls(), *(url for report in reports() for url in report.urls())]


for _report in reports():
    hooks.register("register_reports_menu_item", _report.menu_item)


@hooks.register("register_reports_menu_item")
def register_review_menu_item() -> MenuItem:
    """Put the pages that are due for a review among the reports."""
    return ReviewMenuItem(
        _("Pages to review"), reverse(reviews.REPORT), name="page-review", icon_name="time", order=1240
    )


@hooks.register("construct_homepage_panels")
def add_review_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Ask for a review on the first page."""
    panels.append(reviews.PageReviewPanel())


@hooks.register("register_log_actions")
def register_review_action(actions: LogActionRegistry) -> None:
    """Give a review its words in the log."""
    reviews.register_action(actions)


@hooks.register("construct_wagtail_userbar")
def use_our_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Check a page by the rules of this site."""
    take_our_checker(request, items, page)


@hooks.register("insert_editor_js")
def checks_beside_a_page() -> SafeString:
    """Keep the checks beside a page up to date, and show the places that they name."""
    # The script takes from its own element what it says, and whom it asks, before the translation editor.
    return format_html(
        '<link rel="stylesheet" href="{}">'
        '<script type="module" src="{}" data-quality-heading="{}" data-quality-base="{}"></script>',
        static("mimi/css/admin/quality.css"),
        static("mimi/js/admin/quality.js"),
        gettext("Checks: readability and links"),
        reverse(URL_NAME, args=[0]),
    )
