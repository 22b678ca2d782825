"""Files as they come and go: which kind one is, how large it may be, and archives of several."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mimi.editors.aids.exchange.base import FORMATS, LARGEST_FILE, BrokenFileError, Document, Format, ReadDocument

LARGEST_UNPACKED = 5 * LARGEST_FILE
MOST_FILES = 2000
_ZIP = b"PK\x03\x04"
_BEGINS_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


def read_upload(upload: UploadedFile) -> list[ReadDocument]:
    """Return what an uploaded file holds; an archive may hold files of either kind.

    Raises:
        BrokenFileError: it is too large, or not what it must be.
    """
    if (upload.size or 0) > LARGEST_FILE:
        raise BrokenFileError(_("The file is larger than %(size)s.") % {"size": filesizeformat(LARGEST_FILE)})
    data = upload.read()
    return _unpack(data) if data.startswith(_ZIP) else format_of(data).read(data)


def format_of(data: bytes) -> Format:
    """Return the kind of a file by how it begins."""
    return FORMATS["xliff" if data.lstrip(b" \t\r\n").startswith(_BEGINS_XML) else "po"]


def pack(file_format: Format, documents: Sequence[Document]) -> bytes:
    """Return an archive that holds a file a document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, document in enumerate(documents, start=1):
            name = f"{number:03}-{file_name(document.title, document.target_language)}{file_format.suffix}"
            archive.writestr(name, file_format.write([document]))
    return packed.getvalue()


def file_name(title: str, language: str) -> str:
    """Return a name for a file, without its suffix."""
    return f"{slugify(title)[:60] or 'texts'}-{language}"


def _unpack(data: bytes) -> list[ReadDocument]:
    found: list[ReadDocument] = []
    left = LARGEST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if _is_text(one)]
            if len(members) > MOST_FILES:
                raise BrokenFileError(_("The archive holds too many files."))
            for member in members:
                # What an archive says of sizes may be a lie, so it is read only so far.
                with archive.open(member) as file:
                    content = file.read(min(left, LARGEST_FILE) + 1)
                left -= len(content)
                if left < 0 or len(content) > LARGEST_FILE:
                    raise BrokenFileError(_("The archive is too large when it is unpacked."), file=member.filename)
                found += _read_member(member.filename, content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise BrokenFileError(_("The archive is broken, or has a password.")) from error
    if not found:
        raise BrokenFileError(_("The archive holds no PO and no XLIFF file."))
    return found


def _is_text(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not member.is_dir() and not hidden and path.suffix.lower() in (".po", ".xlf", ".xliff")


def _read_member(name: str, content: bytes) -> list[ReadDocument]:
    try:
        return [replace(document, file=name) for document in format_of(content).read(content)]
    except BrokenFileError as error:
        raise BrokenFileError(error.sentence, error.line, name) from error
