"""The archive: its table of contents is measured before it is read, and each entry checked before it is opened.

Source of the format: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3 and 4.4.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO

from .limits import MEGABYTE, Limits
from .names import check_names
from .refusals import RefusedPackageError

_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20
_LONGEST_COMMENT = 0xFFFF
_HEADER_SIZE = 30
_LOCAL = b"PK\x03\x04"
# General purpose flags: encrypted, strongly encrypted, table of contents encrypted.
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_UNIX = 3
_CHUNK = 64 * 1024


@contextmanager
def open_archive(file: BinaryIO, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose table of contents and entries are such as an H5P package has.

    Raises:
        RefusedPackageError: they aren't.
    """
    _check_end(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, struct.error, OSError) as error:
        raise RefusedPackageError("not-a-package") from error
    with archive:
        _check_entries(archive.infolist(), limits)
        yield archive


def chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int | None = None) -> Iterator[bytes]:
    """Unpack an entry piece by piece; what it says of its size and checksum is held against what comes.

    Raises:
        RefusedPackageError: it is damaged, or larger than `most` bytes.
    """
    read = 0
    most = info.file_size if most is None else most
    try:
        with archive.open(info) as source:
            while piece := source.read(_CHUNK):
                read += len(piece)
                if read > most:
                    raise RefusedPackageError("damaged", info.filename)
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise RefusedPackageError("damaged", info.filename) from error
    if read != info.file_size:
        raise RefusedPackageError("damaged", info.filename)


def _check_end(file: BinaryIO, limits: Limits) -> None:
    """Measure the table of contents without reading it; nothing may stand before or after the archive."""
    size = file.seek(0, 2)
    if not size:
        raise RefusedPackageError("empty")
    if size > limits.package:
        raise RefusedPackageError("too-large", limit=limits.package // MEGABYTE)
    file.seek(0)
    if size < _END_SIZE + _HEADER_SIZE or file.read(4) != _LOCAL:
        raise RefusedPackageError("not-a-package")
    tail = _tail(file, size)
    place = tail.rfind(_END)
    if place < 0:
        raise RefusedPackageError("not-a-package")
    disk, first_disk, here, entries, length, offset, comment = _end_fields(tail, place)
    if 0xFFFF in (disk, first_disk, here, entries) or 0xFFFFFFFF in (length, offset):
        raise RefusedPackageError("zip64")
    # APPNOTE.TXT 4.3.15: what locates a larger table stands right before, and is heard even if nothing asks for it.
    if tail[max(place - _LOCATOR_SIZE, 0) : place].startswith(_LOCATOR):
        raise RefusedPackageError("zip64")
    if disk or first_disk or here != entries:
        raise RefusedPackageError("several-disks")
    if entries > limits.entries or length > limits.directory:
        raise RefusedPackageError("too-many-files", limit=limits.entries)
    end = size - len(tail) + place
    if len(tail) - place != _END_SIZE + comment or offset + length != end:
        raise RefusedPackageError("something-around")


def _end_fields(tail: bytes, place: int) -> tuple[int, ...]:
    if len(tail) - place < _END_SIZE:
        raise RefusedPackageError("not-a-package")
    fields: tuple[int, ...] = struct.unpack_from("<4H2LH", tail, place + 4)
    return fields


def _tail(file: IO[bytes], size: int) -> bytes:
    length = min(size, _LOCATOR_SIZE + _END_SIZE + _LONGEST_COMMENT)
    file.seek(size - length)
    return file.read(length)


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise RefusedPackageError("too-many-files", limit=limits.entries)
    # `filename` ends at a NUL, `orig_filename` is what stands in the archive.
    check_names([info.orig_filename for info in entries], limits)
    unpacked = 0
    for info in entries:
        _check_entry(info, limits)
        unpacked += info.file_size
        if unpacked > limits.unpacked:
            raise RefusedPackageError("unpacks-too-large", limit=limits.unpacked // MEGABYTE)
    _check_overlaps(entries)


def _check_entry(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = info.filename
    if info.flag_bits & _ENCRYPTED:
        raise RefusedPackageError("encrypted", name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedPackageError("compression", name)
    if info.create_system == _UNIX or info.external_attr >> 16:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind == stat.S_IFLNK:
            raise RefusedPackageError("link", name)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR) > info.is_dir():
            raise RefusedPackageError("special", name)
    if info.is_dir() and info.file_size:
        raise RefusedPackageError("file-and-folder", name)
    if info.file_size > limits.file:
        raise RefusedPackageError("file-too-large", name, limit=limits.file // MEGABYTE)
    if info.file_size > max(limits.always_fine, limits.ratio * info.compress_size):
        raise RefusedPackageError("bomb", name, limit=limits.ratio)


def _check_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """No two entries share data, which would let a small archive hold far more than its size (D. Fifield, 2019)."""
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise RefusedPackageError("overlapping", info.filename)
        end = info.header_offset + _HEADER_SIZE + info.compress_size
