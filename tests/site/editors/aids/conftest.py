"""A few pages, and people who may and may not work on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission
from wagtail_localize.models import Translation

from mimi.people.models import User
from tests.factories import UserFactory
from tests.site.editors.aids.desk import RICH, Desk


@pytest.fixture
def desk(db: Any) -> Desk:
    return Desk.put_up()


@pytest.fixture
def work(desk: Desk) -> Translation:
    """A page with inline tags, entities and a placeholder, on its way into Norwegian."""
    return desk.translation(desk.write(desk.about["en"], RICH))


@pytest.fixture
def translator_of(desk: Desk) -> Callable[..., User]:
    """Make a person who may edit the pages of some languages only."""

    def make(*languages: str) -> User:
        group = Group.objects.create(name=f"Translators {' '.join(languages)}")
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
        change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
        for language in languages:
            GroupPagePermission.objects.create(group=group, page=desk.home[language].page_ptr, permission=change)
        user: User = UserFactory()
        user.groups.add(group)
        return user

    return make


@pytest.fixture
def boss(db: Any) -> User:
    user: User = UserFactory(is_superuser=True)
    return user
