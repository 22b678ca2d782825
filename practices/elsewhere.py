"""In which languages a practice is there, for readers whose own lacks it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from mimi.pages.cache.tags import depends_on
from mimi.pages.links import SOURCE_LANGUAGE, page_address
from mimi.pages.visibility import restricted
from practices.models import PracticePage


@dataclass(frozen=True)
class Elsewhere:
    """A practice in a language other than the reader's."""

    language: str
    language_name: str
    title: str
    url: str


def languages_of(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[Elsewhere, ...]]:
    """Return the languages that practices are there in for everybody, the source language first, in one query."""
    wanted = list(keys)
    if not wanted:
        return {}
    depends_on(*(f"translations:{key}" for key in wanted))
    names = dict(settings.LANGUAGES)
    rows = (
        PracticePage.objects.live()
        .filter(~restricted(), translation_key__in=wanted)
        .values_list("translation_key", "locale__language_code", "title", "url_path")
    )
    found: dict[uuid.UUID, list[Elsewhere]] = {}
    for key, code, title, url_path in sorted(rows, key=lambda row: (row[1] != SOURCE_LANGUAGE, row[1])):
        found.setdefault(key, []).append(Elsewhere(code, names.get(code, code), title, page_address(code, url_path)))
    return {key: tuple(rows) for key, rows in found.items()}


def is_practice(key: uuid.UUID) -> bool:
    """Say whether a practice with this key is there for everybody in any language."""
    return PracticePage.objects.live().filter(~restricted(), translation_key=key).exists()
