"""Which English text stood in the place of one that is new, and how it was translated.

A text is found by its path, the ids of the blocks around it. Where a path holds several, as running text does, they
are put side by side: what stayed the same first, then what is most alike in between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from wagtail_localize.models import String, StringSegment, StringTranslation, Translation, TranslationSource

from mimi.editors.changes.models import EarlierWording

# Older ones are of use to nobody: a translation so far behind is better read as a whole.
MOST_KEPT = 20
# Two texts of the same field are versions of each other if that share of their words agrees.
ALIKE = 0.35


@dataclass(frozen=True)
class Touched:
    """A text of the English that has no finished translation.

    `before` is the text that was translated in its place, and `earlier` that translation; both None of a new text.
    """

    segment: StringSegment
    before: String | None = None
    earlier: StringTranslation | None = None


def remember(source: TranslationSource) -> None:
    """Keep the order of a source's texts, which are about to be replaced."""
    rows = StringSegment.objects.filter(source_id=source.pk).order_by("order").values_list("context_id", "string_id")
    segments = [list(row) for row in rows]
    kept = EarlierWording.objects.filter(source_id=source.pk).order_by("-pk")
    newest = kept.first()
    if segments and (newest is None or newest.segments != segments):
        EarlierWording.objects.create(source_id=source.pk, segments=segments)
        EarlierWording.objects.filter(pk__in=list(kept.values_list("pk", flat=True)[MOST_KEPT:])).delete()


def touched(translation: Translation) -> list[Touched]:
    """Return the English texts that a translation has still to follow, in their order; in five queries."""
    segments = list(
        StringSegment.objects.filter(source_id=translation.source_id)
        .select_related("string", "context")
        .order_by("order")
    )
    done = _done(translation)
    if all((row.context_id, row.string_id) in done for row in segments):
        return []
    versions = _versions(translation.source)
    by_context: dict[int, list[StringSegment]] = defaultdict(list)
    for row in segments:
        by_context[row.context_id].append(row)
    texts = _texts(versions, segments, done)
    found: dict[int, Touched] = {}
    for context, rows in by_context.items():
        bases = _bases(context, [row.string_id for row in rows], versions, texts, done)
        for row, base in zip(rows, bases, strict=True):
            if (context, row.string_id) not in done:
                earlier = done.get((context, base)) if base is not None else None
                found[row.pk] = Touched(row, earlier.translation_of if earlier else None, earlier)
    return [found[row.pk] for row in segments if row.pk in found]


def _done(translation: Translation) -> dict[tuple[int, int], StringTranslation]:
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale_id=translation.target_locale_id, has_error=False
    ).select_related("translation_of")
    return {(row.context_id, row.translation_of_id): row for row in rows.order_by("updated_at")}


def _versions(source: TranslationSource) -> list[dict[int, list[int]]]:
    """Return the earlier versions of a source, the newest first: the texts in each context, in their order."""
    found = []
    for wording in EarlierWording.objects.filter(source=source).order_by("-pk"):
        version: dict[int, list[int]] = defaultdict(list)
        for context, string in wording.segments:
            version[context].append(string)
        found.append(dict(version))
    return found


def _texts(versions: list[dict[int, list[int]]], segments: list[StringSegment], done: dict[Any, Any]) -> dict[int, str]:
    wanted = {string for version in versions for strings in version.values() for string in strings}
    known = {row.string_id: row.string.data for row in segments}
    known |= {row.translation_of_id: row.translation_of.data for row in done.values()}
    return known | dict(String.objects.filter(pk__in=wanted - known.keys()).values_list("pk", "data"))


def _bases(
    context: int,
    strings: list[int],
    versions: list[dict[int, list[int]]],
    texts: dict[int, str],
    done: dict[tuple[int, int], StringTranslation],
) -> list[int | None]:
    """Return, for each text of a context, the one that was translated last in its place."""
    bases: list[int | None] = [None] * len(strings)
    now, trace = strings, list(range(len(strings)))
    open_places = {n for n, string in enumerate(strings) if (context, string) not in done}
    for version in versions:
        old = [string for string in version.get(context, []) if string in texts]
        pairs = aligned([texts[string] for string in now], [texts[string] for string in old])
        trace = [pairs.get(place, -1) for place in trace]
        for n in list(open_places):
            if trace[n] >= 0 and (context, old[trace[n]]) in done:
                bases[n] = old[trace[n]]
                open_places.discard(n)
        now = old
    # Nobody has noted what stood here: the most alike of what was translated in this place.
    left = [string for place, string in done if place == context and string not in strings and string not in bases]
    for n, m in aligned([texts[strings[n]] for n in sorted(open_places)], [texts[string] for string in left]).items():
        bases[sorted(open_places)[n]] = left[m]
    return bases


def aligned(new: Sequence[str], old: Sequence[str]) -> dict[int, int]:
    """Return which of the old texts each of the new ones is a version of, by their numbers."""
    found: dict[int, int] = {}
    for kind, first, last, old_first, old_last in SequenceMatcher(None, new, old, autojunk=False).get_opcodes():
        if kind == "equal":
            found |= zip(range(first, last), range(old_first, old_last), strict=True)
        elif kind == "replace" and len(new) == len(old) == 1:
            # A field of a single text: whatever it says now, it stands in the old one's place.
            found[first] = old_first
        elif kind == "replace":
            found |= _most_alike(new, old, range(first, last), range(old_first, old_last))
    return found


def _most_alike(new: Sequence[str], old: Sequence[str], these: range, those: range) -> dict[int, int]:
    scores = sorted(((_likeness(new[n], old[m]), -abs(n - m), n, m) for n in these for m in those), reverse=True)
    found: dict[int, int] = {}
    for score, _distance, n, m in scores:
        if score >= ALIKE and n not in found and m not in found.values():
            found[n] = m
    return found


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
