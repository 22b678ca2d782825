"""Taking an activity that an editor uploads: only its content is kept, the libraries in the package are left out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db.models import Max

from courses.h5p.models import Activity, ActivityVersion, Library
from courses.h5p.reading import Name, Package, RefusedPackageError, read_package
from courses.h5p.store.installing import Known
from courses.h5p.store.settings import limits
from courses.h5p.store.unpacking import CONTENTS, PACKAGES, Unpacking, unpacking

_CHUNK = 64 * 1024


def check(file: BinaryIO) -> str:
    """Look at an activity without keeping anything; return its title.

    Raises:
        RefusedPackageError: it isn't right, or needs a library that isn't installed.
    """
    with read_package(file, limits(), Known()) as package:
        _check_runnable(package)
        return str((package.h5p or {})["title"])


def keep(activity: Activity, file: BinaryIO, file_name: str, user: Any = None) -> ActivityVersion:
    """Unpack a package as the newest version of an activity, and save the activity if that is new.

    Raises:
        RefusedPackageError: it isn't right; nothing is kept of it then.
    """
    known = Known()
    with read_package(file, limits(), known) as package, unpacking() as work:
        main = _check_runnable(package)
        rows = _rows(known.closure(package.dependencies))
        if activity._state.adding:
            activity.save()
        else:
            # Of two that replace it at once, each gets a number of its own.
            Activity.objects.select_for_update().get(pk=activity.pk)
        folder = work.new_folder(CONTENTS)
        kept = f"{work.new_folder(PACKAGES)}.h5p"
        digest = hashlib.sha256()
        manifest: dict[str, int] = {}
        for entry in package.files:
            digest.update(f"{entry.path}\0{entry.size}\0".encode())
            manifest[entry.path] = work.write(f"{folder}/{entry.path}", _digested(package.chunks(entry), digest))
        digest.update(str(main).encode())
        newest = activity.versions.aggregate(newest=Max("number"))["newest"] or 0
        version = ActivityVersion.objects.create(
            activity=activity,
            number=newest + 1,
            folder=folder,
            manifest=manifest,
            h5p=package.h5p,
            language=(package.h5p or {}).get("language", ""),
            digest=digest.hexdigest(),
            main_library=rows[main],
            file_name=file_name[-255:],
            package=kept,
            package_size=_write_package(work, kept, file),
            uploaded_by=user,
        )
        version.libraries.set(rows.values())
        activity.current = version
        activity.save(update_fields=["current"])
        return version


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
