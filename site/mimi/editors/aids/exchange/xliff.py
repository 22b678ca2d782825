"""XLIFF 1.2 (OASIS, 2008), which every translation program reads: a `<file>` a page, a `<trans-unit>` a segment.

Inline tags are codes that a translator can move and not break; notes say where a text stands, and `maxwidth` how
long it may be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from lxml import etree

from mimi.editors.aids.exchange.base import (
    MOST_UNITS,
    BrokenFileError,
    Document,
    Format,
    ReadDocument,
    ReadUnit,
    Unit,
    register,
)
from mimi.editors.aids.exchange.codes import NAMESPACE, from_codes, name, to_codes
from mimi.editors.aids.exchange.safe_xml import parse

_XML = "{http://www.w3.org/XML/1998/namespace}"
# States by which a program says that nobody has finished a text.
_UNSURE = {"needs-translation", "new", "needs-adaptation", "needs-l10n", "needs-review-translation"}


@register
class XliffFormat(Format):
    """XLIFF, for translation agencies' programs."""

    name = "xliff"
    label = "XLIFF 1.2"
    suffix = ".xlf"
    media_type = "application/xliff+xml"

    def write(self, documents: Sequence[Document]) -> bytes:
        """Return one file; unconfirmed translations ask for a review."""
        root = etree.Element(name("xliff"), nsmap={None: NAMESPACE}, version="1.2")
        for document in documents:
            file = etree.SubElement(
                root,
                name("file"),
                {
                    "original": document.uuid,
                    "datatype": "html",
                    "source-language": document.source_language,
                    "target-language": document.target_language,
                    "date": document.made_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
                    "product-name": _legal(document.title),
                },
            )
            body = etree.SubElement(file, name("body"))
            for unit in document.units:
                _write_unit(body, unit)
            _in_lines(file, body, *body, *body.iterfind(f"*/{name('*')}"))
        root.text = "\n"
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def read(self, data: bytes) -> list[ReadDocument]:
        """Return the documents of a file, in its order."""
        root = parse(data)
        if root.tag != name("xliff"):
            raise BrokenFileError(_("This is no XLIFF 1.2 file."), root.sourceline)
        files = root.findall(name("file"))
        count = sum(1 for _unit in root.iter(name("trans-unit")))
        if not count:
            raise BrokenFileError(_("The file holds no texts."))
        if count > MOST_UNITS:
            raise BrokenFileError(_("The file holds too many texts."))
        return [_read_file(file) for file in files]


def _write_unit(body: etree._Element, unit: Unit) -> None:
    digest = hashlib.sha256(f"{unit.path}\0{unit.english}".encode()).hexdigest()[:16]
    element = etree.SubElement(body, name("trans-unit"), id=digest, resname=unit.path)
    element.set(f"{_XML}space", "preserve")
    if unit.longest:
        element.set("maxwidth", str(unit.longest))
        element.set("size-unit", "char")
    to_codes(unit.english, etree.SubElement(element, name("source")))
    if unit.translation:
        target = etree.SubElement(element, name("target"))
        target.set("state", "needs-review-translation" if unit.unsure else "translated")
        if unit.unsure:
            target.set("state-qualifier", "mt-suggestion")
        to_codes(unit.translation, target)
    note = etree.SubElement(element, name("note"))
    note.set("from", "developer")
    note.text = _legal(unit.note)


def _in_lines(file: etree._Element, body: etree._Element, *elements: etree._Element) -> None:
    """Begin each element on a line of its own, so that a place in the file can be told; texts stay as they are."""
    file.text = body.text = file.tail = "\n"
    for element in elements:
        element.tail = "\n"
        if element.tag == name("trans-unit"):
            element.text = "\n"


def _legal(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _read_file(file: etree._Element) -> ReadDocument:
    uuid = file.get("original", "")
    units: list[ReadUnit] = []
    seen: dict[tuple[str, str], int] = {}
    for element in file.iter(name("trans-unit")):
        unit = _read_unit(element)
        if first := seen.get((unit.path, unit.english)):
            told = _("The text is in the file twice, first in line %(first)d.") % {"first": first}
            raise BrokenFileError(told, unit.line)
        seen[unit.path, unit.english] = unit.line
        units.append(unit)
    return ReadDocument(
        uuid,
        file.get("product-name", ""),
        file.get("target-language", ""),
        _moment(file.get("date", "")),
        tuple(units),
        file.sourceline or 0,
    )


def _read_unit(element: etree._Element) -> ReadUnit:
    line = element.sourceline or 0
    source, target = element.find(name("source")), element.find(name("target"))
    path = element.get("resname", "")
    if source is None or not path:
        raise BrokenFileError(_("The text does not say where it belongs: its source or its resname is missing."), line)
    if target is None:
        return ReadUnit(path, from_codes(source), "", unsure=False, line=line)
    unsure = target.get("state", "") in _UNSURE
    return ReadUnit(path, from_codes(source), from_codes(target), unsure, target.sourceline or line)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None
