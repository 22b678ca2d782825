"""Which documents answer a query, best first.

The database is asked with whole numbers only, for whole numbers: ids of stems and what they count for go in, ids of
documents and their scores come out. Nothing that somebody typed reaches it, and nothing depends on how it compares
texts or rounds, so each database gives the same answer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from mimi.search.asking import Asked
from mimi.search.models import SearchDocument, SearchPosting
from mimi.search.vocabulary import Vocabulary

# The unit of `_rarity`; and what words that are read together count for, in per cent of words that are asked for.
RARITY = 100
EXTRA = 60


@dataclass(frozen=True)
class Hit:
    """A document that answers a query: its id, its kind, and its score, which compares with those of the same query."""

    document: int
    kind: str
    score: int


@dataclass(frozen=True)
class Ranking:
    """The hits of one page, how many there are of each kind, and whether they have all the words that they should."""

    hits: list[Hit] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    complete: bool = True

    @property
    def total(self) -> int:
        """How many documents answer the query."""
        return sum(self.totals.values())


# What each stem that is meant counts for, for which part of the query. A document has as much of a part as the
# best of the stems that mean it.
_HITS = """
WITH meant (stem_id, part, factor) AS (VALUES {meant}),
hits AS (
    SELECT p.document_id, m.part, MAX(p.weight * m.factor) AS best
    FROM meant m JOIN {postings} p ON p.stem_id = m.stem_id
    GROUP BY p.document_id, m.part
)
"""
_COUNT = _HITS + "SELECT part, COUNT(*) FROM hits GROUP BY part"  # noqa: S608 - a constant
# Documents with as many parts as they should have; where there is none, those that have most.
_RANK = """,
rarities (part, rarity, needed) AS (VALUES {rarities}),
scored AS (
    SELECT h.document_id, SUM(h.best * r.rarity) AS score, SUM(r.needed) AS parts
    FROM hits h JOIN rarities r ON r.part = h.part
    GROUP BY h.document_id
),
best AS (SELECT document_id, score, parts, MAX(parts) OVER () AS most FROM scored),
placed AS (
    SELECT d.id, d.kind, d.tie, b.score, b.parts,
        ROW_NUMBER() OVER (PARTITION BY d.kind ORDER BY b.parts DESC, b.score DESC, d.tie, d.id) AS place,
        COUNT(*) OVER (PARTITION BY d.kind) AS total
    FROM best b JOIN {documents} d ON d.id = b.document_id
    WHERE b.parts >= %s AND (b.parts >= %s OR b.parts = b.most)
)
SELECT id, kind, score, parts, place, total FROM placed
WHERE place = 1 OR (place > %s AND place <= %s AND kind LIKE %s)
ORDER BY parts DESC, score DESC, tie, id
"""


def rank(asked: Asked, words: Vocabulary, *, kind: str = "", start: int = 0, end: int = 5) -> Ranking:
    """Return the documents of each kind, or of one, from a place to another; two queries to the database.

    Where some kind is asked for, the hits are of that kind; how many there are is told of all.
    """
    parts = [*asked.parts, *asked.extra]
    meant = [(words.ids[name], n, factor) for n, part in enumerate(parts) for name, factor in part.meaning.items()]
    if not meant:
        return Ranking()
    counts = dict(_rows(_COUNT, meant, []))
    if not counts:
        return Ranking()
    rarities = [
        (n, _rarity(counts.get(n, 0), words.documents, extra=part in asked.extra), int(part not in asked.extra))
        for n, part in enumerate(parts)
    ]
    rows = _rows(_HITS + _RANK, meant, [asked.least, asked.needed, start, end, kind or "%"], rarities)
    shown = [row for row in rows if start < row[4] <= end and kind in ("", row[1])]
    return Ranking(
        hits=[Hit(pk, own, int(score)) for pk, own, score, *_rest in shown],
        totals={own: total for _pk, own, _score, _parts, _place, total in rows},
        complete=all(row[3] >= asked.needed for row in rows[:1]),
    )


def _rarity(having: int, documents: int, *, extra: bool) -> int:
    """Return what a part counts for: the rarer the more (the inverse document frequency of BM25)."""
    rare = math.log(1 + (documents - having + 0.5) / (having + 0.5)) if having <= documents else 0.0
    return max(1, round(RARITY * rare)) * (EXTRA if extra else 100) // 100


def _rows(statement: str, meant: list[Any], more: list[Any], rarities: list[Any] | None = None) -> list[Any]:
    text = statement.format(
        meant=", ".join(["(%s, %s, %s)"] * len(meant)),
        rarities=", ".join(["(%s, %s, %s)"] * len(rarities or [])),
        postings=SearchPosting._meta.db_table,
        documents=SearchDocument._meta.db_table,
    )
    values = [value for row in (*meant, *(rarities or [])) for value in row]
    with connection.cursor() as cursor:
        cursor.execute(text, [*values, *more])
        return list(cursor.fetchall())
