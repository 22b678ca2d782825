"""Who may do what: libraries are code and belong to administrators, activities lie in collections like pictures."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy


def may_manage_libraries(user: Any) -> bool:
    """Say whether somebody may install, update and delete libraries."""
    return bool(user.is_active and user.is_superuser)


def register() -> None:
    """Tell Wagtail, when the app is ready."""
    from courses.h5p.models import Activity

    register_permission_policy(Activity, CollectionOwnershipPermissionPolicy(Activity, owner_field_name="uploaded_by"))
