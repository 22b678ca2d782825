"""Inline tags as XLIFF's codes and back: `<b>…</b>` is `<g id="b1">…</g>`, `<br/>` is `<x id="br1"/>`.

XLIFF 1.2, sections 2.3 and 2.5: a code is told by its id, the same in source and target. Links keep the id that
wagtail-localize has given them, other tags are counted.
"""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape
from django.utils.translation import gettext as _
from lxml import etree
from wagtail_localize.strings import INLINE_TAGS

from mimi.editors.aids.exchange.base import BrokenFileError
from mimi.editors.aids.texts import is_marked_up, normal

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_KINDS = {"a": "link", "b": "bold", "i": "italic", "br": "lb"}
_LINK, _TAG = re.compile(r"a[1-9]\d*"), re.compile(r"(a-|[a-z]+)([1-9]\d*)")


def name(tag: str) -> str:
    """Return a tag's name with XLIFF's namespace."""
    return f"{{{NAMESPACE}}}{tag}"


def to_codes(html: str, parent: etree._Element) -> None:
    """Put a text into an element of XLIFF."""
    spelled = normal(html)
    if not is_marked_up(spelled):
        parent.text = spelled
        return
    counts: Counter[str] = Counter()

    def put(soup: Tag, into: etree._Element) -> None:
        for child in soup.children:
            if isinstance(child, NavigableString):
                _append(into, str(child))
            elif isinstance(child, Tag):
                code = etree.SubElement(into, name("x" if child.name == "br" else "g"), id=_id(child))
                code.set("ctype", _KINDS.get(child.name, f"x-{child.name}"))
                put(child, code)

    def _id(tag: Tag) -> str:
        own = str(tag.get("id", ""))
        if tag.name == "a" and _LINK.fullmatch(own):
            return own
        kind = "a-" if tag.name == "a" else tag.name
        counts[kind] += 1
        return f"{kind}{counts[kind]}"

    put(BeautifulSoup(spelled, "html.parser"), parent)


def _append(into: etree._Element, text: str) -> None:
    children = list(into)
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def from_codes(element: etree._Element) -> str:
    """Return the text of an element of XLIFF as HTML in its one spelling.

    Raises:
        BrokenFileError: it holds something other than text and the codes that `to_codes` makes.
    """
    parts: list[str] = [escape(element.text or "")]
    for child in element:
        if not isinstance(child.tag, str):
            # A comment, or an instruction to some program.
            parts.append(escape(child.tail or ""))
            continue
        parts += [_code(child), escape(child.tail or "")]
    return normal("".join(parts)) if element.tag in (name("source"), name("target")) else "".join(parts)


def _code(element: etree._Element) -> str:
    kind = element.tag.removeprefix(f"{{{NAMESPACE}}}")
    if kind == "mrk":
        # A mark of the program that was used; what it marks is text.
        return from_codes(element)
    own = element.get("id", "")
    found = _TAG.fullmatch(own)
    tag = "a" if found and found[1] == "a-" else found[1] if found else ""
    if kind not in ("g", "x") or tag not in INLINE_TAGS or (tag == "br") != (kind == "x"):
        told = _("“%(code)s” stands in a text. It is none of the codes that the file had.")
        raise BrokenFileError(told % {"code": f"<{kind} id={own!r}>"}, element.sourceline)
    if tag == "br":
        return "<br/>"
    attribute = f' id="{own}"' if _LINK.fullmatch(own) else ""
    return f"<{tag}{attribute}>{from_codes(element)}</{tag}>"
