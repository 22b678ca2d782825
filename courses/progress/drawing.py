"""Drawing the questions of a final assessment from the quizzes of all modules."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Protocol


class Random(Protocol):
    """What of a random generator is needed here."""

    def shuffle(self, x: list[str]) -> None: ...


def draw(
    pool: Sequence[Sequence[str]], count: int, used: Collection[str] = (), generator: Random | None = None
) -> list[str]:
    """Draw `count` ids from the pool, which holds one list of ids a module.

    Each module is in the draw as often as any other, give or take one, as far as its ids reach; ids that were
    `used` the time before come only when a module has no others left. With fewer ids than `count` all are drawn. An id
    that stands in several modules, as after the copying of a quiz, belongs to the first of them.
    """
    generator = generator or secrets.SystemRandom()
    owners = {id_: n for n, ids in reversed(list(enumerate(pool))) for id_ in ids}
    own = [[id_ for id_ in dict.fromkeys(ids) if owners[id_] == n] for n, ids in enumerate(pool)]
    piles = [_pile(ids, used, generator) for ids in own if ids]
    order = [str(n) for n in range(len(piles))]
    drawn: list[str] = []
    while len(drawn) < count and any(piles):
        generator.shuffle(order)
        for n in order:
            pile = piles[int(n)]
            if pile and len(drawn) < count:
                drawn.append(pile.pop())
    generator.shuffle(drawn)
    return drawn


def _pile(ids: Sequence[str], used: Collection[str], generator: Random) -> list[str]:
    """Return a module's ids in the order in which they are taken from the end: the fresh ones first."""
    fresh = [id_ for id_ in ids if id_ not in used]
    stale = [id_ for id_ in ids if id_ in used]
    generator.shuffle(fresh)
    generator.shuffle(stale)
    return [*stale, *fresh]
