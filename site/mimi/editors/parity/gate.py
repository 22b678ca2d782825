"""The gate: what keeps a translated page from being published, and what it is only warned of."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from wagtail_localize.models import Translation

from mimi.editors.parity.pairs import Pair
from mimi.editors.parity.places import place_url
from mimi.editors.parity.registry import CHECKS, ERROR, WARNING
from mimi.pages.gates import NotReadyError, register_gate

__all__ = ["ERROR", "WARNING", "Finding", "draft_of", "errors", "findings"]


@dataclass(frozen=True)
class Finding:
    """One thing that keeps a page back (an error) or that its translator should look at (a warning).

    `url` leads to the place, `check` is the key of what found it.
    """

    level: str
    message: str
    url: str
    check: str

    def __str__(self) -> str:
        return self.message


def findings(page: Any, *, without: Container[str] = ()) -> list[Finding]:
    """Return all that is found on a translated page as it would be published, errors first.

    `without` names checks that aren't asked. An English page, or one without an English one, has nothing to be
    compared with.
    """
    pair = Pair(page)
    if pair.source is None:
        return []
    found = [
        Finding(one.level, one.message, place_url(pair, one.path, one.place), key)
        for key, check in CHECKS.items()
        if key not in without
        for one in check.find(pair)
    ]
    return sorted(found, key=lambda one: one.level != ERROR)


def errors(page: Any, *, without: Container[str] = ()) -> list[Finding]:
    """Return what keeps a translated page from being published."""
    return [one for one in findings(page, without=without) if one.level == ERROR]


def draft_of(translation: Translation) -> Any:
    """Return a translated page as it would be published with what its translators have written until now."""
    return translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


@register_gate
def keep_back(draft: Any) -> None:
    """Keep a page from being published while something is wrong with it.

    Raises:
        NotReadyError: something is.
    """
    reasons = errors(draft)
    if reasons:
        raise NotReadyError(draft, reasons)
