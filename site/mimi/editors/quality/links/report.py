"""The report on links that lead nowhere, within the site and beyond it, each with its place."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from mimi.editors.models import ExternalAddress, PageAddress
from mimi.editors.quality.links.asking import Problem
from mimi.editors.quality.links.checking import FAILURES_THAT_TELL
from mimi.editors.quality.links.finding import ADDRESS, ANCHOR, DOCUMENT, IMAGE, PAGE
from mimi.editors.quality.links.internal import MISSING, NOT_SHOWN, broken_by_address, with_targets
from mimi.editors.quality.reports import (
    QualityReport,
    Report,
    edit_url,
    language_filter,
    language_name,
    register_report,
)

WITHIN, BEYOND = "within", "beyond"
# These may be over tomorrow.
PASSING = (Problem.UNREACHABLE, Problem.BROKEN, Problem.CIRCLES)
LEADS_TO: dict[str, Promise] = {
    PAGE: gettext_lazy("page %(id)s"),
    DOCUMENT: gettext_lazy("document %(id)s"),
    IMAGE: gettext_lazy("picture %(id)s"),
}


def broken_links() -> QuerySet[PageAddress]:
    """Return the links of published pages that lead nowhere, with what other sites have said (`problem`, `fine_at`)."""
    asked = ExternalAddress.objects.filter(address=OuterRef("address"))
    rows = with_targets(PageAddress.objects.filter(page__live=True)).annotate(
        problem=Subquery(asked.values("problem")[:1]),
        failures=Subquery(asked.values("failures")[:1]),
        fine_at=Subquery(asked.values("fine_at")[:1]),
    )
    within = Q(is_there=False) | Q(is_shown=False) | Q(pk__in=broken_by_address())
    beyond = Q(kind=ADDRESS, problem__in=Problem.values) & (
        ~Q(problem__in=PASSING) | Q(failures__gte=FAILURES_THAT_TELL)
    )
    return rows.filter(within | beyond)


def wrong(row: Any) -> str:
    """Say what is wrong with a broken link."""
    if row.problem:
        return str(Problem(row.problem).label)
    if row.is_there and not row.is_shown:
        return str(NOT_SHOWN)
    return str(MISSING[row.kind])


def leads_to(row: PageAddress) -> str:
    """Say what a link leads to."""
    if row.kind in LEADS_TO:
        return str(LEADS_TO[row.kind]) % {"id": row.target_id}
    return f"#{row.address}" if row.kind == ANCHOR else row.address


def last_fine(row: Any) -> str:
    """Say when another site last answered well; empty of links within the site."""
    if not row.problem:
        return ""
    return date_format(row.fine_at, "SHORT_DATE_FORMAT") if row.fine_at else gettext("never")


class LinkFilters(WagtailFilterSet):
    """By language, and by where a link leads."""

    language = language_filter("page__locale__language_code")
    leads = django_filters.ChoiceFilter(
        label=_("Leads"),
        choices=[(WITHIN, _("within this site")), (BEYOND, _("to another site"))],
        method="leading",
    )

    class Meta:
        model = PageAddress
        fields: ClassVar[list[str]] = []

    def leading(self, rows: QuerySet[PageAddress], name: str, value: str) -> QuerySet[PageAddress]:
        """Keep the links within the site, or those beyond it."""
        beyond = Q(kind=ADDRESS, problem__in=Problem.values)
        return rows.filter(beyond) if value == BEYOND else rows.exclude(beyond)


class LinkReport(QualityReport):
    """All broken links of the pages that the person may change."""

    model = PageAddress
    filterset_class = LinkFilters
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["page__title", "words", "address"]
    default_ordering = "page__title"
    explained = _(
        "Links within this site are looked at whenever you open this report. Links to other sites are asked once a "
        "week, where the operator has switched that on; one that fails once may only be resting, so it is named here "
        "from the second time on."
    )
    columns: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Page"), accessor="page.title", sort_key="page__title",
                    get_url=lambda row: edit_url(row.page_id, row.place)),
        Column("language", label=_("Language"), sort_key="page__locale__language_code",
               accessor=lambda row: language_name(row.page.locale.language_code)),
        Column("words", label=_("Words of the link"), sort_key="words"),
        Column("address", label=_("Leads to"), accessor=leads_to, classname="quality-address"),
        Column("wrong", label=_("What is wrong"), accessor=wrong),
        Column("fine", label=_("Last found well"), accessor=last_fine),
    ]  # fmt: skip
    list_export: ClassVar[list[str]] = [
        "page.title",
        "page.locale.language_code",
        "words",
        "kind",
        "target_id",
        "address",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "page.title": _("Page"),
        "page.locale.language_code": _("Language"),
        "words": _("Words of the link"),
        "kind": _("Kind"),
        "target_id": _("Number"),
        "address": _("Leads to"),
    }

    def get_base_queryset(self) -> QuerySet[PageAddress]:
        """Return the broken links of the pages that the person may change."""
        return broken_links().filter(page__in=self.editable()).select_related("page__locale")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Order by what was asked for, then so that pages of the list don't overlap."""
        return queryset.order_by(self.ordering, "page_id", "pk")


register_report(Report("links", _("Broken links"), LinkReport, icon="link", order=1210))
