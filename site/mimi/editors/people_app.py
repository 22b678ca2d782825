"""Wagtail's app of people and groups, with views of ours."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAppConfig(WagtailUsersAppConfig):
    group_viewset = "mimi.editors.roles.people_admin.GroupsViewSet"
    user_viewset = "mimi.editors.roles.people_admin.PeopleViewSet"
