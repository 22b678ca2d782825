"""Pages that show an activity are made anew when it is renamed, or goes."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from courses.h5p.models import Activity
from mimi.pages.cache.stamps import raise_tags


@receiver([post_save, post_delete], sender=Activity)
def raise_tags_of_activity(instance: Activity, **_signal: Any) -> None:
    """Drop what is kept of pages with the activity."""
    raise_tags(f"{instance._meta.label_lower}:{instance.pk}")
