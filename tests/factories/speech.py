"""Words in four languages that tell from which page they come, and ids that are the same in all of them."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from mimi.pages.identity import stable_uuid


def say(text: str, language: str) -> str:
    """Return a text as it stands on a page of the language: the English as it is, others with their code behind."""
    return text if language == "en" else f"{text} ({language})"


def slug(text: str, language: str) -> str:
    """Return a slug that differs by language."""
    return text if language == "en" else f"{text}-{language}"


def named_id(*names: str) -> str:
    """Return the id that goes with a path of names."""
    return str(stable_uuid("tests", *names))


def locale(language: str) -> Any:
    """Return the locale of a language, made where it is missing."""
    return Locale.objects.get_or_create(language_code=language)[0]


def block(kind: str, name: str, value: Any) -> dict[str, Any]:
    """Return a block of a StreamField as it is stored."""
    return {"type": kind, "id": named_id("block", name), "value": value}


def item(name: str, value: Any) -> dict[str, Any]:
    """Return an item of a list block as it is stored."""
    return {"type": "item", "id": named_id("item", name), "value": value}
