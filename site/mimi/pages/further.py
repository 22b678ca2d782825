"""Links that other rooms of the house add below a page of the practice set."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from mimi.pages.identity import stable_uuid


@dataclass(frozen=True)
class FurtherLink:
    """A link to a view, in the reader's language."""

    label: Any
    view: str

    @property
    def url(self) -> str:
        return reverse(self.view)


_links: dict[uuid.UUID, list[FurtherLink]] = {}


def register_further_link(page: str, label: Any, view: str) -> None:
    """Add a link to a view below a text page, known by the name of the folder that its content comes from."""
    _links.setdefault(stable_uuid("page", page), []).append(FurtherLink(label, view))


def further_links(key: uuid.UUID) -> list[FurtherLink]:
    """Return the links below the page with this translation key."""
    return _links.get(key, [])
