"""The report on results of activities, with what editors take along of them."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from courses.h5p.models import Activity
from courses.h5p.results.exports import as_json, pseudonym, shown_response
from courses.h5p.results.models import Statement
from courses.h5p.results.verbs import CHOICES
from mimi.editors.quality.reports import QualityReport, Report, language_name, register_report

JSON = "json"
# So many rows are in memory at once while they are taken along.
CHUNK = 1000


def seen_by(user: Any) -> QuerySet[Activity]:
    """Return the activities whose results somebody sees: those that she may change."""
    policy = policy_registry.get_by_type(Activity)
    rows: QuerySet[Activity] = policy.instances_user_has_permission_for(user, "change")
    return rows


class ResultFilters(WagtailFilterSet):
    """By activity, by what was done, of the whole or of parts, and by time."""

    activity = django_filters.ModelChoiceFilter(
        label=_("Activity"), queryset=lambda request: seen_by(request.user).order_by("title")
    )
    verb = django_filters.ChoiceFilter(label=_("What was done"), choices=CHOICES)
    whole = django_filters.ChoiceFilter(
        label=_("Of what"),
        choices=[("whole", _("the whole activity")), ("parts", _("parts of it"))],
        method="by_part",
    )
    stored_at = django_filters.DateFromToRangeFilter(label=_("Stored on"), widget=DateRangePickerWidget)

    class Meta:
        model = Statement
        fields: ClassVar[list[str]] = []

    def by_part(self, rows: QuerySet[Statement], name: str, value: str) -> QuerySet[Statement]:
        """Leave what was done with the whole, or with parts."""
        return rows.filter(sub_content="") if value == "whole" else rows.exclude(sub_content="")


def percent(row: Statement) -> str:
    """Return the score in whole per cent; a dash where there is none."""
    return "–" if row.score is None else f"{100 * row.score:.0f} %"


def seconds(row: Statement) -> float | None:
    """Return how long it took."""
    return None if row.duration is None else row.duration.total_seconds()


class ResultReport(QualityReport):
    """What learners have done in the activities that the person may change."""

    model = Statement
    filterset_class = ResultFilters
    default_ordering = "-stored_at"
    any_permission_required: ClassVar[list[str]] = ["change"]
    is_searchable = False
    export_filename = "h5p-results"
    FORMATS = (*QualityReport.FORMATS, JSON)
    explained = _(
        "Learners stand here under names that tell nothing of them, only which results are the same person’s. What "
        "somebody has answered in her own words isn’t shown and isn’t in the files."
    )
    columns: ClassVar[list[Any]] = [
        DateColumn("stored_at", label=_("Stored on"), sort_key="stored_at"),
        Column("learner", label=_("Learner"), accessor=lambda row: pseudonym(row.learner_id)),
        TitleColumn("activity", label=_("Activity"), accessor="activity.title", sort_key="activity__title",
                    url_name="h5p_activities:edit", id_accessor="activity_id"),
        Column("title", label=_("Task"), accessor=lambda row: (row.title if row.sub_content else "") or "–"),
        Column("verb", label=_("What was done"), accessor="get_verb_display"),
        Column("score", label=_("Score"), accessor=percent, sort_key="score"),
        Column("seconds", label=_("Seconds"), accessor=lambda row: "–" if row.duration is None else seconds(row)),
        Column("language", label=_("Language"), accessor=lambda row: language_name(row.language)),
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "stored_at": _("Stored on"),
        "learner": _("Learner"),
        "activity": _("Activity"),
        "registration": _("Attempt"),
        "part": _("Part"),
        "title": _("Task"),
        "verb": _("What was done"),
        "score": _("Score"),
        "points": _("Points"),
        "points_possible": _("Points possible"),
        "success": _("Passed"),
        "completion": _("Completed"),
        "response": _("Answer"),
        "seconds": _("Seconds"),
        "language": _("Language"),
    }
    list_export: ClassVar[list[str]] = list(export_headings)

    @cached_property
    def permission_policy(self) -> Any:
        """The policy of activities."""
        return policy_registry.get_by_type(Activity)

    def get_base_queryset(self) -> QuerySet[Statement]:
        """Return the results with the activities' titles."""
        mine = seen_by(self.request.user).order_by().values("pk")
        rows: QuerySet[Statement] = Statement.objects.filter(activity__in=mine).select_related("activity")
        return rows

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a page of the report, or stream all that the filters leave."""
        if not self.is_export:
            shown: HttpResponse = super().get(request, *args, **kwargs)
            return shown
        rows = self.get_filtered_queryset().iterator(chunk_size=CHUNK)
        wanted = request.GET["export"]
        if wanted != JSON:
            table: HttpResponse = self.as_spreadsheet(rows, wanted)
            return table
        return StreamingHttpResponse(  # type: ignore[return-value]  # it is an answer as well
            as_json(rows),
            content_type="application/json",
            headers={"Content-Disposition": f'attachment; filename="{self.export_filename}.json"'},
        )

    def to_row_dict(self, item: Statement) -> dict[str, Any]:
        """Return a row of the table that is taken along."""
        return {
            "stored_at": item.stored_at,
            "learner": pseudonym(item.learner_id),
            "activity": item.activity.title,
            "registration": str(item.registration),
            "part": item.sub_content,
            "title": item.title,
            "verb": item.verb,
            "score": item.score,
            "points": item.points,
            "points_possible": item.points_possible,
            "success": item.success,
            "completion": item.completion,
            "response": shown_response(item),
            "seconds": seconds(item),
            "language": item.language,
        }

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the file for a learning record store."""
        label = _("Download JSON (xAPI)")
        button = Button(label, url=self.get_export_url(JSON), icon_name="download", priority=110)
        return [*super().header_more_buttons, button]


register_report(Report("h5p-results", _("H5P results"), ResultReport, icon="media", order=1210))
