"""Saving a practice, removing it, and writing about it; each may come twice, late, or from two devices at once."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_variables

from mimi.operations.periodic import daily
from mimi.people.limits import LimitReachedError
from mimi.people.merging import register_move
from mimi.people.models import Learner
from mimi.people.notes.record import Change, apply, join
from practices.saved.models import SavedPractice, SavedPracticeText

# More than anybody looks through again.
MOST_SAVED = 200
# For so long a practice that was removed can be brought back with its note.
KEEP_REMOVED = timedelta(days=30)


def save(learner: uuid.UUID, key: uuid.UUID) -> None:
    """Save a practice; twice counts once, and one that was removed comes back with its note.

    Raises:
        LimitReachedError: there are too many.
    """
    mine = SavedPractice.objects.filter(learner_id=learner)
    if mine.filter(removed_at=None).exclude(practice_key=key).count() >= MOST_SAVED:
        raise LimitReachedError(
            gettext("You have saved %(most)s practices, and there is room for no more. Remove one that you don’t need.")
            % {"most": number_format(MOST_SAVED, use_l10n=True)},
            status=422,
        )
    SavedPractice.objects.bulk_create(
        [SavedPractice(learner_id=learner, practice_key=key)],
        update_conflicts=True,
        unique_fields=["learner", "practice_key"],
        update_fields=["removed_at"],
    )


def remove(learner: uuid.UUID, key: uuid.UUID) -> None:
    """Remove a practice for now; what isn't saved stays so."""
    SavedPractice.objects.filter(learner_id=learner, practice_key=key, removed_at=None).update(
        removed_at=timezone.now()
    )


@sensitive_variables()
def write(learner: uuid.UUID, key: uuid.UUID, change: Change) -> list[SavedPracticeText]:
    """Apply a change to the note on a practice; return the texts that it holds now, the latest first.

    Who writes about a practice wants to keep it, so it is saved.

    Raises:
        LimitReachedError: it would be one too many.
    """
    mine = SavedPractice.objects.filter(learner_id=learner, practice_key=key)
    if change.text and not mine.filter(removed_at=None).exists():
        save(learner, key)
    with transaction.atomic():
        # Nobody else changes it before the transaction ends.
        note = mine.select_for_update().first()
        return apply(note, change) if note else []


@register_move
@sensitive_variables()
def move_saved(source: Learner, account: Learner) -> None:
    """Move what an anonymous learner has saved to her account; what either side keeps is kept, and both notes stay."""
    rows = list(SavedPractice.objects.filter(learner=source).select_for_update().prefetch_related("texts"))
    SavedPractice.objects.bulk_create(
        [
            SavedPractice(
                learner=account, practice_key=row.practice_key, saved_at=row.saved_at, removed_at=row.removed_at
            )
            for row in rows
        ],
        ignore_conflicts=True,
    )
    kept = [row.practice_key for row in rows if row.removed_at is None]
    theirs = SavedPractice.objects.filter(learner=account)
    theirs.filter(practice_key__in=kept).update(removed_at=None)
    mine = {row.practice_key: row for row in theirs.select_for_update().prefetch_related("texts")}
    for row in rows:
        join(row, mine[row.practice_key])


@daily("forget removed practices", hour=4)
def forget_removed(now: datetime) -> None:
    """Delete what was removed so long ago that nobody wants it back."""
    SavedPractice.objects.filter(removed_at__lt=now - KEEP_REMOVED).delete()
