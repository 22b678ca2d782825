"""The report on how pages read, over all pages and languages."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.models import get_page_content_types

from mimi.editors.models import PageReading
from mimi.editors.quality.readability import MEANINGS, NAMES, Measure, measure_of
from mimi.editors.quality.reports import (
    QualityReport,
    Report,
    edit_url,
    language_filter,
    language_name,
    register_report,
)

# How hard a level is: 0 for the easiest, past the hardest where there is none. The numbers of two measures can't be
# compared, their levels can.
RANK = Case(
    *(When(level=level, then=Value(rank)) for rank, level in enumerate(NAMES)),
    default=Value(len(NAMES)),
    output_field=IntegerField(),
)


class ReadabilityFilters(WagtailFilterSet):
    """By language, level, kind of page, and whether a sentence is too long."""

    language = language_filter("page__locale__language_code")
    level = django_filters.ChoiceFilter(label=_("Level"), choices=list(NAMES.items()))
    too_long = django_filters.BooleanFilter(
        field_name="too_long", lookup_expr="gt", label=_("Has sentences that are too long"), method="with_long"
    )
    kind = ContentTypeFilter(
        field_name="page__content_type",
        label=_("Kind"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
    )

    class Meta:
        model = PageReading
        fields: ClassVar[list[str]] = []

    def with_long(self, rows: QuerySet[PageReading], name: str, value: bool) -> QuerySet[PageReading]:
        """Keep the pages that have such sentences, or that have none."""
        return rows.filter(too_long__gt=0) if value else rows.filter(too_long=0)


def told(row: PageReading) -> str:
    """Return a row's number with the name of its measure; a dash where the text is too short for one."""
    if row.score is None:
        return "–"
    measure: Measure = measure_of(row.page.locale.language_code)
    return f"{measure.label} {row.score:.0f}"


class ReadabilityReport(QualityReport):
    """How each published page reads, in its language."""

    model = PageReading
    filterset_class = ReadabilityFilters
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["page__title"]
    # Longest first: what an editor can mend at once.
    default_ordering = "-too_long"
    explained = _(
        "Norwegian, German and Greek are measured by LIX: the lower, the easier. English is measured by Flesch "
        "Reading Ease: the higher, the easier. The levels are set so that they can be compared between languages. "
        "Only running text is counted, no headings; a page of less than 100 words gets no number. Such a number sees "
        "long words and long sentences and nothing else, so take it as a hint."
    )
    columns: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Page"), accessor="page.title", sort_key="page__title",
                    get_url=lambda row: edit_url(row.page_id)),
        Column("language", label=_("Language"), sort_key="page__locale__language_code",
               accessor=lambda row: language_name(row.page.locale.language_code)),
        Column("level", label=_("Level"), sort_key="rank", accessor=lambda row: NAMES.get(row.level, "")),
        Column("score", label=_("Measure"), accessor=told),
        NumberColumn("words", label=_("Words"), sort_key="words"),
        NumberColumn("too_long", label=_("Sentences that are too long"), sort_key="too_long"),
        Column("meaning", label=_("What it means"), accessor=lambda row: MEANINGS.get(row.level, "")),
    ]  # fmt: skip
    list_export: ClassVar[list[str]] = [
        "page.title", "page.locale.language_code", "level", "measure", "score", "words", "sentences", "too_long",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "page.title": _("Page"),
        "page.locale.language_code": _("Language"),
        "level": _("Level"),
        "measure": _("Measure"),
        "score": _("Number"),
        "words": _("Words"),
        "sentences": _("Sentences"),
        "too_long": _("Sentences that are too long"),
    }

    def get_base_queryset(self) -> QuerySet[PageReading]:
        """Return what is known of the pages that the person may change."""
        rows = PageReading.objects.filter(page__in=self.editable(), page__live=True)
        return rows.select_related("page__locale").annotate(rank=RANK)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Order by what was asked for, then by title, so that pages of the list don't overlap."""
        ordering = self.ordering if isinstance(self.ordering, str) else ""
        return queryset.order_by(ordering or "-too_long", "page__title", "pk")


register_report(Report("readability", _("Readability"), ReadabilityReport, icon="pilcrow", order=1200))
