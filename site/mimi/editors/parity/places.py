"""Addresses of places in the admin: those of a translation's editor, and of a page's own."""

from __future__ import annotations

from django.urls import reverse

from mimi.editors.parity.pairs import Pair


def edit_url(page_id: int) -> str:
    """Return the address at which a page is edited."""
    return str(reverse("wagtailadmin_pages:edit", args=[page_id]))


def segment_url(page_id: int, segment_id: int) -> str:
    """Return the address of a segment in the editor of a translation."""
    return f"{edit_url(page_id)}#segment-{segment_id}"


def place_url(pair: Pair, path: str, place: int = 0) -> str:
    """Return the address of a place on a translated page: of the segment, else of the block or field around it."""
    base = edit_url(pair.page.pk)
    if not path:
        return base
    segment = pair.segments.get((path, place)) or pair.segments.get((path, 0))
    if segment is None:
        below = (row for (other, _place), row in pair.segments.items() if other.startswith(f"{path}."))
        segment = next(below, None)
    if segment is not None:
        return segment_url(pair.page.pk, segment.pk)
    name, *rest = path.split(".")
    return f"{base}#block-{rest[0]}-section" if rest else f"{base}#id_{name}"
