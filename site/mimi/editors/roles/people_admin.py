"""Wagtail's admin of people and groups, in which a role's group is called as its role is in the reader's language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups, users


def label_of(group: Group) -> str:
    """Return what a group is called: by its role, and by its own name where an administrator has given it another."""
    role_group = getattr(group, "role_group", None)
    if role_group is None:
        return group.name
    return gettext("%(role)s (group “%(group)s”)") % {"role": role_group, "group": group.name}


class WithRoles:
    """A person's form that calls groups by their roles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        field = form.fields["groups"]
        field.queryset = field.queryset.select_related("role_group").order_by("role_group__pk", "name")
        field.label_from_instance = label_of


class PersonCreationForm(WithRoles, UserCreationForm):
    """A new person."""


class PersonEditForm(WithRoles, UserEditForm):
    """A person that is there."""


class PeopleViewSet(users.UserViewSet):
    """People."""

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form."""
        return PersonEditForm if for_update else PersonCreationForm


class GroupIndexView(groups.IndexView):
    """Groups, each with its role."""

    columns: ClassVar[list[Any]] = [
        *groups.IndexView.columns,
        Column("role", label=_("Role"), accessor=lambda group: str(getattr(group, "role_group", ""))),
    ]

    def get_base_queryset(self) -> Any:
        """Return all groups, with their roles."""
        return super().get_base_queryset().select_related("role_group")


class GroupsViewSet(groups.GroupViewSet):
    """Groups."""

    index_view_class = GroupIndexView
