"""What H5P adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Collection

from courses.h5p.admin.activities import activity_chooser, activity_viewset
from courses.h5p.admin.forms import GroupActivityPermissionFormSet
from courses.h5p.admin.libraries import urls
from courses.h5p.admin.policies import may_manage_libraries
from courses.h5p.models import Activity


class LibrariesMenuItem(MenuItem):
    """The way to the libraries, for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person may manage libraries."""
        return may_manage_libraries(request.user)


@hooks.register("register_admin_viewset")
def register_activities() -> list[Any]:
    """Give activities their pages and their chooser."""
    return [activity_viewset, activity_chooser]


@hooks.register("register_admin_urls")
def register_libraries() -> list[URLPattern]:
    """Give libraries their addresses."""
    return urls()


@hooks.register("register_settings_menu_item")
def register_libraries_menu_item() -> MenuItem:
    """Put libraries among the settings."""
    return LibrariesMenuItem(
        _("H5P libraries"), reverse("h5p_libraries"), name="h5p-libraries", icon_name="cogs", order=900
    )


@hooks.register("register_group_permission_panel")
def register_activity_permissions() -> Any:
    """Let administrators give groups rights on activities, collection by collection."""
    return GroupActivityPermissionFormSet


@hooks.register("describe_collection_contents")
def describe_activities(collection: Collection) -> dict[str, Any] | None:
    """Say how many activities would be left without a collection."""
    count = Activity.objects.filter(collection=collection).count()
    if not count:
        return None
    told = ngettext("%(count)s H5P activity", "%(count)s H5P activities", count) % {"count": count}
    return {"count": count, "count_text": told, "url": f"{reverse('h5p_activities:index')}?collection={collection.pk}"}
