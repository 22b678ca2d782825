"""Looks at the container of a Word file before anything in it is opened: how much it unpacks to, and what it is."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from mimi.editors.importing import limits
from mimi.editors.importing.problems import DocumentError

BODY = "word/document.xml"


def check_container(content: bytes) -> list[str]:
    """Return the names of what a Word file holds.

    Raises:
        DocumentError: it isn't a Word file, is damaged, or is made to do harm.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = archive.infolist()
            _check_sizes(infos)
            names = [info.filename for info in infos]
            if "[Content_Types].xml" not in names or BODY not in names:
                raise DocumentError("not-what-it-says")
            if any(info.flag_bits & 1 for info in infos):
                raise DocumentError("encrypted")
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    _check_markup(archive.read(info))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise DocumentError("damaged") from error
    return names


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > limits.MOST_ENTRIES or sum(info.file_size for info in infos) > limits.MOST_UNPACKED:
        raise DocumentError("bomb")
    for info in infos:
        packed = info.file_size / max(info.compress_size, 1)
        if packed > limits.MOST_PACKED and info.file_size > limits.ALWAYS_FINE:
            raise DocumentError("bomb")
        if info.filename.endswith((".xml", ".rels")) and info.file_size > limits.MOST_XML:
            raise DocumentError("too-much-text")


def _check_markup(markup: bytes) -> None:
    """Look through XML for entities of its own, and for elements in one another without end."""
    depth = 0

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEEPEST_XML:
            raise DocumentError("too-deep")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_what: object) -> None:
        # Word never writes one.
        raise DocumentError("damaged")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(markup, True)
    except expat.ExpatError as error:
        raise DocumentError("damaged") from error
