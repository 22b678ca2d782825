"""Wagtail's rules about pages, without those that were deleted: no report, task or listing of the admin has them.

The log keeps what was done with them; it goes by what can be explored.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import AbstractPage
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from mimi.pages.visibility import in_bin


class PagePolicy(PagePermissionPolicy):
    """Nobody works on a page that was deleted."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """Return the pages that somebody may do one of these with."""
        return super().instances_user_has_any_permission_for(user, actions).exclude(in_bin())


def register() -> None:
    """Put it in the place of Wagtail's own."""
    register_permission_policy(AbstractPage, PagePolicy())
