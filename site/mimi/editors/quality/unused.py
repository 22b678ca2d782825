"""Pictures and documents that nothing uses, and their deletion by those who may.

What is used is known to Wagtail's reference index; it knows published content and first drafts only, so what a page's
latest draft uses is read from the drafts themselves.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, TitleColumn
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from mimi.editors.quality.contents import pieces
from mimi.editors.quality.links.finding import DOCUMENT, IMAGE, links_of
from mimi.editors.quality.reports import QualityReport, Report, register_report


def unused(model: type[Model], kind: str) -> QuerySet[Any]:
    """Return the files of a model that nothing uses, neither what is published nor a draft."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    return model._default_manager.exclude(Exists(references)).exclude(pk__in=used_in_drafts(kind))


def used_in_drafts(kind: str) -> set[int]:
    """Return the ids of the files that drafts use."""
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    return {
        link.target_id
        for page in drafts.select_related("latest_revision").specific()
        for link in links_of(pieces(page.get_latest_revision_as_object()))
        if link.kind == kind and link.target_id
    }


class TickColumn(BaseColumn):
    """A box to tick for what is to be deleted; empty where the person may not."""

    cell_template_name = "editors/quality/tick_cell.html"
    header_template_name = "editors/quality/tick_header.html"


class UnusedReport(QualityReport):
    """Files of one kind that nothing uses, the oldest first."""

    kind = ""
    default_ordering = "created_at"
    is_searchable = True
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["title"]
    results_template_name = "editors/quality/unused_results.html"
    list_export: ClassVar[list[str]] = ["title", "created_at", "file_size"]
    export_headings: ClassVar[dict[str, Any]] = {"created_at": _("Uploaded on"), "file_size": _("Bytes")}
    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete"]

    @cached_property
    def permission_policy(self) -> Any:
        """The policy of these files."""
        return policy_registry.get_by_type(self.model)

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the unused files that the person may change or delete."""
        mine = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["change", "delete"])
        found = unused(self.model, self.kind).filter(pk__in=mine.order_by().values("pk"))
        return found.select_related("collection")

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Order by what was asked for, then so that pages of the list don't overlap."""
        return queryset.order_by(self.ordering, "pk")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Note which of the files on this page of the list the person may delete, in one query."""
        rows = list(object_list)
        policy = self.permission_policy
        deletable = policy.instances_user_has_permission_for(self.request.user, "delete")
        ids = set(deletable.filter(pk__in=[row.pk for row in rows]).order_by().values_list("pk", flat=True))
        for row in rows:
            row.may_delete = row.pk in ids
        return rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where files are deleted together."""
        options = self.model._meta
        delete = reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, "delete"])
        return {**super().get_context_data(*args, **kwargs), "delete_url": delete}


class UnusedPictures(UnusedReport):
    """Pictures that nothing uses."""

    model = get_image_model()
    kind = IMAGE
    explained = _("Pictures that neither a published page nor a draft shows, the oldest first.")
    columns: ClassVar[list[Any]] = [
        TickColumn("tick", label=_("Delete")),
        TitleColumn("title", label=_("Picture"), sort_key="title", url_name="wagtailimages:edit"),
        DateColumn("created_at", label=_("Uploaded on"), sort_key="created_at"),
        Column("collection", label=_("Collection")),
    ]


class UnusedDocuments(UnusedReport):
    """Documents that nothing uses."""

    model = get_document_model()
    kind = DOCUMENT
    explained = _("Documents that neither a published page nor a draft offers, the oldest first.")
    columns: ClassVar[list[Any]] = [
        TickColumn("tick", label=_("Delete")),
        TitleColumn("title", label=_("Document"), sort_key="title", url_name="wagtaildocs:edit"),
        DateColumn("created_at", label=_("Uploaded on"), sort_key="created_at"),
        Column("collection", label=_("Collection")),
    ]


register_report(Report("unused-pictures", _("Unused pictures"), UnusedPictures, icon="image", order=1220))
register_report(Report("unused-documents", _("Unused documents"), UnusedDocuments, icon="doc-full", order=1230))
