"""Where course and library meet: practices beside the module that they show in action, and beside its lessons.

Both meet only through page links and translation keys: a practice points to pages, and those are asked for by key.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.links import SOURCE_LANGUAGE, page_address
from mimi.pages.prepared import Prepared
from mimi.pages.sections import register_page_part
from mimi.pages.visibility import restricted
from practices.library import library_link
from practices.models import Country, PracticePage

# Enough of each country that a reader finds some from her own.
MOST_OF_A_COUNTRY = 4


_COUNTRIES = Prepared(
    lambda languages: (
        Country.objects.filter(locale__language_code__in=languages)
        .order_by("sort_order", "name")
        .values_list("code", "name", "locale__language_code")
    )
)
_POINTING = Prepared(
    lambda language, keys: (
        PracticePage.objects.live()
        .filter(~restricted(), locale__language_code=language, related_modules__page__translation_key__in=keys)
        .order_by("number", "title")
        .values_list("pk", "title", "url_path", "place", "country__code", "related_modules__page__translation_key")
    )
)


@dataclass(frozen=True)
class RelatedPractice:
    """A practice as it stands beside a lesson; `country` is a code."""

    title: str
    url: str
    place: str
    country: str


@register_page_part("components/related_practices.html")
def related_practices(keys: Sequence[str], language: str) -> dict[str, Any] | None:
    """Return the practices that point to a page, then those that point to what it belongs to.

    The page is the same for everybody; a script puts those of the reader's country first.
    """
    depends_on(*(f"related:{key}:{language}" for key in keys))
    practices = list(_fair(_nearest_first(keys, language)))
    if not practices:
        return None
    names = cached(f"countries:{language}", lambda: _country_names(language))
    here = {practice.country for practice in practices}
    countries = [{"code": code, "name": name} for code, name in names.items() if code in here]
    return {
        "practices": [{"practice": practice, "country": names.get(practice.country, "")} for practice in practices],
        "countries": countries if len(countries) > 1 else [],
        "library_url": library_link(language).get("url", ""),
    }


def _country_names(language: str) -> dict[str, str]:
    """Return what countries are called, by code, in their order; what isn't translated keeps its English name."""
    depends_on(*(f"{Country._meta.label_lower}:{spoken}" for spoken in (language, SOURCE_LANGUAGE)))
    found = _COUNTRIES.rows([SOURCE_LANGUAGE, language])
    translated = {code: name for code, name, spoken in found if spoken == language}
    return {code: translated.get(code, name) for code, name, _spoken in found}


def _nearest_first(keys: Sequence[str], language: str) -> Iterator[RelatedPractice]:
    """Read the practices that point to any of some pages, in one query; those of an earlier key come first."""
    rows = _POINTING.rows(language, [uuid.UUID(key) for key in keys])
    seen = set()
    order = {key: n for n, key in enumerate(keys)}
    for pk, title, url_path, place, country, _key in sorted(rows, key=lambda row: order[str(row[-1])]):
        if pk not in seen:
            seen.add(pk)
            # What it shows changes, or it points elsewhere now.
            depends_on(f"content:{pk}")
            yield RelatedPractice(title, page_address(language, url_path), place, country)


def _fair(practices: Iterator[RelatedPractice]) -> Iterator[RelatedPractice]:
    """Leave out what goes beyond a few practices of the same country."""
    met: Counter[str] = Counter()
    for practice in practices:
        met[practice.country] += 1
        if met[practice.country] <= MOST_OF_A_COUNTRY:
            yield practice
