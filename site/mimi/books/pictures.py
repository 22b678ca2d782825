"""The pictures of a book: uploaded ones in a size fit for paper and phones, and the site's own drawings."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from django.core.files.storage import default_storage
from django.template.loader import render_to_string

from mimi.books.content import Picture
from mimi.pages.cache.tags import depends_on

SIZE = "max-1200x1200|format-jpeg|jpegquality-80|bgcolor-ffffff"
TOKENS = Path(__file__).resolve().parents[1] / "static/mimi/css/tokens.css"
_log = structlog.get_logger("mimi.books")


class Pictures:
    """The pictures of one book."""

    def __init__(self) -> None:
        self._taken: dict[int, Picture | None] = {}
        self._drawn: dict[str, Picture] = {}

    def take(self, image: Any) -> str:
        """Take a picture along and return its address in the book; empty where its file can't be read."""
        depends_on(f"{image._meta.label_lower}:{image.pk}")
        if image.pk not in self._taken:
            self._taken[image.pk] = _read(image)
        picture = self._taken[image.pk]
        return f"book:{picture.name}" if picture else ""

    def draw(self, key: str) -> str:
        """Take one of the site's drawings along and return its address in the book; empty where there is none."""
        if key not in self._drawn and (drawn := _drawn(key)):
            self._drawn[key] = drawn
        return f"book:{self._drawn[key].name}" if key in self._drawn else ""

    def all(self) -> tuple[Picture, ...]:
        """Return those that were taken."""
        return (*self._drawn.values(), *(picture for picture in self._taken.values() if picture))


def _read(image: Any) -> Picture | None:
    try:
        with default_storage.open(image.get_rendition(SIZE).file.name) as file:
            content = file.read()
    except (OSError, ValueError) as error:
        # A book without a picture is better than none.
        _log.warning("picture left out of a book", picture=image.pk, reason=str(error))
        return None
    return Picture(f"picture-{image.pk}.jpg", "image/jpeg", content)


def _drawn(key: str) -> Picture | None:
    inline = render_to_string("components/illustration.html", {"key": key}).strip()
    if not inline:
        return None
    svg = re.sub(r"var\(--(art-[a-z]+)\)", lambda name: _colours()[name[1]], inline)
    alone = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return Picture(f"{key}.svg", "image/svg+xml", alone.encode())


@cache
def _colours() -> dict[str, str]:
    """Return the colours of the drawings by day: the first that the style sheet gives to each name."""
    found = re.findall(r"--(art-[a-z]+):\s*(#[0-9a-f]{6})", TOKENS.read_text())
    return dict(reversed(found))
