"""Reading a statement that a frame has sent: only what is kept of it, and nothing that isn't right.

Who did it and in which activity is never read from a statement. Sources: xAPI 1.0.3, part two, 2.4 (statements), 2.4.5
(results), 4.6 (durations); https://h5p.org/documentation/x-api for how H5P names what is within an activity.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils.html import strip_tags

from courses.h5p.reading import RefusedPackageError
from courses.h5p.reading.json_files import parse
from courses.h5p.results.models import LONGEST_RESPONSE, LONGEST_TITLE, NAMELESS
from courses.h5p.results.verbs import NAMES

# As much as a statement may be, in bytes of its form's field, and how deep.
LARGEST, DEEPEST = 24 * 1024, 12
MOST_POINTS = 1e6
# A page may stay open for days.
LONGEST = timedelta(days=30)
SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
INTERACTIONS = {
    "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric",
    "other", "compound",
}  # fmt: skip
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Weeks, months and years are no time that anybody takes.
_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,4})D)?(?:T(?=\d)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,7})M)?"
    r"(?:(?P<seconds>\d{1,9}(?:\.\d{1,9})?)S)?)?"
)


class RefusedStatementError(Exception):
    """A statement isn't right; the message says what, for those who write content types."""


@dataclass(frozen=True)
class Told:
    """What a statement says, by the names of the fields that keep it."""

    verb: str
    sub_content: str = ""
    parent: str = ""
    title: str = ""
    interaction: str = ""
    score: float | None = None
    points: float | None = None
    points_possible: float | None = None
    success: bool | None = None
    completion: bool | None = None
    response: str = ""
    duration: timedelta | None = None


def read_statement(text: str) -> Told:
    """Return what a statement says.

    Raises:
        RefusedStatementError: it is too large or too deep, isn't JSON, or something in it isn't what it must be.
    """
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > LARGEST:
        raise RefusedStatementError("too large")
    try:
        statement = parse("statement", data, DEEPEST)
    except RefusedPackageError as refused:
        raise RefusedStatementError(refused.sentence) from refused
    if not isinstance(statement, dict):
        raise RefusedStatementError("not an object")
    verb = _object(statement, "verb").get("id")
    if not isinstance(verb, str) or verb not in NAMES:
        raise RefusedStatementError("verb")
    definition = _object(_object(statement, "object"), "definition")
    result = _object(statement, "result")
    sub_content, parent = _place(statement, definition)
    interaction = definition.get("interactionType")
    return Told(
        verb=NAMES[verb],
        sub_content=sub_content,
        parent=parent,
        title=_title(definition),
        interaction=interaction if isinstance(interaction, str) and interaction in INTERACTIONS else "",
        **_score(_object(result, "score")),
        success=_truth(result, "success"),
        completion=_truth(result, "completion"),
        response=_text(result, "response")[:LONGEST_RESPONSE],
        duration=_duration(_text(result, "duration")),
    )


def _object(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise RefusedStatementError(name)
    return found


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise RefusedStatementError(name)
    return found


def _truth(value: dict[str, Any], name: str) -> bool | None:
    found = value.get(name)
    if found is not None and not isinstance(found, bool):
        raise RefusedStatementError(name)
    return found


def _number(value: dict[str, Any], name: str) -> float | None:
    found = value.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        raise RefusedStatementError(name)
    # Compared before it becomes a float: a whole number may be too large to be one.
    if not -MOST_POINTS <= found <= MOST_POINTS or not math.isfinite(found):
        raise RefusedStatementError(name)
    return float(found)


def _score(given: dict[str, Any]) -> dict[str, float | None]:
    """Return the score from 0 to 1, with the points that it comes from.

    Where nothing can be reached, H5P tells of no points out of none: that is no score.
    """
    scaled, raw, most = (_number(given, name) for name in ("scaled", "raw", "max"))
    _number(given, "min")
    if most is not None and most < 0:
        raise RefusedStatementError("max")
    if most and raw is not None:
        points = min(max(raw, 0.0), most)
        return {"score": points / most, "points": points, "points_possible": most}
    if scaled is not None and most is None:
        return {"score": min(max(scaled, 0.0), 1.0)}
    return {}


def _place(statement: dict[str, Any], definition: dict[str, Any]) -> tuple[str, str]:
    """Return the id of a part of the activity and of what that is in, each empty for the activity itself."""
    own = _object(definition, "extensions").get(SUB_CONTENT)
    if own is None:
        own = _within(_object(statement, "object").get("id"))
    given = _object(_object(statement, "context"), "contextActivities").get("parent") or []
    parents = given if isinstance(given, list) else [given]
    if not all(isinstance(one, dict) for one in parents):
        raise RefusedStatementError("parent")
    parent = _within(parents[0].get("id")) if parents else ""
    for id_ in (own, parent):
        if not isinstance(id_, str) or (id_ and not _ID.fullmatch(id_)):
            raise RefusedStatementError("subContentId")
    return own or (NAMELESS if parents else ""), parent


def _within(address: Any) -> str:
    if address is None:
        return ""
    if not isinstance(address, str):
        raise RefusedStatementError("id")
    try:
        return parse_qs(urlsplit(address).query).get("subContentId", [""])[0]
    except ValueError as error:
        raise RefusedStatementError("id") from error


def _title(definition: dict[str, Any]) -> str:
    """Return what a task is called, in whichever language it comes first."""
    names = [name for name in _object(definition, "name").values() if isinstance(name, str)]
    return " ".join(strip_tags(names[0]).split())[:LONGEST_TITLE] if names else ""


def _duration(text: str) -> timedelta | None:
    if not text:
        return None
    found = _DURATION.fullmatch(text)
    parts = {name: float(value) for name, value in found.groupdict().items() if value} if found else {}
    if not parts:
        raise RefusedStatementError("duration")
    return min(timedelta(**parts), LONGEST)
