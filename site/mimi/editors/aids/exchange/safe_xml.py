"""Reads XML that strangers send: no document types, no entities of their own, nothing from elsewhere, nothing huge."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml import etree

from mimi.editors.aids.exchange.base import BrokenFileError

# Others can hide a document type from the eye that looks for it.
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']""")


def parse(data: bytes) -> etree._Element:
    """Return the root of a document.

    Raises:
        BrokenFileError: it isn't well-formed, or declares what no file for us needs.
    """
    bare = data.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    declared = _DECLARED.match(bare)
    if declared and declared[1].decode("ascii", "replace").lower() not in _ENCODINGS:
        told = _("The file says that its encoding is %(name)s. Save it as UTF-8, and send it again.")
        raise BrokenFileError(told % {"name": declared[1].decode("ascii", "replace")}, 1)
    place = re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", bare, re.IGNORECASE)
    if place:
        line = bare.count(b"\n", 0, place.start()) + 1
        raise BrokenFileError(_("The file declares a document type or entities. Such files are not read."), line)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = _("The XML is broken here: %(reason)s")
        raise BrokenFileError(told % {"reason": error.msg or ""}, error.lineno) from error
    except ValueError as error:
        raise BrokenFileError(_("This is no XML file.")) from error
    if root.getroottree().docinfo.doctype:
        raise BrokenFileError(_("The file declares a document type or entities. Such files are not read."), 1)
    return root
