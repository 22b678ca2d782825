"""What a package needs to be played: is it all there, in the store or in the package?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .refusals import RefusedPackageError
from .schemas import MACHINE_NAME

if TYPE_CHECKING:
    from .package import Name, Package

# How content names the library of a part of it.
_NAMED = re.compile(rf"({MACHINE_NAME.strip('^$')}) ([0-9]{{1,4}})\.([0-9]{{1,4}})")
_MOST_SHOWN = 12


def check_needs(package: Package, known: Callable[[Name], set[Name] | None], *, libraries_only: bool) -> None:
    """Follow the dependencies of a package.

    Raises:
        RefusedPackageError: a library is neither in the store nor, where that counts, in the package.
    """

    def needs(name: Name) -> set[Name] | None:
        library = package.libraries.get(name) if libraries_only else None
        return library.dependencies if library else known(name)

    lacking: set[Name] = set()
    seen: set[Name] = set()
    waiting = list(package.libraries if libraries_only else package.dependencies)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = needs(name)
        if found is None:
            lacking.add(name)
        else:
            waiting += found
    if lacking:
        names = sorted(map(str, lacking))
        shown = ", ".join(names[:_MOST_SHOWN]) + (", …" if len(names) > _MOST_SHOWN else "")
        code = "lacks-own-libraries" if libraries_only else "lacks-libraries"
        raise RefusedPackageError(code, "h5p.json", what=shown)


def library_names(content: Any) -> set[tuple[str, int, int]]:
    """Return the libraries that content names for its parts, as name, major and minor version."""
    found = set()
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            named = item.get("library")
            match = _NAMED.fullmatch(named) if isinstance(named, str) and "params" in item else None
            if match:
                found.add((match[1], int(match[3]), int(match[4])))
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return found
