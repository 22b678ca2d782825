"""How far the segments of translations are: counted by the database, for all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Max, Min, Q
from django.db.models.functions import Coalesce
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

# From a translation to the words of each of its segments, in whatever language and place.
SEGMENT = "source__stringsegment"
WORDS = f"{SEGMENT}__string__translations"
Place = tuple[UUID, str]


@dataclass(frozen=True)
class Work:
    """The segments of one translation.

    `behind` of `segments` aren't translated, `untranslated_since` the oldest of these. `translated_at` is when a
    segment was translated last, `saved_at` when the translated object was last saved from the segments, and
    `changed_at` when the English last changed in anything that it takes over. `person_id` translated a segment last.
    """

    segments: int
    behind: int
    untranslated_since: datetime | None = None
    translated_at: datetime | None = None
    saved_at: datetime | None = None
    changed_at: datetime | None = None
    person_id: int | None = None
    person_at: datetime | None = None

    @property
    def lacking_since(self) -> datetime | None:
        """Since when the translation lacks something of the English; nothing where it lacks nothing."""
        if self.behind:
            return self.untranslated_since
        taken_over = self.changed_at is None or (self.saved_at is not None and self.saved_at >= self.changed_at)
        return None if taken_over else self.changed_at

    @property
    def unsaved_at(self) -> datetime | None:
        """When words were written that the translated object doesn't hold yet; nothing where there are none."""
        if self.translated_at is None or (self.saved_at is not None and self.translated_at <= self.saved_at):
            return None
        return self.translated_at


def worked_on(keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, Work]:
    """Return the work on the translations that wagtail-localize manages, by translation key and language."""
    place = ("source__object_id", "target_locale__language_code")
    managed = Translation.objects.filter(
        enabled=True, source__object_id__in=keys, target_locale__language_code__in=languages
    )
    written = FilteredRelation(
        WORDS,
        condition=Q(
            **{
                f"{WORDS}__context": F(f"{SEGMENT}__context"),
                f"{WORDS}__locale": F("target_locale"),
                f"{WORDS}__has_error": False,
                # What a machine wrote is done when a person has confirmed it.
                f"{WORDS}__translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            }
        ),
    )
    undone = Q(words__pk=None)
    rows = (
        managed.annotate(words=written)
        .values_list(*place)
        .annotate(
            segments=Count(SEGMENT),
            behind=Count(SEGMENT, filter=undone),
            since=Min(Coalesce(f"{SEGMENT}__arrival__since", "source__created_at"), filter=undone),
            translated_at=Max("words__updated_at"),
            changed_at=Max("source__last_change__changed_at"),
        )
    )
    saved, people = _saved(keys, languages), _people(keys, languages)
    found = {}
    for key, language, segments, behind, since, translated_at, changed_at in rows:
        person_at, person_id = people.get((key, language), (None, None))
        found[key, language] = Work(
            segments=segments,
            behind=behind,
            untranslated_since=since,
            translated_at=translated_at,
            saved_at=saved.get((key, language)),
            changed_at=changed_at,
            person_id=person_id,
            person_at=person_at,
        )
    return found


def _saved(keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, datetime]:
    """Return when each translated object was last saved from its segments."""
    logs = TranslationLog.objects.filter(source__object_id__in=keys, locale__language_code__in=languages)
    rows = logs.values_list("source__object_id", "locale__language_code").annotate(at=Max("created_at"))
    return {(key, language): at for key, language, at in rows}


def _people(keys: Collection[UUID], languages: Sequence[str]) -> dict[Place, tuple[datetime, int]]:
    """Return when somebody translated a segment last, and who."""
    words = StringTranslation.objects.filter(
        last_translated_by__isnull=False, context__object_id__in=keys, locale__language_code__in=languages
    )
    rows = words.values_list("context__object_id", "locale__language_code", "last_translated_by").annotate(
        at=Max("updated_at")
    )
    found: dict[Place, tuple[datetime, int]] = {}
    for key, language, person, at in rows:
        found[key, language] = max(found.get((key, language), (at, person)), (at, person))
    return found
