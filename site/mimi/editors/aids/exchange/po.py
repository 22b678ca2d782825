"""Gettext's PO. Texts are the HTML that wagtail-localize keeps; the context is the document's id and the path.

A file that wagtail-localize has made is read, too: it names the document once in its head, and paths alone.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from datetime import datetime

import polib
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from mimi.editors.aids.exchange.base import (
    MOST_UNITS,
    BrokenFileError,
    Document,
    Format,
    ReadDocument,
    ReadUnit,
    register,
)
from mimi.editors.aids.exchange.po_lines import Entry, entries

_DOCUMENT = "X-WagtailLocalize-TranslationID"
_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/(.*)", re.DOTALL)
_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_READABLE = {"utf-8", "ascii", "iso8859-1", "iso8859-7", "iso8859-15", "cp1252", "cp1253"}


@register
class PoFormat(Format):
    """PO, for Poedit and its like."""

    name = "po"
    label = "PO"
    suffix = ".po"
    media_type = "text/x-gettext-translation"

    def write(self, documents: Sequence[Document]) -> bytes:
        """Return one file; unconfirmed translations are marked fuzzy."""
        file = polib.POFile(wrapwidth=0)
        first = documents[0]
        file.metadata = {
            "Project-Id-Version": first.title if len(documents) == 1 else "Microintegration",
            "POT-Creation-Date": first.made_at.isoformat(),
            "Language": first.target_language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            **({_DOCUMENT: first.uuid} if len(documents) == 1 else {}),
        }
        for document in documents:
            for unit in document.units:
                limit = f"maxlength: {unit.longest}" if unit.longest else ""
                file.append(
                    polib.POEntry(
                        msgctxt=f"{document.uuid}/{unit.path}",
                        msgid=unit.english,
                        msgstr=unit.translation,
                        comment="\n".join(filter(None, [document.title, unit.note, limit])),
                        flags=["fuzzy"] if unit.unsure else [],
                    )
                )
        return str(file).encode()

    def read(self, data: bytes) -> list[ReadDocument]:
        """Return the documents of a file in the order in which they begin."""
        head: dict[str, str] = {}
        units: dict[str, list[ReadUnit]] = {}
        seen: dict[tuple[str, str, str], int] = {}
        for count, entry in enumerate(entries(_decoded(data))):
            english, context = entry.parts["msgid"], entry.parts.get("msgctxt")
            if count > MOST_UNITS:
                raise BrokenFileError(_("The file holds too many texts."), entry.line)
            if not english and context is None:
                head = _head(entry.parts.get("msgstr", ""))
                continue
            uuid, path = _where(entry, head)
            if first := seen.get((uuid, path, english)):
                told = _("The text is in the file twice, first in line %(first)d.") % {"first": first}
                raise BrokenFileError(told, entry.line)
            seen[uuid, path, english] = entry.line
            unsure = "fuzzy" in entry.flags
            units.setdefault(uuid, []).append(ReadUnit(path, english, entry.parts["msgstr"], unsure, entry.line))
        if not units:
            raise BrokenFileError(_("The file holds no texts."))
        language = head.get("Language", "").replace("_", "-")
        made_at = _moment(head.get("POT-Creation-Date", ""))
        return [ReadDocument(uuid, "", language, made_at, tuple(rows), rows[0].line) for uuid, rows in units.items()]


def _head(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, _colon, value in lines}


def _where(entry: Entry, head: dict[str, str]) -> tuple[str, str]:
    """Return the document and the path of a text."""
    if "msgstr" not in entry.parts:
        raise BrokenFileError(_("The text has plural forms, which no text of this site has."), entry.line)
    context = entry.parts.get("msgctxt", "")
    found = _ID.fullmatch(context)
    uuid, path = (found[1], found[2]) if found else (head.get(_DOCUMENT, ""), context)
    if not uuid or not path:
        told = _("The text does not say where it belongs: its context (msgctxt) is missing or changed.")
        raise BrokenFileError(told, entry.line)
    return uuid, path


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _decoded(data: bytes) -> str:
    """Return the text of a file, in the encoding that it names.

    Raises:
        BrokenFileError: it is in another, or in none that a PO file has.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BrokenFileError(_("The file is in UTF-16. Save it as UTF-8, and send it again."))
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data or b"msgid" not in data:
        raise BrokenFileError(_("This is no PO file."))
    found = _CHARSET.search(data)
    name = found[1].decode() if found else "utf-8"
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        encoding = ""
    if encoding not in _READABLE:
        told = _("The file says that its encoding is %(name)s. Save it as UTF-8, and send it again.")
        raise BrokenFileError(told % {"name": name})
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        told = _(
            "There is a character that is not in the encoding %(name)s. Save the file as UTF-8, and send it again."
        )
        raise BrokenFileError(told % {"name": name}, line) from error
