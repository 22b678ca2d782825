"""Which groups and workflows of Wagtail's are those that roles have made."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow

from mimi.editors.roles.definitions import ROLES, display_name


class RoleGroup(models.Model):
    """That a group is a role's, or a role's in one language. Whatever its name is by now."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group")
    role = models.CharField(max_length=20)
    language = models.CharField(max_length=10, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("group of a role")
        permissions: ClassVar[list[Any]] = [
            ("publish_lists", "Can publish translations of glossary terms and lists"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["role", "language"], name="a_role_has_one_group_a_language")
        ]

    def __str__(self) -> str:
        return display_name(self.role, self.language) if self.role in ROLES else self.role

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages in which the group works."""
        return ROLES[self.role].languages(self.language) if self.role in ROLES else ()


class LanguageWorkflow(models.Model):
    """The workflow that pages of a language go through, where nobody has chosen another."""

    language = models.CharField(max_length=10, unique=True)
    workflow = models.OneToOneField(Workflow, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("workflow of a language")

    def __str__(self) -> str:
        return f"{self.language}: {self.workflow_id}"
