"""People with a role, and what they try in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from mimi.editors.roles.models import RoleGroup
from tests.factories import UserFactory


def person(role: str, language: str = "", **fields: Any) -> Any:
    """Make a person with a role."""
    user: Any = UserFactory(is_superuser=role == "administrator", **fields)
    if role != "administrator":
        user.groups.add(group(role, language))
    return user


def group(role: str, language: str = "") -> Group:
    """Return the group of a role."""
    return RoleGroup.objects.get(role=role, language=language).group


def signed_in(user: Any) -> Client:
    """Return a browser in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    return client


def refused(response: Any) -> bool:
    """Say whether the admin has sent somebody away."""
    return response.status_code == 403 or (response.status_code == 302 and response.url == "/cms/")


def translation_of(source: Any, language: str = "nb") -> Translation:
    """Put a page or an entry that is there in two languages into wagtail-localize's hands."""
    record, _made = TranslationSource.get_or_create_from_instance(source)
    return Translation.objects.get_or_create(source=record, target_locale=Locale.objects.get(language_code=language))[0]
