"""Writes a package: `h5p.json`, `content/content.json`, and the libraries where they are wanted.

Specification: https://h5p.org/documentation/developers/h5p-specification. The same content gives the same bytes.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings

from courses.h5p.out import texts
from courses.h5p.out.contents import JSON, TYPE_NAMES, Content
from courses.h5p.out.versions import version

CONTENT_TYPE = "application/zip"
# As much as H5P takes of comments.
LONGEST_COMMENT = 5000
# The oldest date that an archive can hold: when a file was written says nothing here.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
WITH_VERSION = "CC BY"


@dataclass(frozen=True)
class Package:
    """A content that stands alone, with what is told of it."""

    main: Content
    language: str
    source: str = ""
    comments: str = ""

    @property
    def libraries(self) -> list[str]:
        """The types that the content needs, by their machine names, its own first."""
        return list(dict.fromkeys([self.main.library, *sorted(set(_libraries(self.main.params)))]))

    @property
    def manifest(self) -> JSON:
        """What stands in h5p.json."""
        title = texts.title(self.main.title)
        found: JSON = {
            "title": title,
            "language": self.language,
            "mainLibrary": self.main.library,
            "embedTypes": ["iframe"],
            "contentType": TYPE_NAMES[self.main.library],
            "defaultLanguage": self.language,
            "license": settings.H5P_LICENCE,
            "authors": [{"name": texts.title(settings.H5P_AUTHOR or settings.WAGTAIL_SITE_NAME), "role": "Author"}],
            "preloadedDependencies": [_dependency(name) for name in self.libraries],
        }
        if settings.H5P_LICENCE.startswith(WITH_VERSION):
            found["licenseVersion"] = "4.0"
        if self.source.startswith(("http://", "https://")):
            found["source"] = self.source
        if self.comments:
            found["authorComments"] = self.comments[:LONGEST_COMMENT]
        return found

    def written(self, files: Mapping[str, bytes] | None = None) -> bytes:
        """Return the package as a file; `files` are those of libraries, by their paths in it."""
        entries = {
            "h5p.json": _json(self.manifest),
            "content/content.json": _json(self.main.params),
            **(files or {}),
        }
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in entries.items():
                entry = zipfile.ZipInfo(name, date_time=LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
        return buffer.getvalue()


def _libraries(value: Any) -> Iterator[str]:
    """Yield the types of all contents within a content."""
    if isinstance(value, dict):
        if "subContentId" in value and isinstance(value.get("library"), str):
            yield value["library"].split(" ", 1)[0]
        for inner in value.values():
            yield from _libraries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _libraries(inner)


def _dependency(name: str) -> JSON:
    major, minor = version(name)
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
