"""The course's glossary for those who translate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from courses.models import GlossaryTerm
from mimi.editors.aids.glossaries import Term, register_glossary


@register_glossary
def read_glossary(source: str, target: str) -> Iterator[Term]:
    """Return the terms that stand in both languages, by one query."""
    rows = GlossaryTerm.objects.filter(locale__language_code__in=[source, target]).select_related("locale")
    by_key: dict[Any, dict[str, GlossaryTerm]] = {}
    for row in rows:
        by_key.setdefault(row.translation_key, {})[row.locale.language_code] = row
    for pair in by_key.values():
        if source in pair and target in pair:
            url = reverse("wagtailsnippets_courses_glossaryterm:edit", args=[pair[target].pk])
            yield Term(pair[source].term, pair[target].term, pair[target].definition, url)
