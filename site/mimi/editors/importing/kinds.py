"""What a part of a document can be. Apps register the kinds of their pages, with the words that name their sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Kinds that recognition tells apart by structure; the apps give them their labels.
MODULE, LESSON, PRACTICE, STEP, DROP = "module", "lesson", "practice", "step", "drop"
# The section of a practice that takes what stands before all others.
OPENING = "need"
# What a heading above the steps says: no kind of its own.
STEPS = "steps"


@dataclass(frozen=True)
class Kind:
    """A kind of part.

    `inside` is the kind of the page that it belongs to; pages of their own have none. `words` are the headings that it
    is told by, folded (see `recognition.numbers.folded`).
    """

    key: str
    label: Any
    inside: str = ""
    words: tuple[str, ...] = ()
    order: int = 0


_kinds: dict[str, Kind] = {}
_steps: set[str] = set()


def register_kind(kind: Kind) -> Kind:
    """Make a kind known."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> Mapping[str, Kind]:
    """Return the known kinds by their keys, in the order in which they are offered."""
    return dict(sorted(_kinds.items(), key=lambda row: row[1].order))


def register_steps_words(words: tuple[str, ...]) -> None:
    """Make known which headings say that the steps of a practice follow."""
    _steps.update(words)


def section_words() -> dict[str, str]:
    """Return which heading names which section of a practice, by the folded heading; that of its steps is `STEPS`."""
    return dict.fromkeys(_steps, STEPS) | {word: kind.key for kind in _kinds.values() for word in kind.words}


def is_page_of_its_own(key: str) -> bool:
    """Say whether a part of this kind stands on top: others belong to it."""
    return key in _kinds and not _kinds[key].inside and key != DROP
