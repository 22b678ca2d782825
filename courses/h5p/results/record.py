"""Writing what was done in an activity. Each is one short statement that can be repeated without harm."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass

from django.utils import timezone

from courses.h5p.models import ActivityVersion
from courses.h5p.results.models import ActivityState, Statement
from courses.h5p.results.reading import Told
from courses.progress.record import enrol
from mimi.pages.prepared import PreparedInsert

# As many things as one activity may remember of one learner; the content types that there are need a few.
MOST_STATES = 50
_NEW_STATEMENTS = PreparedInsert(Statement)


@dataclass(frozen=True)
class Place:
    """Where an activity stands: keys and ids that are the same in every language, and which activity it is there."""

    lesson_key: uuid.UUID
    block_id: uuid.UUID
    activity: int


@dataclass(frozen=True)
class Try:
    """One go at an activity: which version is played, in which language, and the id of the go."""

    registration: uuid.UUID
    version: ActivityVersion
    language: str


def keep(learner: uuid.UUID, course_key: str, place: Place, played: Try, told: Told, send_id: uuid.UUID) -> None:
    """Keep a statement; one that was sent before counts once."""
    enrol(learner, course_key)
    statement = Statement(
        learner_id=learner,
        send_id=send_id,
        activity_id=place.activity,
        version=played.version,
        course_key=course_key,
        lesson_key=place.lesson_key,
        block_id=place.block_id,
        registration=played.registration,
        language=played.language,
        **asdict(told),
    )
    _NEW_STATEMENTS.insert([statement])


@dataclass(frozen=True)
class Remembered:
    """What an activity wants to remember: its text, or None where it wants to forget."""

    data_type: str
    sub_content: str
    text: str | None
    ends_with_content: bool = False


def remember(learner: uuid.UUID, version: ActivityVersion, wish: Remembered) -> bool:
    """Keep where a learner left off, in place of what was kept before; say whether there was room for it."""
    mine = ActivityState.objects.filter(learner_id=learner, activity_id=version.activity_id)
    if wish.text is None:
        mine.filter(data_type=wish.data_type, sub_content=wish.sub_content).delete()
        return True
    others = mine.exclude(data_type=wish.data_type, sub_content=wish.sub_content)
    if others.count() >= MOST_STATES:
        return False
    state = ActivityState(
        learner_id=learner,
        activity_id=version.activity_id,
        data_type=wish.data_type,
        sub_content=wish.sub_content,
        text=wish.text,
        digest=version.digest,
        ends_with_content=wish.ends_with_content,
        saved_at=timezone.now(),
    )
    ActivityState.objects.bulk_create(
        [state],
        update_conflicts=True,
        unique_fields=["learner", "activity", "data_type", "sub_content"],
        update_fields=["text", "digest", "ends_with_content", "saved_at"],
    )
    return True
