"""Reads PO line by line, and strictly: polib takes a line that is cut off for an empty text, and doesn't say where.

The format: GNU gettext manual, “The Format of PO Files”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mimi.editors.aids.exchange.base import BrokenFileError

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|[0-7]{1,3}|.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(".*)')


@dataclass
class Entry:
    """One text of a file: its parts by keyword, its flags, and the line on which it begins."""

    line: int
    parts: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)


def entries(text: str) -> Iterator[Entry]:
    """Return the entries of a file, its head first where it has one; obsolete ones are left out.

    Raises:
        BrokenFileError: with the line that isn't as it must be.
    """
    current, last, flags = Entry(0), "", set[str]()
    number = 0
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        line = raw.strip(" \t")
        if line.startswith("#,"):
            flags |= {flag.strip() for flag in line[2:].split(",")}
        if not line or line.startswith("#"):
            if "msgstr" in current.parts or not line:
                last = ""
            continue
        keyword, quoted = _split(line, last, number)
        if keyword is None:
            current.parts[last] += _unquoted(quoted, number)
            continue
        if _begins(keyword, current):
            if current.parts:
                yield _whole(current, number)
            current, flags = Entry(number, flags=flags), set()
        elif keyword in current.parts or not _follows(keyword, current):
            raise BrokenFileError(_("“%(keyword)s” is not expected here.") % {"keyword": keyword}, number)
        current.parts[keyword] = _unquoted(quoted, number)
        last = keyword
    if current.parts:
        yield _whole(current, number)


def _split(line: str, last: str, number: int) -> tuple[str | None, str]:
    """Return the keyword of a line and the string behind it; a line that goes on has no keyword."""
    if line.startswith('"') and last:
        return None, line
    found = _KEYWORD.fullmatch(line)
    if not found:
        raise BrokenFileError(_("This line is not as it must be in a PO file."), number)
    return found[1], found[2]


def _unquoted(quoted: str, number: int) -> str:
    found = _STRING.fullmatch(quoted)
    if not found:
        raise BrokenFileError(
            _("The text is not between quotation marks, or a mark inside it lacks its backslash."), number
        )
    return _ESCAPE.sub(lambda escape: _letter(escape[1], number), found[1])


def _letter(escaped: str, number: int) -> str:
    if escaped in _ESCAPED:
        return _ESCAPED[escaped]
    if escaped[0] == "x" and len(escaped) == 3:
        return chr(int(escaped[1:], 16))
    if escaped.isdecimal():
        return chr(int(escaped, 8))
    raise BrokenFileError(_("“%(sign)s” has no meaning in a PO file.") % {"sign": f"\\{escaped}"}, number)


def _begins(keyword: str, current: Entry) -> bool:
    """Say whether a keyword begins a new entry."""
    if keyword == "msgctxt":
        return not current.parts or _is_whole(current)
    return keyword == "msgid" and (not current.parts or _is_whole(current))


def _follows(keyword: str, current: Entry) -> bool:
    if keyword == "msgid":
        return set(current.parts) == {"msgctxt"}
    return "msgid" in current.parts


def _is_whole(entry: Entry) -> bool:
    return any(name.startswith("msgstr") for name in entry.parts)


def _whole(entry: Entry, number: int) -> Entry:
    if "msgid" not in entry.parts or not _is_whole(entry):
        raise BrokenFileError(_("The text that begins in line %(line)d has no end.") % {"line": entry.line}, number)
    return entry
