"""A store of files in memory, one with the library H5P.Small in it, and people who work with activities."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.test import Client, override_settings
from wagtail.models import Collection, GroupCollectionPermission

from courses.h5p.store.installing import install
from tests.courses.h5p.packages import library_files, packed
from tests.factories import UserFactory


@pytest.fixture
def file_store(settings: Any) -> Iterator[Any]:
    """A store without folders of its own, as one at a provider is, so that nothing relies on a disk."""
    with override_settings(STORAGES={**settings.STORAGES, "default": {"BACKEND": f"{__name__}.MemoryStorage"}}):
        yield storages["default"]


class MemoryStorage(InMemoryStorage):
    """Files in memory."""


def stored(store: Any = default_storage, folder: str = "h5p") -> list[str]:
    """Return all files below a folder."""
    try:
        inside, names = store.listdir(folder)
    except FileNotFoundError:
        return []
    found = [f"{folder}/{name}" for name in names]
    for name in inside:
        found += stored(store, f"{folder}/{name}")
    return sorted(found)


@pytest.fixture
def small_library(db: Any, file_store: Any) -> None:
    """H5P.Small 1.2.3 is installed."""
    install(io.BytesIO(packed(library_files())), "small.h5p")


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def author(db: Any) -> Any:
    """Somebody with the role of an author."""
    person: Any = UserFactory()
    person.groups.add(Group.objects.get(name="Authors"))
    return person


def in_collection(name: str) -> tuple[Any, Collection]:
    """Return somebody who may upload into one collection only."""
    collection = Collection.get_first_root_node().add_child(name=name)
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in ("add", "choose"):
        right = Permission.objects.get(codename=f"{action}_activity")
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)
    person: Any = UserFactory()
    person.groups.add(group)
    return person, collection
