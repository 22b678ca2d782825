"""What pages say of the books that there are."""

from __future__ import annotations

from dataclasses import dataclass

from mimi.books.making import book_tag
from mimi.books.models import BookFile
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import in_language


@dataclass(frozen=True)
class Offer:
    """A file that a reader can take along; `size` in bytes, `pages` 0 where it has none."""

    format: str
    url: str
    size: int
    pages: int

    @property
    def name(self) -> str:
        """How people call the format."""
        return self.format.upper()


def offers(kind: str, key: str, language: str) -> list[Offer]:
    """Return the files of a book, in one query; nothing before it was made."""
    depends_on(book_tag(kind, key, language))
    rows = BookFile.objects.filter(edition__kind=kind, edition__key=key, edition__language=language)
    found = {row.format: row for row in rows}
    return [
        Offer(name, in_language(language, "book_file", [kind, key, name]), found[name].size, found[name].pages or 0)
        for name in ("pdf", "epub")
        if name in found
    ]
