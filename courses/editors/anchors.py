"""The places on a lesson that its text may link to: the glossary's terms, which stand at its foot."""

from __future__ import annotations

from courses.models import GlossaryTerm
from mimi.editors.quality.links.anchors import register_anchors

PREFIX = "term-"


@register_anchors
def terms(names: set[str], language: str) -> set[str]:
    """Return those of the names that belong to a term of the language's glossary."""
    codes = {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}
    if not codes:
        return set()
    known = GlossaryTerm.objects.filter(code__in=codes, locale__language_code=language)
    return {f"{PREFIX}{code}" for code in known.values_list("code", flat=True)}
