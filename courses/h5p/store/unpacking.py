"""Unpacking: file by file, never a whole package in memory, into a folder that nobody knows of until all is there."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

ROOT = "h5p"
LIBRARIES, CONTENTS, PACKAGES = f"{ROOT}/libraries", f"{ROOT}/contents", f"{ROOT}/packages"
_IN_MEMORY = 1024 * 1024
_log = structlog.get_logger("h5p")


class Unpacking:
    """What has been written so far, to be taken away again if anything fails."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def new_folder(self, below: str) -> str:
        """Return a folder that nothing else is in."""
        return f"{below}/{uuid.uuid4().hex}"

    def write(self, name: str, pieces: Iterable[bytes]) -> int:
        """Write a file into the store; return how many bytes it has.

        Raises:
            OSError: the store has kept it under another name, or not at all.
        """
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
            size = sum(held.write(piece) for piece in pieces)
            held.seek(0)
            # Noted first: a store that fails half-way may have begun it.
            self.written.append(name)
            kept = default_storage.save(name, File(held, name=name))
        if kept != name:
            self.written.append(kept)
            raise OSError(f"The store has kept {name} as {kept}.")
        return size

    def take_back(self) -> None:
        """Delete all that was written."""
        remove(self.written)


@contextmanager
def unpacking() -> Iterator[Unpacking]:
    """Write files and the rows that know of them together: if anything fails, neither stays."""
    work = Unpacking()
    try:
        with transaction.atomic():
            yield work
    except BaseException:
        work.take_back()
        raise


def remove(names: Iterable[str]) -> None:
    """Delete files from the store; one that can't be deleted now is left to `leftovers`."""
    folders = set()
    for name in names:
        try:
            default_storage.delete(name)
        except OSError as error:
            _log.warning("file stays", name=name, error=str(error))
        parts = name.split("/")
        # Without the folder of all, which others write to.
        folders |= {"/".join(parts[:count]) for count in range(3, len(parts))}
    for folder in sorted(folders, key=len, reverse=True):
        _remove_empty(folder)


def _remove_empty(folder: str) -> None:
    """Delete a folder that nothing is in; stores without folders have none to delete."""
    try:
        inside, files = default_storage.listdir(folder)
        if not inside and not files:
            default_storage.delete(folder)
    except (OSError, NotImplementedError):
        return
