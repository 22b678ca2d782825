"""The links that a page holds, each with its place and what it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from mimi.editors.models import LONGEST_ADDRESS
from mimi.editors.quality.contents import Kind, Piece, Place

PAGE, DOCUMENT, IMAGE, ADDRESS, ANCHOR = "page", "document", "image", "address", "anchor"
# What a browser doesn't open as a page.
OTHER_SCHEMES = ("mailto", "tel")
_CHOSEN = {Kind.PAGE: PAGE, Kind.DOCUMENT: DOCUMENT, Kind.IMAGE: IMAGE}


@dataclass(frozen=True)
class Link:
    """One link: its words, and either the id of what it leads to, or an address, or the name of an anchor."""

    kind: str
    place: Place
    words: str = ""
    target_id: int | None = None
    address: str = ""


class _Anchors(HTMLParser):
    """Collects the links of rich text as it is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str], list[str]]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(({name: value or "" for name, value in attrs}, []))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1][1].append(data)


def links_of(pieces: Iterable[Piece]) -> Iterator[Link]:
    """Yield the links among the pieces of a page."""
    for piece in pieces:
        if piece.kind in _CHOSEN and str(piece.value).isdecimal():
            yield Link(_CHOSEN[piece.kind], piece.place, target_id=int(piece.value))
        elif piece.kind is Kind.URL:
            yield from _to_address(str(piece.value), str(piece.value), piece.place)
        elif piece.kind is Kind.RICH and "<a" in str(piece.value):
            yield from _in_rich_text(str(piece.value), piece.place)


def _in_rich_text(html: str, place: Place) -> Iterator[Link]:
    parser = _Anchors()
    parser.feed(html)
    for attributes, said in parser.found:
        words = " ".join("".join(said).split())
        kind, target = attributes.get("linktype", ""), attributes.get("id", "")
        if kind in (PAGE, DOCUMENT):
            yield Link(kind, place, words, int(target) if target.isdecimal() else 0)
        else:
            yield from _to_address(attributes.get("href", ""), words, place)


def _to_address(address: str, words: str, place: Place) -> Iterator[Link]:
    address = address.strip()
    if address.startswith("#"):
        yield Link(ANCHOR, place, words, address=address[1:])
    elif _scheme(address) not in OTHER_SCHEMES:
        yield Link(ADDRESS, place, words, address=address[:LONGEST_ADDRESS])


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


# Wagtail's editor and ours write `id`s of this kind into pages.
BLOCK_ANCHOR = re.compile(r"^block-([0-9a-f-]{36})$")
