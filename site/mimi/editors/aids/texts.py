"""The little HTML that segments are made of: its one spelling, its tags, its words, and the marks in it."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag
from wagtail_localize.strings import StringValue, extract_ids

# What XML can't hold, and no text needs.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# Without these, HTML is just text.
_SPECIAL = re.compile("[<>&]")
_TAG = re.compile(r"<[^<>]*>")
# Gaps of questions, and names that programs put something in for.
_MARK = re.compile(r"\{[A-Za-z0-9_]*\}|%\([A-Za-z0-9_]+\)[sd]|%[sd]\b")
_HOSTILE = re.compile(
    r"<\s*/?\s*(?:script|iframe|style|object|embed|svg|link|meta|form|base)\b|\b(?:javascript|vbscript)\s*:"
    r"|data\s*:\s*text/html|\bon[a-z]{3,}\s*=",
    re.IGNORECASE,
)


def is_marked_up(html: str) -> bool:
    """Say whether a text is more than just letters."""
    return bool(_SPECIAL.search(html))


def normal(html: str) -> str:
    """Return a text in its one spelling, so that two that say the same are the same."""
    cleaned = _CONTROLS.sub("", html)
    return str(BeautifulSoup(cleaned, "html.parser")) if is_marked_up(cleaned) else cleaned


def words(html: str) -> str:
    """Return a text without tags on one line, quickly and for comparing only."""
    return " ".join(_TAG.sub(" " if "<br" in html else "", html).split()).casefold()


def plain(html: str) -> str:
    """Return the text as a reader sees it."""
    return str(StringValue(html).render_text()) if is_marked_up(html) else html


def tags(html: str) -> Counter[str]:
    """Return how often each tag stands in a text; links are told apart by their ids."""
    if "<" not in html:
        return Counter()
    found = [tag for tag in BeautifulSoup(html, "html.parser").descendants if isinstance(tag, Tag)]
    return Counter(f"{tag.name}#{tag['id']}" if tag.get("id") else tag.name for tag in found)


def marks(html: str) -> Counter[str]:
    """Return how often each placeholder stands in a text."""
    return Counter(_MARK.findall(plain(html)))


def hostile(html: str) -> set[str]:
    """Return what in a text could be read as a program, in whatever spelling."""
    return {found.casefold() for text in (html, plain(html)) for found in _HOSTILE.findall(text)}


def fitted(html: str, english: str) -> str:
    """Return a text of elsewhere without links that the English here doesn't have; their words stay."""
    if "<a" not in html:
        return html
    ids = extract_ids(english)
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a"):
        if link.get("id") not in ids:
            link.unwrap()
    return str(soup)
