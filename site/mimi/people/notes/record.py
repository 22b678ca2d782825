"""Writing notes, so that nothing is overwritten that its writer hasn't seen.

Each save brings a name of its own for the new version, made where it was written, and names the versions that its
writer had seen. Those it replaces; whatever else stands in the note stays beside it. So a save that comes twice, late
or out of order changes nothing, and of two devices that write at once each keeps its text.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.views.decorators.debug import sensitive_variables

from mimi.people.notes.models import PrivateNote, PrivateText
from mimi.people.sealing import seal

# In characters, as people count them.
LONGEST_TEXT = 20_000
# How many replaced versions a note remembers; a save that comes late comes within a few.
MOST_REPLACED = 100


@dataclass(frozen=True)
class Change:
    """What to save: a text under a new version's name, and the versions that its writer had seen.

    An empty text takes what was seen away.
    """

    text: str = field(repr=False)
    version: uuid.UUID = field(default_factory=uuid.uuid4)
    seen: Collection[uuid.UUID] = ()


@sensitive_variables()
def apply(note: PrivateNote, change: Change) -> list[Any]:
    """Apply a change to a note that nobody else changes meanwhile; return what it holds then, the latest first."""
    texts = list(note.texts.all())
    if str(change.version) in note.replaced or any(row.version == change.version for row in texts):
        # It comes twice, or after one that has replaced it.
        return texts
    # A text that stands in the new one as a whole adds nothing beside it.
    seen = {version for version in change.seen if version != change.version}
    gone = [row for row in texts if row.version in seen or _stands_in(row, change.text)]
    if gone:
        note.texts.filter(pk__in=[row.pk for row in gone]).delete()
    left = [row for row in texts if row not in gone]
    if change.text:
        sealed = seal(change.text, note.texts.model.purpose)
        left.insert(0, note.texts.create(version=change.version, sealed=sealed))
    _remember(note, [*seen, *(row.version for row in gone)])
    return left


@sensitive_variables()
def join(note: PrivateNote, target: PrivateNote) -> None:
    """Move the texts of a note to another; where both hold something, both texts stay."""
    # What the writer of one side had seen and replaced isn't brought back by the other.
    target.texts.filter(version__in=note.replaced).delete()
    there = list(target.texts.all())
    known = {*target.replaced, *(str(row.version) for row in there)}
    words = {row.text for row in there} - {None}
    moved = [row for row in note.texts.all() if str(row.version) not in known and row.text not in words]
    if moved:
        target.texts.add(*moved)
    _remember(target, note.replaced)


def _stands_in(row: PrivateText, text: str) -> bool:
    own = row.text
    return own is not None and own in text


def _remember(note: PrivateNote, versions: Collection[uuid.UUID | str]) -> None:
    """Note that these versions are no more, or never need to be."""
    replaced = list(dict.fromkeys([*note.replaced, *map(str, versions)]))[-MOST_REPLACED:]
    if replaced != note.replaced:
        note.replaced = replaced
        note.save(update_fields=["replaced"])
