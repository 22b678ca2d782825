"""A store of files in memory, and one with the library H5P.Small in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.test import override_settings

from courses.h5p.store.installing import install
from tests.courses.h5p.packages import library_files, packed


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
