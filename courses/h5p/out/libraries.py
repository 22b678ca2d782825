"""Libraries of H5P for packages that bring them along, from this site's own store where it has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from courses.h5p.out.versions import version

DEPENDENCIES = ("preloadedDependencies", "dynamicDependencies", "editorDependencies")


class LibraryMissingError(LookupError):
    """The store lacks a library, or one that it needs."""


def has_libraries(names: Iterable[str]) -> bool:
    """Say whether the store has these types, in the versions of the settings, with all that they need."""
    try:
        return bool(_with_needs(names))
    except LibraryMissingError:
        return False


def library_files(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of these types and of all that they need, with their paths in a package.

    Raises:
        LibraryMissingError: the store lacks one.
    """
    for folder, library in sorted(_with_needs(names).items()):
        for path, data in library.files():
            yield f"{folder}/{path}", data


def _with_needs(names: Iterable[str]) -> dict[str, Any]:
    """Return libraries by their folders."""
    found: dict[str, Any] = {}
    wanted = [(name, *version(name)) for name in names]
    while wanted:
        name, major, minor = wanted.pop()
        folder = f"{name}-{major}.{minor}"
        if folder in found:
            continue
        found[folder] = library = _stored(name, major, minor)
        for kind in DEPENDENCIES:
            needs = library.metadata.get(kind) or []
            wanted += [(one["machineName"], int(one["majorVersion"]), int(one["minorVersion"])) for one in needs]
    return found


def _stored(name: str, major: int, minor: int) -> Any:
    try:
        # The store may not be there: quizzes go out all the same.
        store = import_module("courses.h5p.store")
    except ImportError:
        raise LibraryMissingError(name) from None
    library = store.library(name, major, minor)
    if library is None:
        raise LibraryMissingError(name)
    return library
