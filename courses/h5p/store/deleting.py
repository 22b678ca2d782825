"""When a row goes, its files go; a library that is needed stays."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.signals import post_delete
from django.dispatch import receiver

from courses.h5p.models import ActivityVersion, Library
from courses.h5p.reading import Name
from courses.h5p.reading.package import dependencies
from courses.h5p.store.unpacking import remove


def needed_by_libraries() -> dict[Name, list[str]]:
    """Return for each library the titles of those that need it to run."""
    found: dict[Name, list[str]] = {}
    for title, metadata in Library.objects.values_list("title", "metadata"):
        for name in dependencies(metadata):
            found.setdefault(name, []).append(title)
    return found


def unused(library: Library) -> bool:
    """Say whether neither an activity nor another library needs a library."""
    return library.name not in needed_by_libraries() and not library.used_by.exists()


def with_usage() -> list[Library]:
    """Return all libraries, each with `activities`, how many it plays, and `needed_by`, titles of libraries."""
    rows: list[Any] = list(Library.objects.annotate(activities=Count("used_by__activity", distinct=True)))
    needed = needed_by_libraries()
    for row in rows:
        row.needed_by = sorted(needed.get(row.name, ()))
    return rows


@receiver(post_delete, sender=Library)
def delete_library_files(instance: Library, **_signal: Any) -> None:
    """Delete the files of a library once its row is gone for good."""
    transaction.on_commit(partial(remove, [f"{instance.folder}/{path}" for path in instance.manifest]))


@receiver(post_delete, sender=ActivityVersion)
def delete_version_files(instance: ActivityVersion, **_signal: Any) -> None:
    """Delete the files of a version once its row is gone for good."""
    names = [*(f"{instance.folder}/{path}" for path in instance.manifest), instance.package]
    transaction.on_commit(partial(remove, names))
