"""The texts of a book: made well-formed, and their links led to the place in the book where what they name stands."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from lxml import etree
from lxml import html as lenient
from wagtail.rich_text import expand_db_html

from mimi.books.content import Book
from mimi.paper.texts import without_controls

Reference = Callable[[str], str]
# What XML knows by name; HTML knows many more.
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]*;")
_ELSEWHERE = ("https://", "http://", "mailto:", "tel:")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def rich_text(value: Any) -> SafeString:
    """Return rich text as a well-formed fragment, with its links expanded."""
    source = str(getattr(value, "source", value) or "")
    body = lenient.fragment_fromstring(without_controls(expand_db_html(source)), create_parent="div")
    inside = html.escape(body.text or "", quote=False)
    inside += "".join(etree.tostring(child, encoding="unicode", method="xml") for child in body)
    return mark_safe(inside)  # noqa: S308 - expanded by Wagtail, parsed and written anew


def for_paper(book: Book) -> Book:
    """Return a book whose links within lead to its anchors, written as HTML."""
    return _woven(book, lambda anchor: f"#{anchor}", "html")


def for_screen(book: Book, reference: Reference) -> Book:
    """Return a book whose links within lead to what `reference` makes of an anchor, written as XHTML.

    Its parts are files of their own: headings stand a step higher.
    """
    return _woven(book, reference, "xml", raised=True)


def alone(fragment: str) -> SafeString:
    """Return a fragment that stands in no book, written as HTML: its links lead to the site."""
    root = parsed(fragment)
    for link in list(root.iter("a")):
        _smooth(link)
        _lead(link, {}, set(), str)
    return mark_safe(etree.tostring(root, encoding="unicode", method="html"))  # noqa: S308 - parsed, then written


def _woven(book: Book, reference: Reference, method: str, *, raised: bool = False) -> Book:
    anchors = book.anchors
    codes = {term.code for term in book.terms}

    def weave(fragment: str) -> SafeString:
        root = parsed(fragment)
        for link in list(root.iter("a")):
            _smooth(link)
            _lead(link, anchors, codes, reference)
        if not raised:
            _simplify_tables(root)
        else:
            for heading in root.iter("h3", "h4", "h5", "h6"):
                heading.tag = f"h{int(heading.tag[1]) - 1}"
        return mark_safe(etree.tostring(root, encoding="unicode", method=method))  # noqa: S308 - parsed, then written

    parts = tuple(
        replace(
            part,
            html=weave(part.html),
            chapters=tuple(replace(chapter, html=weave(chapter.html)) for chapter in part.chapters),
        )
        for part in book.parts
    )
    return replace(book, parts=parts)


def parsed(fragment: str) -> Any:
    """Return a fragment as a tree, in a `div`.

    Raises:
        etree.XMLSyntaxError: it isn't well-formed.
    """
    plain = _NAMED.sub(lambda name: html.unescape(name[0]), without_controls(fragment))
    return etree.fromstring(f"<div>{plain}</div>", _PARSER)


def _simplify_tables(root: Any) -> None:
    """Leave out captions, which repeat what stands above a table; its corner, which heads nothing, is no head."""
    for caption in list(root.iter("caption")):
        caption.getparent().remove(caption)
    for head in root.iter("thead"):
        for row in head.iter("tr"):
            row[0].tag = "td"
            row[0].attrib.clear()


def _smooth(link: Any) -> None:
    """Let only words stand in a link: on paper, an element within would be a link of its own. One around all stays."""
    within = list(link)
    around = within[0].tag if len(within) == 1 and not (link.text or within[0].tail or "").strip() else ""
    etree.strip_tags(link, "*")
    if around:
        outer = etree.Element(around)
        outer.tail, link.tail = link.tail, None
        link.getparent().replace(link, outer)
        outer.append(link)


def _lead(link: Any, anchors: dict[str, str], codes: set[str], reference: Reference) -> None:
    """Lead a link into the book, else to the site; one that leads nowhere is words like others."""
    href = link.get("href") or ""
    if href.startswith("#term-") and href.removeprefix("#term-") in codes:
        link.set("href", reference(href[1:]))
        link.set("class", "term")
    elif (path := href.split("#")[0].split("?")[0]) in anchors and href.startswith("/"):
        link.set("href", reference(anchors[path]))
    elif href.startswith("/"):
        link.set("href", settings.SITE_URL + href)
    elif not href.startswith(_ELSEWHERE):
        link.attrib.clear()
        link.tag = "span"
