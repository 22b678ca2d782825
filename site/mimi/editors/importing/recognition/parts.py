"""Parts: the stretches of a document, each of a kind, in the order in which they stand there."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from typing import Any

Data = dict[str, Any]


@dataclass
class Part:
    """A stretch of blocks, taken for something.

    `blocks` are their places in the outline, the headings at the front first. `parent` is the id of the part that it
    belongs to, if it is no page of its own. `path` tells where it stands in the source, whatever an editor does with
    it; `pairs` holds what the page needs besides (see `making.Detail`).
    """

    id: str
    kind: str
    title: str
    blocks: list[int]
    number: str = ""
    parent: str = ""
    path: str = ""
    pairs: dict[str, str] = field(default_factory=dict)

    def to_data(self) -> Data:
        """Return the part as plain data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Data) -> Part:
        """Return the part that plain data tells."""
        return cls(**data)


def part_id(path: str, taken: set[str]) -> str:
    """Return a short id for a path, and note that it is taken."""
    for attempt in range(1000):
        found = hashlib.sha256(f"{path}#{attempt}".encode()).hexdigest()[:10]
        if found not in taken:
            taken.add(found)
            return found
    raise ValueError("There are too many parts of the same name.")
