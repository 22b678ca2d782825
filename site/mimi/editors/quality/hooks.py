"""What this room adds to Wagtail's admin: its reports, the checks beside a page, and what a click on them does."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from mimi.editors.quality import readability_report  # noqa: F401 - registers itself
from mimi.editors.quality.links import report as link_report  # noqa: F401 - registers itself
from mimi.editors.quality.reports import reports


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLPattern]:
    """Give the reports their addresses."""
    return [url for report in reports() for url in report.urls()]


for _report in reports():
    hooks.register("register_reports_menu_item", _report.menu_item)


@hooks.register("insert_editor_js")
def checks_beside_a_page() -> SafeString:
    """Keep the checks beside a page up to date, and show the places that they name."""
    return format_html('<script type="module" src="{}"></script>', static("mimi/js/admin/quality.js"))
