"""Texts as H5P holds them: its parameters are HTML throughout, and some types read marks in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from html import escape
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.utils.text import Truncator

from mimi.pages import richtext

# What a field with an editor of its own may hold, whatever else it allows (H5PContentValidator::validateText).
ALWAYS = frozenset({"p", "br", "div", "span"})
INLINE = frozenset({"strong", "em"})
PROSE = frozenset({"strong", "em", "a", "ul", "ol", "li", "h2", "h3", "pre", "code"})
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
# Left out with all that is in them.
SILENT = frozenset({"script", "style", "template", "iframe", "object", "embed", "svg", "math", "form", "noscript"})
SAME = {"b": "strong", "i": "em", "h4": "h3", "h5": "h3", "h6": "h3"}
LONGEST_TITLE = 250
# What stands for the marks of H5P.Blanks and H5P.DragText, which know no way to spell them out: some sites resolve
# entities before these types look for marks.
LIKE = {"*": "∗", ":": "∶", "/": "∕", "\\": "∖"}


def words(text: Any) -> str:
    """Return plain text for a field of H5P, safe as content and within an attribute."""
    return escape(_readable(text), quote=True).replace("&#x27;", "&#39;")


def one_line(text: Any) -> str:
    """Return plain text on one line for a field of H5P."""
    return words(" ".join(_readable(text).split()))


def beside_marks(text: Any) -> str:
    """Return plain text in which H5P.Blanks and H5P.DragText find no gap."""
    return words(text).replace("*", LIKE["*"])


def within_marks(text: Any) -> str:
    """Return plain text for a gap of theirs, on one line, in which they find no mark of their own."""
    return "".join(LIKE.get(letter, letter) for letter in one_line(text))


def paragraphs(text: str) -> str:
    """Wrap text that is HTML already: an empty line parts paragraphs, and others stay lines."""
    found = [part.strip() for part in re.split(r"\n\s*\n", text)]
    return "".join("<p>{}</p>".format(part.replace("\n", "<br>")) for part in found if part)


def told(html: Any) -> str:
    """Return rich text as one line of plain text for a field of H5P."""
    return one_line(richtext.plain(str(html or "")))


def title(text: Any) -> str:
    """Return a title for metadata, which are text and never HTML: one line of at most 255 characters."""
    return Truncator(" ".join(_readable(text).split())).chars(LONGEST_TITLE) or "–"


def cleaned(html: str, allowed: Collection[str] = INLINE, site: str = "") -> str:
    """Return HTML with no other elements than those allowed, and no attribute but the address of a link.

    What isn't allowed leaves its words behind; scripts, forms and the like leave nothing. Links within the site lead to
    `site`, its own address; without it, nowhere.
    """
    soup = BeautifulSoup(_readable(html), "html.parser")
    for comment in soup.find_all(string=lambda string: isinstance(string, NavigableString) and _is_hidden(string)):
        comment.extract()
    for tag in soup.find_all(True):
        if not tag.decomposed:
            _tame(tag, allowed, site)
    return str(soup)


def _is_hidden(string: NavigableString) -> bool:
    return isinstance(string, Comment) or type(string) is not NavigableString


def _tame(tag: Tag, allowed: Collection[str], site: str) -> None:
    if tag.name in SILENT:
        tag.decompose()
        return
    tag.name = SAME.get(tag.name, tag.name)
    address = str(tag.get("href") or "").strip()
    if site and re.match(r"/(?!/)", address):
        address = f"{site}{address}"
    tag.attrs = {}
    if tag.name == "a" and "a" in allowed and _leads_out(address):
        tag["href"] = address
    elif tag.name == "a" or tag.name not in ALWAYS | set(allowed):
        tag.unwrap()


def _leads_out(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _readable(text: Any) -> str:
    """Return a text without characters that control something, or that no file may hold."""
    kept = (letter for letter in str(text or "") if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})
    return "".join(kept)
