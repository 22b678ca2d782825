"""Which edition of a page holds in a language, and what of it a learner hasn't seen yet.

A page begins as edition 0; each major change makes the next. A learner has had an edition before her when she marked
the lesson as read, or finished the quiz, in a language in which it held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from courses.changes.models import ChangeInLanguage
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on

if TYPE_CHECKING:
    from courses.progress.state import CourseState


@dataclass(frozen=True)
class Change:
    """What one or several major changes to a page come to, in a language.

    `edition` is the last of them, `since` when that took effect, `blocks` the ids of what is new or changed, `note`
    what the editors say of it.
    """

    edition: int
    since: datetime
    blocks: tuple[str, ...]
    note: str = ""


def changes_in(language: str) -> dict[str, tuple[Change, ...]]:
    """Return all major changes that hold in a language, by page key, in their order; read once and kept."""

    def read() -> dict[str, tuple[Change, ...]]:
        depends_on(f"changes:{language}")
        found: dict[str, tuple[Change, ...]] = {}
        rows = ChangeInLanguage.objects.filter(language=language).select_related("change")
        for row in rows.order_by("change__edition"):
            key = str(row.change.page_key)
            change = Change(row.change.edition, row.since, tuple(row.change.blocks), row.note)
            found[key] = (*found.get(key, ()), change)
        return found

    return cached(("changes", language), read)


def edition_in(language: str, key: str, when: datetime | None = None) -> int:
    """Return the edition of a page that holds in a language, by now or by another time."""
    changes = changes_in(language).get(key, ())
    return max((change.edition for change in changes if when is None or change.since <= when), default=0)


def unseen_changes(state: CourseState) -> dict[str, Change]:
    """Return what has changed of all that a learner has done in a course, by page key, in the course's order."""
    known = changes_in(state.outline.language)
    found = {}
    for step in state.outline.steps:
        if step.key in known and step.key in state.editions:
            change = together(change for change in known[step.key] if change.edition > state.editions[step.key])
            if change:
                found[step.key] = change
    return found


def together(changes: Iterable[Change]) -> Change | None:
    """Return what several changes to a page come to; nothing of none."""
    rows = list(changes)
    if not rows:
        return None
    blocks = dict.fromkeys(id_ for row in rows for id_ in row.blocks)
    return Change(rows[-1].edition, rows[-1].since, tuple(blocks), " ".join(row.note for row in rows if row.note))
