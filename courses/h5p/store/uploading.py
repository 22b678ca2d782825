"""Taking an activity that an editor uploads: only its content is kept, the libraries in the package are left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import Max

from courses.h5p.models import Activity, ActivityVersion, Library
from courses.h5p.reading import Name, Package, RefusedPackageError, read_package
from courses.h5p.store.installing import Known
from courses.h5p.store.settings import limits
from courses.h5p.store.unpacking import CONTENTS, PACKAGES, Unpacking

_CHUNK = 64 * 1024


def check(file: BinaryIO) -> str:
    """Look at an activity without keeping anything; return its title.

    Raises:
        RefusedPackageError: it isn't right, or needs a library that isn't installed.
    """
    with read_package(file, limits(), Known()) as package:
        _check_runnable(package)
        return str((package.h5p or {})["title"])


@dataclass(frozen=True)
class Unpacked:
    """A package whose files are in the store, and that no row knows of yet."""

    values: dict[str, Any]
    main: Name
    dependencies: set[Name]
    work: Unpacking


def keep(activity: Activity, file: BinaryIO, file_name: str, user: Any = None) -> ActivityVersion:
    """Unpack a package as the newest version of an activity, and save the activity if that is new.

    Raises:
        RefusedPackageError: it isn't right; nothing is kept of it then.
    """
    return note(activity, unpack(file, file_name), user)


def unpack(file: BinaryIO, file_name: str) -> Unpacked:
    """Write the files of a package into the store. It takes its time, so it needs no transaction that others wait for.

    Files that nobody notes are deleted a day later; see `leftovers`.

    Raises:
        RefusedPackageError: the package isn't right; nothing is kept of it then.
    """
    work = Unpacking()
    try:
        with read_package(file, limits(), Known()) as package:
            main = _check_runnable(package)
            folder = work.new_folder(CONTENTS)
            kept = f"{work.new_folder(PACKAGES)}.h5p"
            digest = hashlib.sha256()
            manifest: dict[str, int] = {}
            for entry in package.files:
                digest.update(f"{entry.path}\0{entry.size}\0".encode())
                manifest[entry.path] = work.write(f"{folder}/{entry.path}", _digested(package.chunks(entry), digest))
            digest.update(str(main).encode())
            h5p = package.h5p or {}
            values = {
                "folder": folder,
                "manifest": manifest,
                "h5p": h5p,
                "language": h5p.get("language", ""),
                "digest": digest.hexdigest(),
                "file_name": file_name[-255:],
                "package": kept,
                "package_size": _write_package(work, kept, file),
            }
            return Unpacked(values, main, set(package.dependencies), work)
    except BaseException:
        work.take_back()
        raise


def note(activity: Activity, unpacked: Unpacked, user: Any = None) -> ActivityVersion:
    """Make an unpacked package the newest version of an activity, and save the activity if that is new.

    Raises:
        RefusedPackageError: its library has gone meanwhile; nothing is kept of the package then.
    """
    try:
        with transaction.atomic():
            rows = _rows(Known().closure(unpacked.dependencies))
            if unpacked.main not in rows:
                raise RefusedPackageError("not-runnable", "h5p.json", what=str(unpacked.main))
            if activity._state.adding:
                activity.save()
            else:
                # Of two that replace it at once, each gets a number of its own.
                Activity.objects.select_for_update().get(pk=activity.pk)
            newest = activity.versions.aggregate(newest=Max("number"))["newest"] or 0
            version = ActivityVersion.objects.create(
                activity=activity,
                number=newest + 1,
                main_library=rows[unpacked.main],
                uploaded_by=user,
                **unpacked.values,
            )
            version.libraries.set(rows.values())
            activity.current = version
            activity.save(update_fields=["current"])
            return version
    except BaseException:
        unpacked.work.take_back()
        raise


def _check_runnable(package: Package) -> Name:
    main = package.main_library
    if main is None or not Library.objects.filter(
        machine_name=main.machine_name, major=main.major, minor=main.minor, runnable=True
    ):
        raise RefusedPackageError("not-runnable", "h5p.json", what=str(main))
    return main


def _rows(names: set[Name]) -> dict[Name, Library]:
    rows = Library.objects.filter(machine_name__in={name.machine_name for name in names})
    return {row.name: row for row in rows if row.name in names}


def _digested(pieces: Iterator[bytes], digest: Any) -> Iterator[bytes]:
    for piece in pieces:
        digest.update(piece)
        yield piece


def _write_package(work: Unpacking, name: str, file: BinaryIO) -> int:
    file.seek(0)
    return work.write(name, iter(lambda: file.read(_CHUNK), b""))
