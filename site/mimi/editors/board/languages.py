"""Which languages there are to translate into, and which of them are somebody's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from mimi.pages.links import SOURCE_LANGUAGE


def targets() -> dict[str, str]:
    """Return the names of the languages that English is translated into, in the order in which they are shown."""
    return {code: str(name) for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE}


def own_languages(user: Any) -> tuple[str, ...]:
    """Return the languages that somebody translates into; all of them for who has all rights."""
    if user.is_superuser:
        return tuple(targets())
    from mimi.editors.roles.definitions import TRANSLATOR, languages_of

    own = languages_of(user, TRANSLATOR)
    return tuple(code for code in targets() if code in own)
