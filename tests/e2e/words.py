"""What the interface says in a language, as its catalogue has it."""

from __future__ import annotations

from django.utils.translation import gettext, override, pgettext


def says(language: str, text: str, *, context: str = "", **values: object) -> str:
    """Return a text of the interface in a language, with its placeholders filled."""
    told = _told(language, text, context)
    # English is its own catalogue, so another language tells whether the interface still says this.
    known = told if language != "en" else _told("nb", text, context)
    assert " " not in text or known != text, f"The interface has no text “{text}”."
    return told % values if values else told


def _told(language: str, text: str, context: str) -> str:
    with override(language):
        return pgettext(context, text) if context else gettext(text)
