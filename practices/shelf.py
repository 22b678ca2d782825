"""All practices of one language as sets: what a choice leaves, and how many, in a few operations on whole sets.

A set of practices is a whole number whose bit n stands for the practice at place n of the default order, so that
narrowing five thousand practices costs hardly more than narrowing thirty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

Chosen = dict[str, list[str]]
Codes = Mapping[str, frozenset[str]]
Bits = int


@dataclass(frozen=True)
class Shelf:
    """How many practices there are, and which of them have a code, by filter and code."""

    count: int
    having: Mapping[str, Mapping[str, Bits]]

    @classmethod
    def of(cls, practices: Sequence[Codes]) -> Shelf:
        """Put practices on a shelf, each by the codes that it has in every filter, in the default order."""
        having: dict[str, dict[str, Bits]] = defaultdict(lambda: defaultdict(int))
        for place, codes in enumerate(practices):
            for param, own in codes.items():
                for code in own:
                    having[param][code] |= 1 << place
        return cls(len(practices), {param: dict(by_code) for param, by_code in having.items()})

    def also(self, param: str, by_code: Mapping[str, Bits]) -> Shelf:
        """Return the same shelf with one more filter."""
        return replace(self, having={**self.having, param: by_code})

    @property
    def everything(self) -> Bits:
        """All practices."""
        return (1 << self.count) - 1

    def of_code(self, param: str, code: str) -> Bits:
        """Return the practices that have a code; a code that nobody knows leaves none."""
        return self.having.get(param, {}).get(code, 0)

    def left(self, chosen: Chosen, *, without: Iterable[str] = ()) -> Bits:
        """Return what a choice leaves: one code at least of every filter in which something is chosen.

        Filters named in `without` are passed over.
        """
        left = self.everything
        for param in chosen.keys() - set(without):
            if chosen[param]:
                left &= reduce(or_, (self.of_code(param, code) for code in chosen[param]))
        return left

    def places(self, bits: Bits, order: Iterable[int] | None = None) -> list[int]:
        """Return the places of some practices in the default order, or in another that is given by places."""
        # One character a practice, the first one first; Python writes binary digits in linear time.
        digits = f"{bits:0{self.count}b}"[::-1] if self.count else ""
        return [place for place in (range(self.count) if order is None else order) if digits[place] == "1"]
