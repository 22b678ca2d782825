"""What nobody needs in the file store: folders that no row knows of, and versions of activities that were replaced.

A server that lost its power while unpacking leaves folders; so does a form that was refused after its package was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import F

from courses.h5p.models import ActivityVersion, Library
from courses.h5p.store.unpacking import CONTENTS, LIBRARIES, PACKAGES, remove
from mimi.operations.periodic import daily

# What is younger may be about to get its row.
OLD_ENOUGH = timedelta(days=1)


@daily("forget leftovers of H5P", hour=4)
def forget_leftovers(now: datetime) -> None:
    """Delete files that no library and no activity has, and versions that nobody plays any more.

    Whoever had the page open when an activity was replaced goes on playing the old version for some hours.
    """
    newest = F("activity__current__number")
    replaced = ActivityVersion.objects.filter(number__lt=newest, activity__current__uploaded_at__lt=now - OLD_ENOUGH)
    for version in replaced:
        version.delete()
    for below, rows in ((LIBRARIES, Library.objects), (CONTENTS, ActivityVersion.objects)):
        known = set(rows.values_list("folder", flat=True))
        for folder in _listed(below)[0]:
            if f"{below}/{folder}" not in known:
                _forget(list(_files(f"{below}/{folder}")), now)
    packages = set(ActivityVersion.objects.values_list("package", flat=True))
    _forget([f"{PACKAGES}/{name}" for name in _listed(PACKAGES)[1] if f"{PACKAGES}/{name}" not in packages], now)


def _forget(names: list[str], now: datetime) -> None:
    if names and all(now - default_storage.get_modified_time(name) > OLD_ENOUGH for name in names):
        remove(names)


def _files(folder: str) -> Iterator[str]:
    inside, names = _listed(folder)
    for name in names:
        yield f"{folder}/{name}"
    for name in inside:
        yield from _files(f"{folder}/{name}")


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
