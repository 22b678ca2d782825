"""Installing libraries, from a package or from a folder of packages. Only administrators get here."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from courses.h5p.models import ActivityVersion, Library
from courses.h5p.reading import Library as Found
from courses.h5p.reading import Name, Package, RefusedPackageError, read_package
from courses.h5p.reading.package import dependencies
from courses.h5p.store.settings import limits
from courses.h5p.store.unpacking import LIBRARIES, Unpacking, remove, unpacking


@dataclass
class Installed:
    """What became of the libraries of a package, by their names with versions."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)

    def add(self, other: Installed) -> None:
        """Add what became of another package."""
        self.new += other.new
        self.updated += other.updated
        self.unchanged += other.unchanged


class Known:
    """Which libraries the store has and what each needs, asked of the database once."""

    def __init__(self) -> None:
        rows = Library.objects.values_list("machine_name", "major", "minor", "metadata")
        self.needs = {
            Name(machine_name, major, minor): dependencies(metadata) for machine_name, major, minor, metadata in rows
        }

    def __call__(self, name: Name) -> set[Name] | None:
        """Return what a library needs; None for one that isn't installed."""
        return self.needs.get(name)

    def closure(self, names: Iterable[Name]) -> set[Name]:
        """Return libraries with all that they need, as far as it is installed."""
        found: set[Name] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.needs:
                continue
            found.add(name)
            waiting += self.needs[name]
        return found


def install(file: BinaryIO, origin: str, user: Any = None) -> Installed:
    """Install the libraries of a package that are new, or newer patches of those in the store: all, or none.

    Raises:
        RefusedPackageError: the package isn't right, or a library needs another that isn't there.
    """
    with read_package(file, limits(), Known(), libraries_only=True) as package, unpacking() as work:
        return _install_all(package, work, origin[-255:], user)


@dataclass
class Refused:
    """A package that wasn't installed, and why."""

    file: str
    error: RefusedPackageError


def install_several(packages: Iterable[tuple[str, BinaryIO]], user: Any = None) -> tuple[Installed, list[Refused]]:
    """Install packages, whatever their order: one may need what another brings. Those that are refused stand apart."""
    told, refused, waiting = Installed(), list[Refused](), list(packages)
    while waiting:
        lacking, left = list[Refused](), list[tuple[str, BinaryIO]]()
        for name, file in waiting:
            try:
                told.add(install(file, name, user))
            except RefusedPackageError as error:
                if error.code == "lacks-own-libraries":
                    lacking.append(Refused(name, error))
                    left.append((name, file))
                else:
                    refused.append(Refused(name, error))
        if len(left) == len(waiting):
            return told, refused + lacking
        waiting = left
    return told, refused


def install_folder(folder: Path, user: Any = None) -> Installed:
    """Install all packages (`.h5p`) of a folder, the simplest first.

    Raises:
        RefusedPackageError: a package isn't right. The others are installed.
    """
    with ExitStack() as opened:
        paths = sorted(folder.glob("*.h5p"), key=lambda path: path.stat().st_size)
        told, refused = install_several([(path.name, opened.enter_context(path.open("rb"))) for path in paths], user)
    if refused:
        raise refused[0].error
    return told


def _install_all(package: Package, work: Unpacking, origin: str, user: Any) -> Installed:
    told = Installed()
    for name, found in sorted(package.libraries.items()):
        row = Library.objects.select_for_update().filter(
            machine_name=name.machine_name, major=name.major, minor=name.minor
        )
        there = row.first()
        label = f"{name}.{found.patch}"
        if there and there.patch >= found.patch:
            told.unchanged.append(f"{name}.{there.patch}")
            continue
        folder = work.new_folder(LIBRARIES)
        manifest = {entry.path: work.write(f"{folder}/{entry.path}", package.chunks(entry)) for entry in found.files}
        values = {**_values(found), "folder": folder, "manifest": manifest, "origin": origin, "installed_by": user}
        if there:
            old = [f"{there.folder}/{path}" for path in there.manifest]
            Library.objects.filter(pk=there.pk).update(**values, installed_at=timezone.now())
            log(instance=there, action="wagtail.edit", user=user, title=label, content_changed=True)
            transaction.on_commit(partial(remove, old))
            told.updated.append(label)
        else:
            new = Library.objects.create(machine_name=name.machine_name, major=name.major, minor=name.minor, **values)
            log(instance=new, action="wagtail.create", user=user, title=label, content_changed=True)
            told.new.append(label)
    _bring_what_is_needed(told.updated)
    return told


def _bring_what_is_needed(updated: list[str]) -> None:
    """Give the activities that an updated library plays what it needs now."""
    known = Known()
    rows = {row.name: row for row in Library.objects.all()} if updated else {}
    names = {f"{row.name}.{row.patch}": row.pk for row in rows.values()}
    changed = [names[label] for label in updated]
    for version in ActivityVersion.objects.filter(libraries__in=changed).distinct().prefetch_related("libraries"):
        version.libraries.add(*(rows[name] for name in known.closure(row.name for row in version.libraries.all())))


def _values(found: Found) -> dict[str, Any]:
    metadata = found.metadata
    return {
        "patch": found.patch,
        "title": metadata["title"],
        "runnable": str(metadata["runnable"]) in ("1", "True"),
        "license": metadata.get("license") or "",
        "author": metadata.get("author") or "",
        "metadata": metadata,
    }
