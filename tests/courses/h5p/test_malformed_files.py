"""Packages that mean harm, or are broken: each is refused with its reason, in bounded memory."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.h5p.reading import Limits, Name, RefusedPackageError, read_package
from tests.courses.h5p.packages import content_files, entry, library_files, packed

pytestmark = pytest.mark.once
MEGABYTE = 1024 * 1024
MOST_MEMORY = 48 * MEGABYTE
LIMITS = Limits(package=4 * MEGABYTE, unpacked=20 * MEGABYTE, file=8 * MEGABYTE, entries=300, directory=64 * 1024)
GOOD = packed(content_files())


def read(data: bytes, *, libraries_only: bool = False) -> None:
    known = {Name("H5P.Small", 1, 2)}
    with read_package(
        io.BytesIO(data), LIMITS, lambda name: set() if name in known else None, libraries_only=libraries_only
    ):
        pass


def mode(kind: int) -> Callable[[zipfile.ZipInfo], None]:
    def change(info: zipfile.ZipInfo) -> None:
        info.create_system = 3
        info.external_attr = (kind | 0o644) << 16

    return change


def patched(data: bytes, signature: bytes, offset: int, value: bytes, *, last: bool = True) -> bytes:
    """Return an archive with other bytes in one of its headers."""
    place = (data.rfind(signature) if last else data.find(signature)) + offset
    return data[:place] + value + data[place + len(value) :]


def central(offset: int, value: bytes, data: bytes = GOOD) -> bytes:
    return patched(data, b"PK\x01\x02", offset, value)


def end(offset: int, value: bytes) -> bytes:
    return patched(GOOD, b"PK\x05\x06", offset, value)


def content(text: str | bytes) -> bytes:
    return packed({**content_files(), "content/content.json": text})


def metadata(text: str | bytes) -> bytes:
    return packed({**content_files(), "h5p.json": text})


def without(name: str) -> bytes:
    return packed({key: value for key, value in content_files().items() if key != name})


def picture(inside: str, attributes: str = "") -> bytes:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'
    return packed({**library_files(), "H5P.Small-1.2/a.svg": svg})


def library(**changes: Any) -> bytes:
    return packed(library_files(**changes))


def overlapping() -> bytes:
    """Two entries of the table of contents point to the same data."""
    first = GOOD.find(b"PK\x01\x02")
    last = GOOD.rfind(b"PK\x01\x02")
    return GOOD[: last + 42] + GOOD[first + 42 : first + 46] + GOOD[last + 46 :]


def crowd() -> bytes:
    return packed({**content_files(), **{f"content/{number}.txt": b"" for number in range(301)}}, zipfile.ZIP_STORED)


def huge_file() -> bytes:
    return packed({**content_files(), "content/a.txt": bytes(9 * MEGABYTE)})


def unpacks_large() -> bytes:
    return packed({**content_files(), **{f"content/{number}.txt": bytes(MEGABYTE) for number in range(21)}})


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    # The file as a whole.
    "nothing": ("empty", lambda: b""),
    "a text": ("not-a-package", lambda: b"Hello, this is no archive. " * 40),
    "cut off": ("not-a-package", lambda: GOOD[:-30]),
    "only an end": ("not-a-package", lambda: b"PK\x05\x06" + bytes(60)),
    "too large": ("too-large", lambda: GOOD + bytes(5 * MEGABYTE)),
    "something before": ("not-a-package", lambda: b"#!/bin/sh\n" + GOOD),
    "archive before": ("something-around", lambda: GOOD + GOOD),
    "something after": ("something-around", lambda: GOOD + b"<script>"),
    "gap before the table": ("something-around", lambda: end(16, struct.pack("<L", 30))),
    "wrong comment length": ("something-around", lambda: end(20, struct.pack("<H", 9))),
    "two disks": ("several-disks", lambda: end(4, struct.pack("<H", 2))),
    "entries on another disk": ("several-disks", lambda: end(8, struct.pack("<H", 1))),
    "zip64": ("zip64", lambda: end(16, b"\xff" * 4)),
    "zip64 locator": ("zip64", lambda: GOOD[: GOOD.rfind(b"PK\x05\x06")] + b"PK\x06\x07" + bytes(16) + GOOD[GOOD.rfind(b"PK\x05\x06") :]),
    "zip64 entries": ("zip64", lambda: end(8, b"\xff" * 4)),
    "millions of entries": ("too-many-files", lambda: end(8, struct.pack("<HH", 60_000, 60_000))),
    "many entries": ("too-many-files", crowd),
    "table of another length": ("something-around", lambda: end(12, struct.pack("<L", 7))),
    "overlapping entries": ("overlapping", overlapping),
    # Bombs.
    "zeros": ("file-too-large", huge_file),
    "tight file": ("bomb", lambda: packed({**content_files(), "content/a.txt": bytes(7 * MEGABYTE)})),
    "large together": ("unpacks-too-large", unpacks_large),
    "says less than it is": ("damaged", lambda: central(24, struct.pack("<L", 1))),
    "says more than it is": ("damaged", lambda: central(24, struct.pack("<L", 900_000))),
    "wrong checksum": ("damaged", lambda: central(16, b"\1\2\3\4")),
    "broken data": ("damaged", lambda: GOOD[:45] + b"\xff\xff\xff\xff" + GOOD[49:]),
    "two names for one": ("damaged", lambda: patched(GOOD, b"content/images/a.png", 0, b"content/images/b.png")),
    # Names.
    "climbs": ("climbs", lambda: entry("content/../../etc/passwd.txt")),
    "climbs at once": ("climbs", lambda: entry("../a.txt")),
    "climbs backwards": ("backslash", lambda: entry("content\\..\\a.txt")),
    "root": ("absolute", lambda: entry("/etc/cron.d/a.txt")),
    "disk": ("absolute", lambda: entry("C:/a.txt")),
    "disk without slash": ("absolute", lambda: entry("c:a.txt")),
    "share": ("absolute", lambda: entry("//server/a.txt")),
    "stream": ("odd-name", lambda: entry("content/a.txt:b")),
    "device": ("odd-name", lambda: entry("content/NUL.txt")),
    "device in a folder": ("odd-name", lambda: entry("content/aux/a.txt")),
    "dot": ("odd-name", lambda: entry("content/./a.txt")),
    "twice slash": ("odd-name", lambda: entry("content//a.txt")),
    "space at the end": ("odd-name", lambda: entry("content/a.txt ")),
    "dot at the end": ("odd-name", lambda: entry("content/a.txt.")),
    "NUL": ("odd-name", lambda: entry("content/a.txt\0.png")),
    "line break": ("odd-name", lambda: entry("content/a\n.txt")),
    "turned direction": ("odd-name", lambda: entry("content/\u202egnp.txt")),
    "no name": ("odd-name", lambda: entry("")),
    "long name": ("name-too-long", lambda: entry(f"content/{'a' * 300}.txt")),
    "twice": ("duplicate", lambda: entry("content/content.json", b"{}")),
    "twice but for capitals": ("duplicate", lambda: entry("content/Content.JSON", b"{}")),
    "twice but for width": ("duplicate", lambda: entry("content/ｃontent.json", b"{}")),
    "file and folder": ("file-and-folder", lambda: entry("content/content.json/a.txt")),
    "folder with data": ("file-and-folder", lambda: entry("content/folder/", b"data")),
    # Kinds of entries.
    "symlink": ("link", lambda: entry("content/a.txt", b"/etc/passwd", mode(stat.S_IFLNK))),
    "device file": ("special", lambda: entry("content/a.txt", b"", mode(stat.S_IFCHR))),
    "pipe": ("special", lambda: entry("content/a.txt", b"", mode(stat.S_IFIFO))),
    "socket": ("special", lambda: entry("content/a.txt", b"", mode(stat.S_IFSOCK))),
    "encrypted": ("encrypted", lambda: central(8, struct.pack("<H", 1))),
    "strongly encrypted": ("encrypted", lambda: central(8, struct.pack("<H", 0x40))),
    "packed otherwise": ("compression", lambda: packed(content_files(), zipfile.ZIP_LZMA)),
    "packed in an unknown way": ("compression", lambda: central(10, struct.pack("<H", 99))),
    "script in content": ("kind-of-file", lambda: entry("content/a.js")),
    "page in content": ("kind-of-file", lambda: entry("content/a.html")),
    "program in content": ("kind-of-file", lambda: entry("content/a.php")),
    "drawing in content": ("kind-of-file", lambda: entry("content/a.svg", b"<svg/>")),
    "two endings": ("kind-of-file", lambda: entry("content/a.png.phtml")),
    "no ending": ("kind-of-file", lambda: entry("content/htaccess")),
    "page in a library": ("kind-of-library-file", lambda: packed({**library_files(), "H5P.Small-1.2/a.html": b""})),
    # JSON.
    "no h5p.json": ("missing-file", lambda: without("h5p.json")),
    "no content": ("missing-file", lambda: without("content/content.json")),
    "broken JSON": ("not-json", lambda: content("{'a': 1}")),
    "endless number": ("not-json", lambda: content('{"a": Infinity}')),
    "long number": ("not-json", lambda: content('{"a": ' + "9" * 5000 + "}")),
    "large number": ("not-utf8", lambda: content('{"a": 1e999}')),
    "UTF-16": ("not-utf8", lambda: content('{"a": 1}'.encode("utf-16"))),
    "half a character": ("not-utf8", lambda: content('{"a": "\\ud800"}')),
    "NUL in a text": ("not-utf8", lambda: content('{"a": "\\u0000"}')),
    "deep": ("json-too-deep", lambda: content("[" * 100 + "]" * 100)),
    "very deep": ("json-too-deep", lambda: content('{"a":' * 100_000)),
    "said twice": ("json-twice", lambda: metadata('{"title": "a", "title": "b"}')),
    "a list": ("not-an-object", lambda: metadata("[]")),
    "content a list": ("not-an-object", lambda: content("[]")),
    "large metadata": ("json-too-large", lambda: metadata('{"a": "' + "ab" * 200_000 + '"}')),
    "no title": ("lacks", lambda: packed({**content_files(), "h5p.json": {"mainLibrary": "H5P.A"}})),
    "title a number": ("wrong-value", lambda: packed(content_files(title=3))),
    "main library a path": ("wrong-value", lambda: packed(content_files(mainLibrary="../../x"))),
    "unknown licence": ("wrong-value", lambda: packed(content_files(license="mine"))),
    "no version": ("no-main-library", lambda: packed(content_files(mainLibrary="H5P.Other"))),
    # Libraries.
    "lacking library": ("lacks-libraries", lambda: packed(content_files(mainLibrary="H5P.Z", preloadedDependencies=[{"machineName": "H5P.Z", "majorVersion": 1, "minorVersion": 1}]))),
    "stray folder": ("stray-folder", lambda: entry("other/a.txt")),
    "folder of another name": ("wrong-folder", lambda: packed({name.replace("Small-1.2", "Large-1.2"): value for name, value in library_files().items()})),
    "library twice": ("library-twice", lambda: packed({**library_files(), **{name.replace("-1.2", ""): value for name, value in library_files().items()}})),
    "newer core": ("newer-core", lambda: library(coreApi={"majorVersion": 1, "minorVersion": 99})),
    "lacking script": ("library-lacks-file", lambda: library(preloadedJs=[{"path": "other.js"}])),
    "script elsewhere": ("library-lacks-file", lambda: library(preloadedJs=[{"path": "../small.js"}])),
    "script of another site": ("library-lacks-file", lambda: library(preloadedJs=[{"path": "https://example.org/a.js"}])),
    "version a text": ("wrong-value", lambda: packed({**library_files(), "H5P.Small-1.2/library.json": {**library_files()["H5P.Small-1.2/library.json"], "patchVersion": "new"}})),
    # Drawings.
    "script": ("script-in-picture", lambda: picture("<script>alert(1)</script>")),
    "script of another name": ("script-in-picture", lambda: packed({**library_files(), "H5P.Small-1.2/a.svg": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></s:svg>'})),
    "handler": ("script-in-picture", lambda: picture("<rect/>", 'onload="alert(1)"')),
    "link to a program": ("script-in-picture", lambda: picture('<a xlink:href="java&#10;script:alert(1)"><rect/></a>')),
    "animated link": ("script-in-picture", lambda: picture('<a><animate attributeName="xlink:href" values="#;javascript:alert(1)"/></a>')),
    "page inside": ("script-in-picture", lambda: picture("<foreignObject><p>a</p></foreignObject>")),
    "document as data": ("script-in-picture", lambda: picture('<use href="data:image/svg+xml;base64,AAAA"/>')),
    "style from elsewhere": ("script-in-picture", lambda: picture("<style>@im/**/port url(//example.org)</style>")),
    "entities": ("script-in-picture", lambda: packed({**library_files(), "H5P.Small-1.2/a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'})),
    "stylesheet": ("script-in-picture", lambda: packed({**library_files(), "H5P.Small-1.2/a.svg": '<?xml-stylesheet href="//example.org/a.xsl"?><svg/>'})),
    "no drawing": ("broken-picture", lambda: packed({**library_files(), "H5P.Small-1.2/a.svg": "<html/>"})),
    "broken drawing": ("broken-picture", lambda: packed({**library_files(), "H5P.Small-1.2/a.svg": "<svg><rect></svg>"})),
}  # fmt: skip
OF_LIBRARIES = {
    "page in a library", "folder of another name", "library twice", "newer core", "lacking script", "script elsewhere",
    "script of another site", "version a text", "script", "script of another name", "handler", "link to a program",
    "animated link", "page inside", "document as data", "style from elsewhere", "entities", "stylesheet", "no drawing",
    "broken drawing",
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_with_its_reason(kind: str) -> None:
    code, make = HOSTILE[kind]
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(RefusedPackageError) as refused:
            read(data, libraries_only=kind in OF_LIBRARIES)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.value.code == code
    assert refused.value.sentence
    assert peak < MOST_MEMORY


def test_the_good_ones_are_not_refused() -> None:
    read(GOOD)
    read(library(), libraries_only=True)
    read(picture('<a href="#a"><rect style="fill: red"/></a>'), libraries_only=True)


def survives(data: bytes) -> None:
    """It is read or refused, and nothing else."""
    with suppress(RefusedPackageError):
        read(data)


@given(data=st.binary(max_size=4000))
@settings(max_examples=60)
def test_any_bytes_are_refused(data: bytes) -> None:
    survives(data)
    survives(b"PK\x03\x04" + data + GOOD[-22:])


@given(place=st.integers(0, len(GOOD) - 1), value=st.binary(min_size=1, max_size=8), cut=st.integers(0, 3))
@settings(max_examples=300)
def test_a_package_with_changed_bytes_is_read_or_refused(place: int, value: bytes, cut: int) -> None:
    survives(GOOD[:place] + value + GOOD[place + cut :])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "library", "params", "mainLibrary", "preloadedDependencies", "machineName", "path"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(h5p=st.dictionaries(st.sampled_from([*content_files()["h5p.json"], "authors"]), _JSON), content=_JSON)
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_any_metadata_is_read_or_refused(h5p: dict[str, Any], content: Any) -> None:
    survives(packed({"h5p.json": {**content_files()["h5p.json"], **h5p}, "content/content.json": {"a": content}}))
    survives(packed({"h5p.json": h5p, "content/content.json": {"a": content}}))


@given(name=st.text(min_size=1, max_size=40))
@settings(max_examples=120)
def test_any_name_is_read_or_refused_and_none_leads_out(name: str) -> None:
    try:
        data = entry(f"content/{name}.txt")
    except (UnicodeEncodeError, ValueError):
        return
    survives(data)
