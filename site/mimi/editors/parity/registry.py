"""The checks of the gate, one class a kind; each room of the site registers its own when its app is ready."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from mimi.editors.parity.pairs import Pair

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Found:
    """What a check has found: in a sentence, and at which place of the page; the page as a whole without a path.

    `place` counts the texts of a field that holds several.
    """

    message: str
    path: str = ""
    place: int = 0
    level: str = ERROR


class Check(ABC):
    """One kind of thing that has to agree between a translated page and its English."""

    key: ClassVar[str]

    @abstractmethod
    def find(self, pair: Pair) -> Iterator[Found]:
        """Yield what doesn't agree; asked only of a page that has an English one."""


C = TypeVar("C", bound=type[Check])
CHECKS: dict[str, Check] = {}


def register_check(kind: C) -> C:
    """Register a check; used as a decorator on its class.

    Raises:
        ValueError: there is one of that key.
    """
    if kind.key in CHECKS:
        raise ValueError(f"There is a check called “{kind.key}” already.")
    CHECKS[kind.key] = kind()
    return kind
