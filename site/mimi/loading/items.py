"""What the readers of content files hand to the loader.

An item is one page or snippet in all its languages. Its values are those of the model's fields, with three
stand-ins that the loader resolves when it knows the database: `Markdown` becomes rich text, `Link` the primary
key of a page or snippet, `Children` the rows of a child relation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mimi.loading.problems import Problems
from mimi.pages.identity import stable_uuid

SOURCE = "en"
LANGUAGES = ("en", "nb", "de", "el")

Key = tuple[str, ...]
Values = dict[str, Any]


@dataclass(frozen=True)
class Link:
    """A reference to another item; `many` of them for a many-to-many field. Where it stands isn't part of it."""

    keys: tuple[Key, ...]
    many: bool = False
    file: Path = field(default=Path(), repr=False, compare=False)
    line: int = field(default=1, repr=False, compare=False)


@dataclass(frozen=True)
class Children:
    """Rows of a child relation, each with the name of its stable id and its values."""

    model: Any
    rows: tuple[tuple[str, Values], ...]


@dataclass
class Item:
    """One page or snippet.

    `key` names it among all items, `parent` names the page that it stands under. `texts` holds its values by
    language, `files` the files that they were read from.
    """

    key: Key
    model: Any
    texts: dict[str, Values]
    files: dict[str, list[Path]]
    parent: Key | None = None
    settings: Values = field(default_factory=dict)

    @property
    def translation_key(self) -> Any:
        """The item's stable id, the same in every language."""
        return stable_uuid(*self.key)

    @property
    def name(self) -> str:
        """The item's key as one string."""
        return "/".join(self.key)


def block_id(*names: str) -> str:
    """Return the stable id of a block or list item."""
    return str(stable_uuid(*names))


def stream_child(kind: str, id_: str, value: Any) -> dict[str, Any]:
    """Return a StreamField child as it is stored."""
    return {"type": kind, "id": id_, "value": value}


def list_items(path: tuple[str, ...], values: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Return the items of a list block as they are stored; each value comes with its name."""
    return [{"type": "item", "id": block_id(*path, name), "value": value} for name, value in values]


def numbered(values: list[Any]) -> list[tuple[str, Any]]:
    """Name the values of a list by their places."""
    return [(str(n), value) for n, value in enumerate(values, start=1)]


Read = Callable[[Path, Problems], Iterator[Item]]
_readers: list[tuple[int, Read]] = []


def register_reader(order: int) -> Callable[[Read], Read]:
    """Register a function that reads an app's content; lower orders are loaded first."""

    def register(read: Read) -> Read:
        _readers.append((order, read))
        return read

    return register


def read_everything(root: Path, problems: Problems) -> list[Item]:
    """Read all content files below the project's root, in the order of loading."""
    return [item for _order, read in sorted(_readers, key=lambda row: row[0]) for item in read(root, problems)]
