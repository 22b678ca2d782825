"""Uploaded pictures, taken along into a book in a size fit for paper and phones."""

from __future__ import annotations

from typing import Any

import structlog
from django.core.files.storage import default_storage

from mimi.books.content import Picture
from mimi.pages.cache.tags import depends_on

SIZE = "max-1200x1200|format-jpeg|jpegquality-80|bgcolor-ffffff"
_log = structlog.get_logger("mimi.books")


class Pictures:
    """The pictures of one book."""

    def __init__(self) -> None:
        self._taken: dict[int, Picture | None] = {}

    def take(self, image: Any) -> str:
        """Take a picture along and return its address in the book; empty where its file can't be read."""
        depends_on(f"{image._meta.label_lower}:{image.pk}")
        if image.pk not in self._taken:
            self._taken[image.pk] = _read(image)
        picture = self._taken[image.pk]
        return f"book:{picture.name}" if picture else ""

    def all(self) -> tuple[Picture, ...]:
        """Return those that were taken."""
        return tuple(picture for picture in self._taken.values() if picture)


def _read(image: Any) -> Picture | None:
    try:
        with default_storage.open(image.get_rendition(SIZE).file.name) as file:
            content = file.read()
    except (OSError, ValueError) as error:
        # A book without a picture is better than none.
        _log.warning("picture left out of a book", picture=image.pk, reason=str(error))
        return None
    return Picture(f"picture-{image.pk}.jpg", "image/jpeg", content)
