"""A page of the admin that says which roles there are, what each may, and which are one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mimi.editors.roles.definitions import ADMINISTRATOR, ROLES, Role, display_name, roles_of
from mimi.editors.roles.models import RoleGroup
from mimi.editors.roles.rights import RIGHTS

NAME = "editors_roles"


@dataclass(frozen=True)
class RightRow:
    """A right, and for each role in their order whether it gives it."""

    label: Any
    given: list[bool]


def right_rows() -> list[RightRow]:
    """Return the table of who may what."""
    return [RightRow(right.label, [key in role.rights for role in ROLES.values()]) for key, right in RIGHTS.items()]


def own_roles(user: Any) -> list[str]:
    """Return what one's own roles are called, in the order of the roles."""
    order = list(ROLES)
    mine = sorted(roles_of(user), key=lambda one: (order.index(one[0]), one[1] or ""))
    return [display_name(key, language) for key, language in mine]


class RolesView(WagtailAdminTemplateMixin, TemplateView):
    """The page."""

    template_name = "editors/roles/help.html"
    page_title = _("Roles")
    header_icon = "group"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        request: HttpRequest = self.request
        roles: list[Role] = list(ROLES.values())
        groups = RoleGroup.objects.select_related("group").order_by("pk") if _is_administrator(request.user) else []
        return super().get_context_data(
            roles=roles, rows=right_rows(), mine=own_roles(request.user), groups=groups, **kwargs
        )


def _is_administrator(user: Any) -> bool:
    return (ADMINISTRATOR, None) in roles_of(user)


def urls() -> list[URLPattern]:
    """Return the page's address."""
    return [path("editors/roles/", RolesView.as_view(), name=NAME)]
