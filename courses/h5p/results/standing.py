"""How far a learner has come in an activity, worked out from the statements whenever it is shown."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Min

from courses.h5p.models import Activity
from courses.h5p.results.models import ActivityState, Statement

# What H5P's core is told in place of a state that ended with the content (`H5P.getUserData`): it says so, and begins
# anew.
RESET = "RESET"


@dataclass
class Attempt:
    """One go at an activity. `score` is that of its last result, from 0 to 1; None where it has none."""

    number: int
    registration: uuid.UUID
    started_at: datetime
    version: int | None = None
    finished_at: datetime | None = None
    score: float | None = None

    @property
    def percent(self) -> int | None:
        """The score in whole per cent, rounded down."""
        return None if self.score is None else int(100 * self.score + 1e-9)


@dataclass
class Standing:
    """All that a learner has done in an activity."""

    attempts: list[Attempt] = field(default_factory=list)

    @property
    def finished(self) -> list[Attempt]:
        """The attempts that have come to an end, the one that did last at the end."""
        ended = [(row.finished_at, row.number, row) for row in self.attempts if row.finished_at]
        return [row for _at, _number, row in sorted(ended, key=lambda one: one[:2])]

    @property
    def best(self) -> int | None:
        """The best result in per cent."""
        return max((row.percent for row in self.finished if row.percent is not None), default=None)

    @property
    def latest(self) -> int | None:
        """The last result in per cent."""
        return next((row.percent for row in reversed(self.finished) if row.percent is not None), None)

    def going_on(self, version: int | None) -> Attempt | None:
        """Return the attempt that goes on: the latest, while it isn't finished and the content is the same."""
        last = self.attempts[-1] if self.attempts else None
        return last if last and not last.finished_at and last.version == version else None


def standing(learner: uuid.UUID | None, activity: int) -> Standing:
    """Work out a learner's attempts at an activity, in their order, in two queries; none for nobody."""
    if learner is None:
        return Standing()
    rows = Statement.objects.filter(learner_id=learner, activity_id=activity)
    # Ends are asked for before beginnings: what arrives in between has a beginning at least.
    ended: dict[uuid.UUID, tuple[datetime, float | None]] = {}
    for registration, score, at in rows.finishing().values_list("registration", "score", "stored_at"):
        before = ended.get(registration)
        ended[registration] = (at, before[1] if score is None and before else score)
    begun = rows.order_by().values("registration").annotate(at=Min("stored_at"), played=Max("version"))
    return Standing(
        [
            Attempt(
                number, row["registration"], row["at"], row["played"], *ended.get(row["registration"], (None, None))
            )
            for number, row in enumerate(begun.order_by("at", "registration"), start=1)
        ]
    )


def states(learner: uuid.UUID | None, activity: Activity) -> dict[str, dict[str, str]]:
    """Return where a learner left off, by part of the activity (`"0"` for the whole) and kind of data, in one query.

    What ended with content that has changed since is `RESET`.
    """
    found: dict[str, dict[str, str]] = {}
    if learner is None or activity.current is None:
        return found
    for row in ActivityState.objects.filter(learner_id=learner, activity_id=activity.pk):
        ended = row.ends_with_content and row.digest != activity.current.digest
        found.setdefault(row.sub_content, {})[row.data_type] = RESET if ended else row.text
    return found


def completed_blocks(learner: uuid.UUID | None, blocks: Collection[str]) -> set[str]:
    """Return at which of these places in lessons a learner has brought an activity to its end; in one query at most."""
    if learner is None or not blocks:
        return set()
    rows = Statement.objects.finishing().filter(learner_id=learner, block_id__in=blocks)
    return {str(block) for block in rows.order_by().values_list("block_id", flat=True).distinct()}
