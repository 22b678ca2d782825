"""Translation memory: how the same or something like it was translated elsewhere on the site, or before it changed.

It asks the tables that wagtail-localize keeps, so it is never out of date. The database leaves out what has no
confirmed translation into the language or another length; what is left is compared in C, by the share of letters that
two texts have in common in the same order (normalised indel similarity).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.urls import reverse
from rapidfuzz import fuzz, process
from wagtail.models import Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import String, StringTranslation, Translation, TranslationSource

from mimi.editors.aids.rows import Row
from mimi.editors.aids.texts import fitted, normal, words

# In per cent. Of short texts, half the letters agree by chance.
LEAST, LEAST_OF_SHORT, SHORT = 65, 80, 15
MOST_MATCHES = 4
_MOST_STRINGS = 12
_ADDRESS = "slug"
# How much longer than another a text may be, when they still agree by `LEAST`, tags and all.
_STRETCH, _SLACK = 2.1, 60


@dataclass(frozen=True)
class Source:
    """Where a translation stands; without a `url` for a person who may not edit there."""

    title: str
    url: str = ""


@dataclass
class Match:
    """A translation of something like a text. `english` is what was translated, `text` the translation, fitted in.

    `is_former`: it was the translation here, before the English changed.
    """

    percent: int
    english: str
    text: str
    is_former: bool = False
    sources: list[Source] = field(default_factory=list)


def matches_of(translation: Translation, rows: Sequence[Row], user: Any) -> dict[int, list[Match]]:
    """Return what is like the English of some rows by their segments' ids, the best first."""
    if not rows:
        return {}
    hits = _similar(translation, rows)
    ids = {string_id for found in hits.values() for string_id in found}
    stored = _translations(translation, ids, user)
    sources = sources_of([one for found in stored.values() for one in found], translation.target_locale, user)
    return {row.segment.pk: _matches(row, hits[row.segment.pk], stored, sources) for row in rows}


def confirmed_translations(locale: Locale) -> QuerySet[StringTranslation]:
    """Return the translations into a language that a person stands for."""
    return StringTranslation.objects.filter(
        locale=locale, has_error=False, translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL
    )


def _similar(translation: Translation, rows: Sequence[Row]) -> dict[int, dict[int, int]]:
    """Return by segment which strings are like its own, and by how many per cent."""
    lengths = [len(row.english) for row in rows]
    confirmed = confirmed_translations(translation.target_locale).filter(translation_of=OuterRef("pk"))
    candidates = (
        String.objects.filter(Exists(confirmed), locale=translation.source.locale_id)
        .annotate(length=Length("data"))
        .filter(length__gte=min(lengths) / _STRETCH - _SLACK, length__lte=max(lengths) * _STRETCH + _SLACK)
        .values_list("pk", "data")
    )
    texts = {pk: words(data) for pk, data in candidates}
    return {row.segment.pk: _compare(row, texts) for row in rows}


def _compare(row: Row, texts: dict[int, str]) -> dict[int, int]:
    text = words(row.english)
    least = LEAST_OF_SHORT if len(text) < SHORT else LEAST
    found = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=least, limit=_MOST_STRINGS)
    # Only what is the same in every letter is all of it.
    return {pk: 100 if other == text else min(99, int(score)) for other, score, pk in found}


def _translations(translation: Translation, ids: Iterable[int], user: Any) -> dict[int, list[StringTranslation]]:
    found: dict[int, list[StringTranslation]] = {}
    for one in readable_translations(translation.target_locale, user).filter(translation_of__in=list(ids)):
        found.setdefault(one.translation_of_id, []).append(one)
    return found


def _editable(user: Any) -> QuerySet[Page]:
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def readable_translations(locale: Locale, user: Any) -> QuerySet[StringTranslation]:
    """Return the confirmed translations that a person may read, the newest first.

    They stand in snippets, on pages that are public, or on such as the person may edit.
    """
    public = Page.objects.live().public()
    pages = Page.objects.filter(Q(pk__in=public.values("pk")) | Q(pk__in=_editable(user).values("pk")))
    page_type = ContentType.objects.get_for_model(Page)
    may_read = ~Q(context__object__content_type=page_type) | Q(
        context__object_id__in=pages.filter(locale=locale).order_by().values("translation_key")
    )
    found = confirmed_translations(locale).filter(may_read, context__isnull=False)
    return found.select_related("translation_of", "context").order_by("-updated_at", "pk")


def sources_of(stored: Sequence[StringTranslation], locale: Locale, user: Any) -> dict[Any, Source]:
    """Return where translations into a language stand, by the keys of the pages and snippets."""
    keys = {one.context.object_id for one in stored}
    records = TranslationSource.objects.filter(object__in=keys).order_by("pk")
    found = {key: Source(title) for key, title in records.values_list("object_id", "object_repr")}
    pages = Page.objects.filter(translation_key__in=keys, locale=locale)
    editable = set(_editable(user).filter(pk__in=pages.values("pk")).order_by().values_list("pk", flat=True))
    for page in pages:
        url = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk in editable else ""
        found[page.translation_key] = Source(page.get_admin_display_title(), url)
    return found


def _matches(
    row: Row, hits: dict[int, int], stored: dict[int, list[StringTranslation]], sources: dict[Any, Source]
) -> list[Match]:
    found: dict[str, Match] = {}
    for string_id, percent in sorted(hits.items(), key=lambda hit: -hit[1]):
        for one in stored.get(string_id, []):
            here = one.context_id == row.segment.context_id
            # An address is made of the words of a title, and neither helps with the other.
            if (one.context.path == _ADDRESS) != row.place.is_slug or (here and string_id == row.segment.string_id):
                continue
            source = sources.get(one.context.object_id, Source(str(one.context.object_id)))
            text = fitted(normal(one.data), row.english)
            match = found.setdefault(text, Match(percent, one.translation_of.data, text))
            match.is_former = match.is_former or (here and percent < 100)
            if source not in match.sources:
                match.sources.append(source)
    return sorted(found.values(), key=lambda match: (-match.percent, not match.is_former))[:MOST_MATCHES]
