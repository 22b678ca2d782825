"""What somebody may have meant who wrote a word that no text has."""

from __future__ import annotations

from django.db.models import Count
from rapidfuzz import process
from rapidfuzz.distance import OSA

from mimi.search.asking import Asked, Part
from mimi.search.models import SearchPosting
from mimi.search.vocabulary import Vocabulary, Word

# So many slips are forgiven in a word of so many letters: a letter put in, left out, changed, or swapped with the next.
SLIPS = ((4, 1), (7, 2), (12, 3))
NEAREST = 8


def did_you_mean(asked: Asked, words: Vocabulary) -> str:
    """Return the query with its unknown words mended; empty where one of them is like nothing."""
    near = [_nearest(part, words) for part in asked.unknown]
    if not near or not all(near):
        return ""
    common = _common({word.stem for found in near for _slips, word in found}, words)
    text = asked.text
    for part, found in reversed(list(zip(asked.unknown, near, strict=True))):
        met = [(slips, word) for slips, word in found if common.get(word.stem)]
        if not met:
            return ""
        _slips, best = min(met, key=lambda row: (row[0], -common[row[1].stem], len(row[1].form), row[1].form))
        text = text[: part.start] + best.shown + text[part.end :]
    return text


def _nearest(part: Part, words: Vocabulary) -> list[tuple[int, Word]]:
    """Return the words that a form is a slip or two away from."""
    form = words.loosened(part.form)
    most = max((slips for length, slips in SLIPS if len(form) >= length), default=0)
    if not most or not any(letter.isalpha() for letter in form):
        return []
    found = process.extract(
        form, words.loose_forms, scorer=OSA.distance, score_cutoff=most, limit=NEAREST, processor=None
    )
    # A word begins as it is meant more often than not.
    return [
        (2 * int(slips) + (words.words[place].loose[:1] != form[:1]), words.words[place])
        for _form, slips, place in found
    ]


def _common(stems: set[str], words: Vocabulary) -> dict[str, int]:
    """Return in how many documents each stem is."""
    ids = {words.ids[name]: name for name in stems}
    rows = SearchPosting.objects.filter(stem__in=ids).values("stem_id").annotate(count=Count("pk"))
    return {ids[pk]: count for pk, count in rows.values_list("stem_id", "count")}
