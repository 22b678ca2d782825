"""The gate asks for a person: what only a machine has written isn't published."""

from __future__ import annotations

from collections.abc import Iterator

from mimi.editors.aids.confirming import waiting
from mimi.editors.parity.pairs import Pair
from mimi.editors.parity.registry import Check, Found, register_check


@register_check
class Unconfirmed(Check):
    """A machine has written a text, and nobody has looked at it since."""

    key = "unconfirmed"

    def find(self, pair: Pair) -> Iterator[Found]:
        if pair.translation is not None:
            for one in waiting(pair.translation):
                yield Found(one.message, one.path, one.place)
