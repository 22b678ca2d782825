"""Wagtail's admin for reports: a listing, and one to be read and decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from mimi.pages.links import SOURCE_LANGUAGE, PageLink
from mimi.people.models import User
from practices.adaptations.forms import ReasonForm
from practices.adaptations.models import Adaptation, Status
from practices.adaptations.record import (
    PUBLISH,
    SEND,
    SEND_BACK,
    WITHDRAW,
    ChangedMeanwhileError,
    publish,
    send_back,
)
from practices.adaptations.showing import one_of
from practices.adaptations.words import languages
from practices.plans.source import pages_by_key

REVIEW, LISTING = "adaptations:edit", "adaptations:index"
MODERATE = "practices.moderate_adaptation"
# What its author hasn't sent, or has taken back, is hers alone.
SEEN = (Status.WAITING, Status.PUBLISHED, Status.SENT_BACK)


class ModerationPolicy(BasePermissionPolicy):
    """Who has the right may read and decide. Nobody writes in another's name, or deletes her words, in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether somebody may do something with reports."""
        return action in ("view", "change") and user.is_active and user.has_perm(MODERATE)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        """Return those who may do one of these."""
        if not {"view", "change"} & set(actions):
            return User.objects.none()
        right = Permission.objects.filter(content_type__app_label="practices", codename="moderate_adaptation")
        found = Q(is_superuser=True) | Q(user_permissions__in=right) | Q(groups__permissions__in=right)
        return User.objects.filter(found, is_active=True).distinct()


def practice_of(adaptation: Adaptation) -> PageLink | None:
    """Return the practice that a report is about, in the editor's language or else in English."""
    key = adaptation.practice_key
    return pages_by_key([key], get_language() or SOURCE_LANGUAGE).get(key)


class AdaptationIndexView(generic.IndexView):
    """All that editors may see, the newest first."""

    any_permission_required: ClassVar[list[str]] = ["change"]
    default_ordering = "-sent_at"

    def get_base_queryset(self) -> QuerySet[Adaptation]:
        """Return what was sent."""
        return Adaptation.objects.filter(status__in=SEEN)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the reports on this page the titles of their practices, all found at once."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = context["object_list"]
        practices = pages_by_key({row.practice_key for row in rows}, get_language() or SOURCE_LANGUAGE)
        for row in rows:
            practice = practices.get(row.practice_key)
            row.practice_title = practice.title if practice else ""
        return context


class ReviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One report, to be read, and published or sent back."""

    model = Adaptation
    permission_required = "change"
    template_name = "practices/admin/review_adaptation.html"
    page_title = _("What was tried")
    header_icon = "comment"
    index_url_name = ""

    @cached_property
    def adaptation(self) -> Adaptation:
        """The report.

        Raises:
            Http404: there is none that an editor may see.
        """
        return get_object_or_404(Adaptation, pk=self.kwargs["pk"], status__in=SEEN)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        listing = {"url": reverse(self.index_url_name), "label": _("What was tried")}
        return [*self.breadcrumbs_items, listing, {"url": "", "label": self.adaptation.organisation}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context_data(**kwargs)
        adaptation = self.adaptation
        form = kwargs.get("form") or ReasonForm()
        context.update(
            adaptation=adaptation,
            one=one_of(adaptation, get_language() or SOURCE_LANGUAGE),
            language=languages().get(adaptation.language, ""),
            practice=practice_of(adaptation),
            form=form,
            may_publish=adaptation.status == Status.WAITING,
            may_send_back=adaptation.status in (Status.WAITING, Status.PUBLISHED),
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Decide about the report as it stood on the page."""
        adaptation, form = self.adaptation, ReasonForm(request.POST)
        sends_back = request.POST.get("do") == "send-back"
        if sends_back and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if request.POST.get("version") != str(adaptation.version):
            return self._changed(request)
        try:
            if sends_back:
                send_back(adaptation, self._editor, form.cleaned_data["reason"])
            else:
                publish(adaptation, self._editor)
        except ChangedMeanwhileError:
            return self._changed(request)
        said = gettext("The report was sent back.") if sends_back else gettext("The report is published.")
        messages.success(request, said)
        return HttpResponseRedirect(reverse(self.index_url_name))

    @property
    def _editor(self) -> User:
        user: Any = self.request.user
        return user

    def _changed(self, request: HttpRequest) -> HttpResponse:
        """Ask to look again; a reason that was written stands there still."""
        messages.error(
            request, gettext("The report has changed since you opened it. Nothing was decided: look at it again.")
        )
        form = ReasonForm(initial={"reason": request.POST.get("reason", "")})
        self.__dict__.pop("adaptation", None)
        return self.render_to_response(self.get_context_data(form=form), status=409)


class AdaptationViewSet(ModelViewSet):
    """The listing and the page of one report; nothing is added or deleted here."""

    model = Adaptation
    name = "adaptations"
    url_prefix = "adaptations"
    icon = "comment"
    menu_label = _("What was tried")
    menu_order = 350
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = AdaptationIndexView
    edit_view_class = ReviewView
    form_fields: ClassVar[list[str]] = []
    list_display: ClassVar[list[Any]] = [
        TitleColumn("organisation", label=_("Organisation"), get_url=lambda row: reverse(REVIEW, args=[row.pk])),
        Column("practice_title", label=_("Practice")),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("language", label=_("Language"), accessor=lambda row: languages().get(row.language, "")),
        Column("sent_at", label=_("Sent on"), sort_key="sent_at"),
    ]
    list_filter: ClassVar[list[str]] = ["status", "language", "sector", "size"]
    search_fields: ClassVar[list[str]] = ["organisation", "place"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses that there are."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<uuid:pk>/", self.edit_view, name="edit"),
        ]

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Let the right be given to groups."""
        return Permission.objects.filter(content_type__app_label="practices", codename="moderate_adaptation")


def register_steps(actions: LogActionRegistry) -> None:
    """Give what is done with reports its words in Wagtail's log."""
    actions.register_action(SEND, _("Send a report"), _("Report sent to the editors"))
    actions.register_action(PUBLISH, _("Publish a report"), _("Report published"))
    actions.register_action(SEND_BACK, _("Send back a report"), _("Report sent back to its author"))
    actions.register_action(WITHDRAW, _("Withdraw a report"), _("Report withdrawn by its author"))


register_permission_policy(Adaptation, ModerationPolicy(Adaptation), exact_class=True)
