"""The pages of activities in the admin: a listing, an upload, what one is made of and where it is used; the chooser."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from courses.h5p.admin.forms import ActivityForm
from courses.h5p.models import Activity
from courses.h5p.results.verbs import FINISHING


class OneActivity:
    """A page about one activity: nobody sees one of a collection that she may not change."""

    def get_object(self, *args: Any, **kwargs: Any) -> Activity:
        """Return the activity.

        Raises:
            PermissionDenied: it is in a collection of others.
        """
        view: Any = self
        activity: Activity = super().get_object(*args, **kwargs)  # type: ignore[misc]  # mixed into views that have it
        policy = policy_registry.get_by_type(Activity)
        if not policy.user_has_permission_for_instance(view.request.user, "change", activity):
            raise PermissionDenied
        return activity


class UserInForm:
    """A form that offers the collections in which one may work."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who is working."""
        view: Any = self
        return {**super().get_form_kwargs(), "user": view.request.user}  # type: ignore[misc]  # mixed into views that have it


class ActivityIndexView(generic.IndexView):
    """All activities of the collections that one may change."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete"]

    def get_base_queryset(self) -> QuerySet[Activity]:
        """Return them with what the listing shows."""
        policy = policy_registry.get_by_type(Activity)
        rows: QuerySet[Activity] = policy.instances_user_has_any_permission_for(
            self.request.user, self.any_permission_required
        )
        return with_statistics(rows.select_related("collection", "current__main_library"))


def with_statistics(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Add to activities `plays`, how often somebody has begun, and `average`, the mean of all results from 0 to 1."""
    ends = Q(statements__sub_content="", statements__verb__in=FINISHING) & ~Q(statements__completion=False)
    return rows.annotate(
        plays=Count("statements__registration", distinct=True),
        average=Avg("statements__score", filter=ends),
    )


def average_in_words(activity: Any) -> str:
    """Return the average in whole per cent; a dash before the first result."""
    return "–" if activity.average is None else f"{100 * activity.average:.0f} %"


class ActivityAddView(UserInForm, generic.CreateView):
    """An upload."""


class ActivityEditView(OneActivity, UserInForm, generic.EditView):
    """An activity, its versions, and a place for a new one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        versions = list(self.object.versions.select_related("main_library", "uploaded_by").order_by("-number"))
        current = versions[0] if versions else None
        context.update(versions=versions, libraries=list(current.libraries.all()) if current else [])
        return context


class ActivityDeleteView(OneActivity, generic.DeleteView):
    """Deletes an activity with all its versions, and what learners have done in it."""

    @property
    def confirmation_message(self) -> str:
        """Say how much goes."""
        plays = self.object.statements.order_by().values("registration").distinct().count()
        asked = gettext("Are you sure you want to delete this H5P activity?")
        if not plays:
            return asked
        told = ngettext(
            "The results of %(plays)s attempt of learners will be deleted with it.",
            "The results of %(plays)s attempts of learners will be deleted with it.",
            plays,
        ) % {"plays": plays}
        return f"{asked} {told}"


class ActivityUsageView(OneActivity, usage.UsageView):
    """Where an activity is used."""


class ActivityHistoryView(OneActivity, history.HistoryView):
    """Who did what with an activity."""


class ActivityViewSet(ModelViewSet):
    """Activities in the admin."""

    model = Activity
    name = "h5p_activities"
    url_prefix = "h5p/activities"
    icon = "media"
    menu_label = "H5P"
    menu_name = "h5p-activities"
    menu_order = 420
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = ActivityIndexView
    add_view_class = ActivityAddView
    edit_view_class = ActivityEditView
    delete_view_class = ActivityDeleteView
    usage_view_class = ActivityUsageView
    history_view_class = ActivityHistoryView
    edit_template_name = "h5p/admin/activity.html"
    list_display: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), url_name="h5p_activities:edit", sort_key="title"),
        Column("main_library", label=_("Kind"), accessor="current.main_library.title"),
        Column("version", label=_("Version"), accessor="current.number"),
        Column("plays", label=_("Plays"), sort_key="plays"),
        Column("average", label=_("Average score"), accessor=average_in_words, sort_key="average"),
        Column("collection", label=_("Collection")),
        DateColumn("created_at", label=_("Uploaded on"), sort_key="created_at"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[ActivityForm]:
        """Return our form, which takes packages."""
        return ActivityForm


class ChosenActivityView(chooser.ChosenView):
    """What was chosen: one that may be chosen."""

    def get_object(self, pk: Any) -> Activity:
        """Return the activity.

        Raises:
            Activity.DoesNotExist: it isn't there for her.
        """
        return _choosable(self.request.user).get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[Activity]:
        """Return several."""
        return _choosable(self.request.user).filter(pk__in=pks)


class OwnChoice:
    """A list of what one may choose."""

    def get_object_list(self) -> QuerySet[Activity]:
        """Return the activities that one may choose."""
        view: Any = self
        return _choosable(view.request.user)


class ChooseActivityView(OwnChoice, chooser.ChooseView):
    """The whole chooser."""


class ChooseActivityResultsView(OwnChoice, chooser.ChooseResultsView):
    """One page of its list."""


class ActivityChooserViewSet(ChooserViewSet):
    """Where an editor chooses an activity for a lesson."""

    model = Activity
    icon = "media"
    choose_one_text = _("Choose an H5P activity")
    choose_another_text = _("Choose another H5P activity")
    edit_item_text = _("Edit this H5P activity")
    choose_view_class = ChooseActivityView
    choose_results_view_class = ChooseActivityResultsView
    chosen_view_class = ChosenActivityView


def _choosable(user: Any) -> QuerySet[Activity]:
    policy = policy_registry.get_by_type(Activity)
    rows: QuerySet[Activity] = policy.instances_user_has_any_permission_for(user, ["choose"])
    return rows.order_by("-created_at")


activity_viewset = ActivityViewSet()
activity_chooser = ActivityChooserViewSet("h5p_activity_chooser", url_prefix="h5p/choose")
