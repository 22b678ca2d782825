"""Writing reflections; what is overwritten and what isn't is told in `mimi.people.notes.record`."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from courses.reflections.models import Reflection, ReflectionText
from mimi.people.merging import register_move
from mimi.people.models import Learner
from mimi.people.notes.record import Change, apply, join


class NotebookFullError(Exception):
    """A learner has as many notes as there is room for."""


@dataclass(frozen=True)
class Place:
    """Where a note stands: keys and ids that are the same in every language."""

    course_key: uuid.UUID
    lesson_key: uuid.UUID
    block_id: uuid.UUID


@sensitive_variables()
def keep(learner: uuid.UUID, place: Place, change: Change) -> list[ReflectionText]:
    """Apply a change to a learner's note; return the texts that it holds now, the latest first.

    Where there is no note, an empty text makes none, unless it takes away what is still on its way.

    Raises:
        NotebookFullError: it would be a new note, and there is no room for one more.
    """
    with transaction.atomic():
        # Nobody else changes it before the transaction ends.
        notes = Reflection.objects.select_for_update().filter(
            learner_id=learner, lesson_key=place.lesson_key, block_id=place.block_id
        )
        note = notes.first()
        if note is None:
            if not change.text and not change.seen:
                return []
            _make_room(learner)
            # Of two that begin it at once, the first makes it and the second finds it.
            Reflection.objects.bulk_create([_note(learner, place)], ignore_conflicts=True)
            note = notes.get()
        return apply(note, change)


def _make_room(learner: uuid.UUID) -> None:
    notes = Reflection.objects.filter(learner_id=learner)
    if notes.count() < settings.REFLECTIONS_PER_LEARNER:
        return
    # What is remembered of notes that hold nothing any more counts less than what somebody wants to write.
    notes.filter(texts=None).delete()
    if notes.count() >= settings.REFLECTIONS_PER_LEARNER:
        raise NotebookFullError


def _note(learner: uuid.UUID, place: Place) -> Reflection:
    return Reflection(
        learner_id=learner, course_key=place.course_key, lesson_key=place.lesson_key, block_id=place.block_id
    )


@register_move
@sensitive_variables()
def move_reflections(source: Learner, account: Learner) -> None:
    """Move an anonymous learner's notes to her account; where both wrote under the same block, both texts stay."""
    notes = list(source.reflections.select_for_update().prefetch_related("texts"))
    Reflection.objects.bulk_create(
        [_note(account.pk, Place(note.course_key, note.lesson_key, note.block_id)) for note in notes],
        ignore_conflicts=True,
    )
    mine = {
        (note.lesson_key, note.block_id): note
        for note in account.reflections.select_for_update().prefetch_related("texts")
    }
    for note in notes:
        join(note, mine[note.lesson_key, note.block_id])
