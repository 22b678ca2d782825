"""Lessons that ask for an activity: what they ask for, and that nobody is asked for one that is there no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from courses.h5p.models import Activity
from courses.models.pages import LessonPage
from mimi.pages.cache import invalidation


@receiver(post_delete, sender=Activity)
def ask_no_more(instance: Activity, **_signal: Any) -> None:
    """Let lessons that ask for a deleted activity ask for it no more."""
    for page in LessonPage.objects.exclude(asked_activities=[]):
        gone = set(blocks_with(page.body.get_prep_value(), instance.pk)) & set(page.asked_activities)
        if gone:
            page.asked_activities = [block for block in page.asked_activities if block not in gone]
            LessonPage.objects.filter(pk=page.pk).update(asked_activities=page.asked_activities)
            if page.live:
                invalidation.page_published(page)


def blocks_with(body: Iterable[Mapping[str, Any]], activity: int) -> list[str]:
    """Return the ids of the blocks that hold an activity."""
    found = [block for block in body if block["type"] == "activity"]
    return [str(block["id"]) for block in found if block["value"].get("activity") == activity]
