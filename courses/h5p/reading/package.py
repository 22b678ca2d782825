"""A package read whole: its metadata, the files of its content, and the libraries that it brings along."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from . import json_files, schemas
from .archive import chunks, open_archive
from .kinds import check_kind
from .limits import Limits
from .needs import check_needs, library_names
from .pictures import check_picture
from .refusals import RefusedPackageError

H5P_JSON = "h5p.json"
CONTENT = "content/"
CONTENT_JSON = "content/content.json"
LIBRARY_JSON = "library.json"


class Name(NamedTuple):
    """What a library is called, with the part of its version that says what it fits to."""

    machine_name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}"

    @property
    def folder(self) -> str:
        """The name of its folder in a package and in an address."""
        return f"{self.machine_name}-{self.major}.{self.minor}"

    @classmethod
    def of(cls, metadata: dict[str, Any]) -> Name:
        """Return the name that a checked dependency or `library.json` says."""
        return cls(metadata["machineName"], int(metadata["majorVersion"]), int(metadata["minorVersion"]))


@dataclass(frozen=True)
class FileEntry:
    """A file: its path within its content or library, and how to get at it."""

    path: str
    info: zipfile.ZipInfo

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.info.file_size


@dataclass(frozen=True)
class Library:
    """A library of a package: its checked `library.json` and its files."""

    name: Name
    metadata: dict[str, Any]
    files: tuple[FileEntry, ...]

    @property
    def patch(self) -> int:
        """The last part of its version: a higher one mends the same library."""
        return int(self.metadata["patchVersion"])

    @property
    def dependencies(self) -> set[Name]:
        """What it needs to run; what only an editor of content needs is left out."""
        return dependencies(self.metadata)


@dataclass(frozen=True)
class Package:
    """A checked package, open to be unpacked. `h5p` is None in one that holds only libraries."""

    archive: zipfile.ZipFile
    h5p: dict[str, Any] | None
    content: Any
    files: tuple[FileEntry, ...]
    libraries: dict[Name, Library] = field(default_factory=dict)

    @property
    def main_library(self) -> Name | None:
        """The library that plays the content."""
        if self.h5p is None:
            return None
        rows = (Name.of(row) for row in self.h5p["preloadedDependencies"])
        return next((name for name in rows if name.machine_name == self.h5p["mainLibrary"]), None)

    @property
    def dependencies(self) -> set[Name]:
        """What the content says that it needs, and the libraries that it names inside."""
        if self.h5p is None:
            return set()
        return dependencies(self.h5p) | {Name(*name) for name in library_names(self.content)}

    def chunks(self, entry: FileEntry) -> Iterator[bytes]:
        """Unpack a file piece by piece."""
        return chunks(self.archive, entry.info)


def dependencies(metadata: dict[str, Any]) -> set[Name]:
    """Return the libraries that a checked `h5p.json` or `library.json` needs to run."""
    return {Name.of(row) for key in ("preloadedDependencies", "dynamicDependencies") for row in metadata.get(key) or ()}


@contextmanager
def read_package(
    file: BinaryIO,
    limits: Limits,
    known: Callable[[Name], set[Name] | None],
    *,
    libraries_only: bool = False,
) -> Iterator[Package]:
    """Read and check a package, and keep it open to be unpacked.

    `known` says which libraries one in the store needs to run, None of one that the store lacks. An activity is played
    by the store's libraries; with `libraries_only`, those that the package brings count as well, and it needs no
    content.

    Raises:
        RefusedPackageError: anything about it isn't right.
    """
    with open_archive(file, limits) as archive:
        package = _Reader(archive, limits).read(libraries_only=libraries_only)
        check_needs(package, known, libraries_only=libraries_only)
        yield package


class _Reader:
    """Reads one archive; every file is unpacked once, for its checksum, and kept nowhere."""

    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self.entries = {
            info.filename: info
            for info in archive.infolist()
            if not info.is_dir() and not _is_overlooked(info.filename)
        }

    def read(self, *, libraries_only: bool) -> Package:
        h5p = content = None
        content_files: tuple[FileEntry, ...] = ()
        if not libraries_only:
            h5p = self._h5p()
            content = self._json(CONTENT_JSON, self.limits.content)
            if not isinstance(content, dict):
                raise RefusedPackageError("not-an-object", CONTENT_JSON)
            content_files = self._below(CONTENT)
        for entry in content_files:
            check_kind(entry.info.filename, library=False)
        libraries = self._libraries()
        if libraries_only and not libraries:
            raise RefusedPackageError("no-libraries")
        self._contents(content_files, libraries)
        return Package(self.archive, h5p, content, content_files, libraries)

    def _h5p(self) -> dict[str, Any]:
        h5p = schemas.check(schemas.H5P, H5P_JSON, self._json(H5P_JSON, self.limits.metadata))
        main = h5p["mainLibrary"]
        if all(row["machineName"] != main for row in h5p["preloadedDependencies"]):
            raise RefusedPackageError("no-main-library", H5P_JSON, what=main)
        return h5p

    def _libraries(self) -> dict[Name, Library]:
        folders = {name.partition("/")[0] for name in self.entries if "/" in name} - {CONTENT.rstrip("/")}
        found: dict[Name, Library] = {}
        for folder in sorted(folders):
            library = self._library(folder)
            if library.name in found:
                raise RefusedPackageError("library-twice", folder, what=str(library.name))
            found[library.name] = library
        return found

    def _library(self, folder: str) -> Library:
        where = f"{folder}/{LIBRARY_JSON}"
        if where not in self.entries:
            raise RefusedPackageError("stray-folder", folder)
        metadata = schemas.check(schemas.LIBRARY, where, self._json(where, self.limits.metadata))
        name = Name.of(metadata)
        if folder not in (name.machine_name, name.folder):
            raise RefusedPackageError("wrong-folder", folder, what=str(name))
        core = metadata.get("coreApi")
        wanted = (int(core["majorVersion"]), int(core["minorVersion"])) if core else (1, 0)
        newest = (self.limits.core_major, self.limits.core_minor)
        if wanted > newest:
            raise RefusedPackageError(
                "newer-core", where, what=".".join(map(str, wanted)), limit=".".join(map(str, newest))
            )
        files = self._below(f"{folder}/")
        paths = {entry.path for entry in files}
        for row in (*(metadata.get("preloadedJs") or ()), *(metadata.get("preloadedCss") or ())):
            if row["path"] not in paths:
                raise RefusedPackageError("library-lacks-file", where, what=row["path"])
        for entry in files:
            check_kind(entry.info.filename, library=True)
        return Library(name, metadata, files)

    def _contents(self, content: tuple[FileEntry, ...], libraries: dict[Name, Library]) -> None:
        """Look into every file that may be unpacked."""
        for entry in (*content, *(entry for library in libraries.values() for entry in library.files)):
            name = entry.info.filename
            ending = name.rpartition(".")[2].lower()
            if name == CONTENT_JSON:
                continue
            if ending == "json":
                self._json(name, self.limits.json)
            elif ending == "svg":
                check_picture(name, self._bytes(name, self.limits.svg))
            else:
                for _piece in chunks(self.archive, entry.info):
                    pass

    def _below(self, folder: str) -> tuple[FileEntry, ...]:
        found = ((name.removeprefix(folder), info) for name, info in self.entries.items() if name.startswith(folder))
        return tuple(FileEntry(path, info) for path, info in sorted(found, key=lambda pair: pair[0]))

    def _json(self, name: str, most: int) -> Any:
        return json_files.parse(name, self._bytes(name, most), self.limits.depth)

    def _bytes(self, name: str, most: int) -> bytes:
        info = self.entries.get(name)
        if info is None:
            raise RefusedPackageError("missing-file", name)
        if info.file_size > most:
            raise RefusedPackageError("json-too-large", name, limit=most // 1024)
        return b"".join(chunks(self.archive, info))


def _is_overlooked(name: str) -> bool:
    """Say whether a file is what a system leaves behind, or beside the content: H5P itself overlooks it."""
    parts = name.split("/")
    return any(part.startswith((".", "_")) for part in parts) or (len(parts) == 1 and name != H5P_JSON)
