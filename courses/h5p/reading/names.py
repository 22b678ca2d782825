"""Names in a package: relative, without tricks, the same file on every system, each once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .limits import Limits
from .refusals import RefusedPackageError

_DRIVE = re.compile(r"[A-Za-z]:")
# What Windows has no file for, whatever its ending.
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = set('<>:"|?*')
# Control characters, marks that turn the direction of what follows, private ones, halves of pairs.
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def check_names(names: Iterable[str], limits: Limits) -> None:
    """Look at all names of an archive.

    Raises:
        RefusedPackageError: one could lead elsewhere, or mean two files.
    """
    files: set[str] = set()
    folders: set[str] = set()
    for name in names:
        check_name(name, limits)
        bare = fold(name.rstrip("/"))
        if bare in files or (name.endswith("/") and bare in folders and f"{bare}/" in files):
            raise RefusedPackageError("duplicate", name)
        if name.endswith("/"):
            folders.add(bare)
        else:
            files.add(bare)
        parts = bare.split("/")
        folders.update("/".join(parts[:count]) for count in range(1, len(parts)))
    both = files & folders
    if both:
        raise RefusedPackageError("file-and-folder", min(both))


def check_name(name: str, limits: Limits) -> None:
    """Look at one name.

    Raises:
        RefusedPackageError: it could lead elsewhere, or be no file somewhere.
    """
    if not name:
        raise RefusedPackageError("odd-name", name)
    if len(name) > limits.name or len(name.encode("utf-8", "surrogatepass")) > limits.name:
        raise RefusedPackageError("name-too-long", name, limit=limits.name)
    if "\\" in name:
        raise RefusedPackageError("backslash", name)
    if name.startswith("/") or _DRIVE.match(name):
        raise RefusedPackageError("absolute", name)
    parts = name.removesuffix("/").split("/")
    if ".." in parts:
        raise RefusedPackageError("climbs", name)
    if any(_is_odd(part) for part in parts):
        raise RefusedPackageError("odd-name", name)


def fold(name: str) -> str:
    """Return what two names have in common that some systems take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _is_odd(part: str) -> bool:
    if part in ("", ".") or part != part.strip() or part.endswith("."):
        return True
    if _FORBIDDEN & set(part) or _RESERVED.fullmatch(part):
        return True
    return any(unicodedata.category(letter) in _UNSEEN for letter in part)
