"""The bin in the admin: what was deleted, by whom, till when it is kept, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from mimi.editors.safety.bin import PlaceGoneError, former_places, may_restore, places, restore
from mimi.editors.safety.models import Deletion
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.visibility import in_bin

LIST, RESTORE = "editors_bin", "editors_bin_restore"


def may_open(user: Any) -> bool:
    """Say whether somebody may see what was deleted: who makes pages or publishes them."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "publish"}))


@dataclass(frozen=True)
class DeletionRow:
    """A deletion as it is listed. `pages` counts all pages of it; `place` is None where some language has none."""

    deletion: Deletion
    languages: list[str]
    until: datetime
    place: Page | None
    may_restore: bool


def deletion_row(deletion: Deletion, found: dict[int, Page | None], user: Any) -> DeletionRow:
    """Return how a deletion is listed for somebody; `found` are the places where its pages stood."""
    rows = list(deletion.pages.all())
    names = dict(settings.LANGUAGES)
    first = next((row for row in rows if row.language == SOURCE_LANGUAGE), rows[0] if rows else None)
    whole = bool(rows) and all(found.values())
    return DeletionRow(
        deletion,
        [names.get(row.language, row.language) for row in rows],
        deletion.deleted_at + timedelta(days=settings.KEEP_DELETED_DAYS),
        found.get(first.page_id) if first and whole else None,
        may_restore(deletion, user, found.values()),
    )


class PlaceForm(forms.Form):
    """Another page to put deleted ones below."""

    parent = forms.ModelChoiceField(label=_("Put it below"), queryset=Page.objects.none())

    def __init__(self, deletion: Deletion, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parent"]
        field.queryset = possible_parents(deletion, user)
        field.label_from_instance = lambda page: " › ".join(
            str(one.title) for one in page.get_ancestors(inclusive=True).filter(depth__gt=1)
        )


def possible_parents(deletion: Deletion, user: Any) -> QuerySet[Page]:
    """Return the pages that take deleted ones in all languages, and where somebody may bring them back."""
    rows = list(deletion.pages.select_related("page"))
    first = next((row for row in rows if row.language == SOURCE_LANGUAGE), rows[0])
    page = first.page.specific
    candidates = Page.objects.filter(locale__language_code=first.language).exclude(in_bin()).specific()
    kinds = tuple(page.allowed_parent_page_models())
    found = []
    for candidate in candidates:
        if isinstance(candidate, kinds) and type(candidate) in kinds and page.can_move_to(candidate):
            targets = places(deletion, candidate)
            if all(targets.values()) and may_restore(deletion, user, targets.values()):
                found.append(candidate.pk)
    return Page.objects.filter(pk__in=found).order_by("path")


class BinView(WagtailAdminTemplateMixin, TemplateView):
    """What was deleted, the latest first."""

    template_name = "editors/safety/bin.html"
    page_title = _("Deleted pages")
    header_icon = "bin"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let those in who make or publish pages.

        Raises:
            PermissionDenied: somebody does neither.
        """
        if not may_open(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        user: Any = self.request.user
        deletions = Deletion.objects.select_related("deleted_by").prefetch_related("pages")
        found = former_places(deletions)
        rows = [deletion_row(deletion, found[deletion.pk], user) for deletion in deletions]
        return super().get_context_data(rows=rows, days=settings.KEEP_DELETED_DAYS, **kwargs)


class RestoreView(WagtailAdminTemplateMixin, TemplateView):
    """Brings back what one deletion has taken: to where it stood, or where that is gone below another page."""

    template_name = "editors/safety/restore.html"
    page_title = _("Bring back")
    header_icon = "bin"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = {"url": reverse(LIST), "label": _("Deleted pages")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.page_title}]

    @property
    def deletion(self) -> Deletion:
        """The deletion.

        Raises:
            Http404: it was undone or is over.
        """
        return get_object_or_404(Deletion.objects.prefetch_related("pages"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows.

        Raises:
            PermissionDenied: somebody may not see what was deleted.
        """
        user: Any = self.request.user
        if not may_open(user):
            raise PermissionDenied
        deletion = self.deletion
        row = deletion_row(deletion, places(deletion), user)
        form = kwargs.pop("form", None) or PlaceForm(deletion, user)
        return super().get_context_data(deletion=deletion, row=row, form=form, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Bring it back.

        Raises:
            PermissionDenied: somebody else would have to do it.
        """
        user: Any = request.user
        deletion = self.deletion
        parent = None
        if "parent" in request.POST:
            form = PlaceForm(deletion, user, request.POST)
            if not form.is_valid():
                return self.render_to_response(self.get_context_data(form=form), status=422)
            parent = form.cleaned_data["parent"]
        if not may_open(user) or not may_restore(deletion, user, places(deletion, parent).values()):
            raise PermissionDenied
        try:
            pages = restore(deletion, user, parent)
        except PlaceGoneError as gone:
            names = dict(settings.LANGUAGES)
            told = gettext("The place where it stood is gone (%(languages)s). Choose another one.")
            messages.error(request, told % {"languages": ", ".join(names.get(one, one) for one in gone.languages)})
            return HttpResponseRedirect(reverse(RESTORE, args=[deletion.pk]))
        told = ngettext(
            "“%(title)s” is back, in %(count)d language.", "“%(title)s” is back, in %(count)d languages.", len(pages)
        )
        messages.success(request, told % {"title": deletion.title, "count": len(pages)})
        return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk]))


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("editors/deleted/", BinView.as_view(), name=LIST),
        path("editors/deleted/<int:pk>/", RestoreView.as_view(), name=RESTORE),
    ]
