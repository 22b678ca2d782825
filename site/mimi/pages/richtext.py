"""Which marks rich text may carry on this site, by purpose, and its words without them."""

from __future__ import annotations

from wagtail.rich_text import get_text_for_indexing

INLINE: list[str] = ["bold", "italic", "link"]
PROSE: list[str] = [*INLINE, "code", "ul", "ol"]


def plain(html: str) -> str:
    """Return the words of rich text on one line."""
    return " ".join(get_text_for_indexing(html).split())
