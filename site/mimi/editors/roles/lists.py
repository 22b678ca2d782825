"""Glossary terms, vocabularies and other lists that are translated: written in English, each person in her languages.

They have no drafts: what is saved shows at once. So a translator's words wait in the translation editor until somebody
who may publish lists lets them show.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.models import register_snippet

from mimi.editors.roles.definitions import ROLES
from mimi.pages.links import SOURCE_LANGUAGE

M = TypeVar("M", bound=type)

PUBLISH = "editors.publish_lists"
_KEPT = "_languages_of_lists"


class ListPolicy(ModelPermissionPolicy):
    """A group's permission counts in the languages of its role; that of another group, or a person's own, in all."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Say whether somebody may do something with one entry."""
        if not self.user_has_permission(user, action):
            return False
        language = instance.locale.language_code
        # A translation is made in the translation editor, and deleted with its English.
        if action == "add" and language != SOURCE_LANGUAGE:
            return False
        return language in self.languages(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """Return the entries that somebody may do one of these with."""
        languages = {code for action in actions for code in self.languages(user, action)}
        found: QuerySet[Any] = self.model._default_manager.filter(locale__language_code__in=languages)
        return found

    def languages(self, user: Any, action: str) -> frozenset[str]:
        """Return the languages in which somebody may do something with entries."""
        everywhere = frozenset(dict(settings.LANGUAGES))
        if not user.is_active:
            return frozenset()
        if user.is_superuser:
            return everywhere
        return languages_of_permission(user, self._get_permission_name(action))


def languages_of_permission(user: Any, name: str) -> frozenset[str]:
    """Return the languages in which somebody has a permission on lists; all her permissions are read at once."""
    everywhere = frozenset(dict(settings.LANGUAGES))
    if _KEPT not in user.__dict__:
        rows = Permission.objects.filter(group__user=user).values_list(
            "content_type__app_label", "codename", "group__role_group__role", "group__role_group__language"
        )
        found: dict[str, frozenset[str]] = {}
        for app, codename, role, language in rows:
            codes = frozenset(ROLES[role].languages(language)) if role in ROLES else everywhere
            found[f"{app}.{codename}"] = found.get(f"{app}.{codename}", frozenset()) | codes
        own = user.user_permissions.values_list("content_type__app_label", "codename")
        found |= {f"{app}.{codename}": everywhere for app, codename in own}
        user.__dict__[_KEPT] = found
    kept: frozenset[str] = user.__dict__[_KEPT].get(name, frozenset())
    return kept


def may(user: Any, action: str, entry: Any) -> bool:
    """Say whether somebody may do something with an entry of a list."""
    return bool(policy_registry.get(entry).user_has_permission_for_instance(user, action, entry))


def may_publish(user: Any, entry: Any) -> bool:
    """Say whether somebody may let a translation of an entry show."""
    return may(user, "change", entry) and (
        user.is_superuser or entry.locale.language_code in languages_of_permission(user, PUBLISH)
    )


def translated_list(model: M) -> M:
    """Register a model of entries in several languages as a snippet; used as a decorator."""
    register_permission_policy(model, ListPolicy(model), exact_class=True)
    register_snippet(model, viewset="mimi.editors.roles.list_views.TranslatedViewSet")
    return model
