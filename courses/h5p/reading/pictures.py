"""SVG pictures: drawings only. They are served where a script in them could run, so one that has any is refused."""

from __future__ import annotations

import re

from lxml import etree

from .refusals import RefusedPackageError

# What runs, loads or holds something other than a drawing.
_ELEMENTS = {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "audio", "video", "canvas"}
# What can give another element such an attribute later.
_SETTERS = {"set", "animate", "animatetransform", "animatemotion", "animatecolor"}
_LINKS = {"href", "src", "from", "to", "values", "by", "data", "action", "formaction"}
_PROGRAM = re.compile(r"^(?:javascript|vbscript|livescript|data:(?!image/(?:png|gif|jpeg|webp)[;,]))", re.IGNORECASE)
_STYLE = re.compile(r"@import|javascript:|expression\s*\(|-moz-binding|behavior\s*:", re.IGNORECASE)
_CHARSETS = {"utf-8", "us-ascii", "iso-8859-1", ""}


def check_picture(where: str, data: bytes) -> None:
    """Look for anything in an SVG picture that isn't a drawing.

    Raises:
        RefusedPackageError: there is something, or it is no XML.
    """
    parser = etree.XMLPullParser(
        events=("start", "end", "pi"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    # A document type without declarations of its own is what drawing programs write; with entities it is a trick.
    if re.search(rb"<!\s*ENTITY", data.replace(b"\0", b""), re.IGNORECASE):
        raise RefusedPackageError("script-in-picture", where, what="ENTITY")
    first = True
    try:
        for start in range(0, len(data), 65_536):
            parser.feed(data[start : start + 65_536])
            for event, node in parser.read_events():
                first = _check_event(where, event, node, first)
        root = parser.close()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedPackageError("broken-picture", where) from error
    if (root.getroottree().docinfo.encoding or "").lower() not in _CHARSETS:
        raise RefusedPackageError("broken-picture", where)


def _check_event(where: str, event: str, node: etree._Element, first: bool) -> bool:
    if event == "pi":
        raise RefusedPackageError("script-in-picture", where, what=f"<?{node.tag!s}"[:40])
    if not isinstance(node.tag, str):
        return first
    name = etree.QName(node).localname.lower()
    if event == "end":
        if name == "style" and _STYLE.search(_plain(node.text or "")):
            raise RefusedPackageError("script-in-picture", where, what="style")
        return first
    if first and name != "svg":
        raise RefusedPackageError("broken-picture", where)
    if name in _ELEMENTS:
        raise RefusedPackageError("script-in-picture", where, what=f"<{name}>")
    for attribute, value in node.attrib.items():
        _check_attribute(where, name, etree.QName(str(attribute)).localname.lower(), str(value))
    return False


def _check_attribute(where: str, element: str, name: str, value: str) -> None:
    plain = _plain(value)
    bad = (
        name.startswith("on")
        or (name in _LINKS and any(_PROGRAM.match(part) for part in plain.split(";")))
        or (name == "style" and _STYLE.search(plain))
        or (element in _SETTERS and name == "attributename" and (plain.lower().startswith("on") or "href" in plain))
    )
    if bad:
        raise RefusedPackageError("script-in-picture", where, what=name)


def _plain(value: str) -> str:
    """Return a value without what browsers overlook in it."""
    return re.sub(r"[\x00-\x20\\]|/\*.*?\*/", "", value)
