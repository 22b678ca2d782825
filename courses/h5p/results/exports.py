"""Results as they are taken along: xAPI statements, and rows of a table. They name no learner.

Source: xAPI 1.0.3, part two, 2.4 (statements) and 2.5 (StatementResult). A learner is an account of this site under a
name that tells only which results are the same person's. What somebody has written in her own words stays here.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.duration import duration_iso_string

from courses.h5p.results.models import NAMELESS, Statement
from courses.h5p.results.reading import SUB_CONTENT
from courses.h5p.results.verbs import VERBS

VERSION = "1.0.3"
ACTIVITY = "http://adlnet.gov/expapi/activities/assessment"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
LESSON = "http://adlnet.gov/expapi/activities/lesson"
# Kinds of tasks whose answer is one of those offered.
OFFERED = {"true-false", "choice", "matching", "sequencing", "likert", "numeric"}


def pseudonym(learner: uuid.UUID) -> str:
    """Return a name for a learner by which nobody is found."""
    return salted_hmac("courses.h5p.results.learner", str(learner), algorithm="sha256").hexdigest()[:16]


def as_json(rows: Iterable[Statement]) -> Iterator[str]:
    """Yield a StatementResult with the statements of rows, piece by piece."""
    yield '{"statements": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(as_xapi(row), ensure_ascii=False)
    yield '\n], "more": ""}\n'


def as_xapi(row: Statement) -> dict[str, Any]:
    """Return one statement; `row.activity` is read."""
    verb = VERBS[row.verb]
    told: dict[str, Any] = {
        # Senders make their own ids, so that two people's might be the same.
        "id": str(uuid.uuid5(row.send_id, row.learner_id.hex)),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": settings.SITE_URL, "name": pseudonym(row.learner_id)},
        },
        "verb": {"id": verb.id, "display": {"en": row.verb}},
        "object": _object(row),
        "context": _context(row),
        "timestamp": row.stored_at.isoformat(),
        "stored": row.stored_at.isoformat(),
        "version": VERSION,
    }
    result = _result(row)
    return {**told, "result": result} if result else told


def _address(row: Statement, part: str) -> str:
    whole = f"{settings.SITE_URL}/h5p/activities/{row.activity_id}"
    return f"{whole}?subContentId={part}" if part and part != NAMELESS else whole


def _object(row: Statement) -> dict[str, Any]:
    definition: dict[str, Any] = {
        "type": INTERACTION if row.interaction else ACTIVITY,
        "name": {row.language: row.title or row.activity.title},
    }
    if row.interaction:
        definition["interactionType"] = row.interaction
    if row.sub_content:
        definition["extensions"] = {SUB_CONTENT: row.sub_content}
    return {"objectType": "Activity", "id": _address(row, row.sub_content), "definition": definition}


def _context(row: Statement) -> dict[str, Any]:
    lesson = {
        "objectType": "Activity",
        "id": f"{settings.SITE_URL}/lessons/{row.lesson_key}",
        "definition": {"type": LESSON},
    }
    around: dict[str, Any] = {"grouping": [lesson]}
    if row.sub_content:
        around["parent"] = [{"objectType": "Activity", "id": _address(row, row.parent)}]
    return {
        "registration": str(row.registration),
        "language": row.language,
        "contextActivities": around,
    }


def _result(row: Statement) -> dict[str, Any]:
    score = {"scaled": row.score, "raw": row.points, "max": row.points_possible}
    score = {name: value for name, value in score.items() if value is not None}
    told = {
        "score": {**score, "min": 0} if "max" in score else score or None,
        "success": row.success,
        "completion": row.completion,
        "response": shown_response(row) or None,
        "duration": duration_iso_string(row.duration) if row.duration is not None else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def shown_response(row: Statement) -> str:
    """Return what was answered, where that is one of the answers offered."""
    return row.response if row.interaction in OFFERED else ""
