"""The difference between two texts, word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from wagtail_localize.strings import StringValue

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Part:
    """Some words in a row, and what has become of them: they stayed, went or came."""

    kind: str
    text: str


def difference(before: str, now: str) -> list[Part]:
    """Return what has gone and what has come, in the order of reading; `before` and `now` may hold inline marks."""
    old, new = _words(before), _words(now)
    parts: list[Part] = []
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(Part(SAME, " ".join(old[first:last])))
            continue
        if last > first:
            parts.append(Part(REMOVED, " ".join(old[first:last])))
        if new_last > new_first:
            parts.append(Part(ADDED, " ".join(new[new_first:new_last])))
    return parts


def only_marks_differ(before: str, now: str) -> bool:
    """Say whether two texts have the same words, and differ in links or emphasis."""
    return before != now and _words(before) == _words(now)


def _words(markup: str) -> list[str]:
    return str(StringValue(markup).render_text()).split()
