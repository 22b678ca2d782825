"""Ranking written down plainly, over all rows at once: what `mimi.search.ranking` must come to on every database."""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from mimi.search.asking import Asked
from mimi.search.models import SearchDocument, SearchPosting
from mimi.search.ranking import EXTRA, RARITY
from mimi.search.vocabulary import Vocabulary


class Library:
    """All documents and their words, in memory."""

    def __init__(self) -> None:
        self.weights: dict[int, dict[int, int]] = defaultdict(dict)
        for stem, document, weight in SearchPosting.objects.values_list("stem_id", "document_id", "weight"):
            self.weights[stem][document] = weight
        self.documents = SearchDocument.objects.in_bulk()

    def rank(self, asked: Asked, words: Vocabulary, most: int) -> tuple[list[tuple[int, int]], dict[str, int]]:
        """Return (document, score) of the first documents of each kind, best first, and how many there are of each."""
        scores: Counter[int] = Counter()
        met: Counter[int] = Counter()
        for part in (*asked.parts, *asked.extra):
            best: dict[int, int] = {}
            for name, factor in part.meaning.items():
                for document, weight in self.weights[words.ids[name]].items():
                    best[document] = max(best.get(document, 0), weight * factor)
            rare = math.log(1 + (words.documents - len(best) + 0.5) / (len(best) + 0.5))
            extra = part in asked.extra
            rarity = max(1, round(RARITY * rare)) * (EXTRA if extra else 100) // 100
            for document, worth in best.items():
                scores[document] += worth * rarity
                met[document] += not extra
        enough = min(max(met.values(), default=0), asked.needed)
        found = [pk for pk in scores if met[pk] >= max(enough, asked.least)]
        found.sort(key=lambda pk: (-met[pk], -scores[pk], self.documents[pk].tie, pk))
        totals = Counter(self.documents[pk].kind for pk in found)
        seen: Counter[str] = Counter()
        first = []
        for pk in found:
            seen[self.documents[pk].kind] += 1
            if seen[self.documents[pk].kind] <= most:
                first.append((pk, scores[pk]))
        return first, dict(totals)
