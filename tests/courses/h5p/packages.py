"""Packages for tests: the complete H5P.TrueFalse that npm's h5p-standalone 2.1 carries, and small ones made up here."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

ORIGINAL = Path(settings.BASE_DIR) / "node_modules" / "h5p-standalone-2.1" / "test"
H5P: dict[str, Any] = {
    "title": "A small one",
    "language": "en",
    "mainLibrary": "H5P.Small",
    "embedTypes": ["div"],
    "license": "CC BY",
    "preloadedDependencies": [{"machineName": "H5P.Small", "majorVersion": 1, "minorVersion": 2}],
}
LIBRARY: dict[str, Any] = {
    "title": "Small",
    "machineName": "H5P.Small",
    "majorVersion": 1,
    "minorVersion": 2,
    "patchVersion": 3,
    "runnable": 1,
    "license": "MIT",
    "preloadedJs": [{"path": "small.js"}],
    "preloadedCss": [{"path": "small.css"}],
}
Files = Mapping[str, bytes | str | dict[str, Any]]


def content_files(**h5p: Any) -> dict[str, Any]:
    """Return the files of a package of content alone."""
    return {"h5p.json": {**H5P, **h5p}, "content/content.json": {"text": "Hello"}, "content/images/a.png": b"\x89PNG"}


def library_files(script: str = "", **library: Any) -> dict[str, Any]:
    """Return the files of the library H5P.Small."""
    metadata = {**LIBRARY, **library}
    folder = f"{metadata['machineName']}-{metadata['majorVersion']}.{metadata['minorVersion']}"
    return {f"{folder}/library.json": metadata, f"{folder}/small.js": script or "//", f"{folder}/small.css": "p {}"}


def packed(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, given in files.items():
            archive.writestr(name, json.dumps(given) if isinstance(given, dict) else given)
    return target.getvalue()


def entry(name: str, data: bytes = b"x", change: Callable[[zipfile.ZipInfo], Any] | None = None) -> bytes:
    """Return a good package with one entry more, whose directions may be changed."""
    target = io.BytesIO(packed(content_files()))
    with zipfile.ZipFile(target, "a") as archive:
        info = zipfile.ZipInfo("content/a.txt")
        info.filename = info.orig_filename = name
        if change:
            change(info)
        archive.writestr(info, data)
    return target.getvalue()


@cache
def true_false(*, with_libraries: bool = True, title: str = "Hello World") -> bytes:
    """Return the activity of h5p-standalone's own test as a package."""
    files: dict[str, Any] = {}
    for path in sorted(ORIGINAL.glob("h5p/**/*")):
        if path.is_file():
            files[path.relative_to(ORIGINAL / "h5p").as_posix()] = path.read_bytes()
    files["h5p.json"] = {**json.loads(files["h5p.json"]), "title": title}
    if with_libraries:
        for path in sorted(ORIGINAL.glob("libraries/*/**/*")):
            if path.is_file():
                files[path.relative_to(ORIGINAL / "libraries").as_posix()] = path.read_bytes()
    return packed(files)
