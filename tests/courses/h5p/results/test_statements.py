"""Reading statements of strangers: what is kept of those that are right, and that all others are refused."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from courses.h5p.results.models import LONGEST_RESPONSE, LONGEST_TITLE, NAMELESS
from courses.h5p.results.reading import LARGEST, RefusedStatementError, Told, read_statement
from tests.courses.h5p.results.doing import scored, statement

pytestmark = pytest.mark.once
PART = "0b4f1c52-74c8-4f0a-8f2e-5b3f7f0f6a11"


def read(told: Any) -> Told:
    return read_statement(told if isinstance(told, str) else json.dumps(told))


def with_result(**result: Any) -> dict[str, Any]:
    return statement(**result)


def with_score(**score: Any) -> dict[str, Any]:
    return statement(score=score)


def changed(path: str, value: Any) -> dict[str, Any]:
    told = statement(part=PART, within="")
    *way, last = path.split(".")
    at: Any = told
    for name in way:
        at = at[name]
    at[last] = value
    return told


def test_what_h5p_tells_is_read() -> None:
    told = read(statement(**scored(3, 4, success=True, duration="PT12.34S", response="true")))
    assert told == Told(
        verb="answered",
        title="Is it so?",
        interaction="true-false",
        score=0.75,
        points=3,
        points_possible=4,
        success=True,
        completion=True,
        response="true",
        duration=timedelta(seconds=12.34),
    )


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({"raw": 12, "max": 10}, 1.0),
        ({"raw": -3, "max": 10}, 0.0),
        ({"raw": 1, "max": 2, "scaled": 1}, 0.5),
        ({"scaled": 0.4}, 0.4),
        ({"scaled": 7}, 1.0),
        ({"scaled": -1}, 0.0),
        ({"raw": 0, "max": 0, "scaled": 1}, None),
        ({"raw": 5}, None),
        ({}, None),
    ],
)
def test_a_score_is_from_nothing_to_all(given: dict[str, Any], score: float | None) -> None:
    assert read(with_score(**given)).score == score


def test_parts_are_told_from_the_whole() -> None:
    places = [
        (statement(), ("", "")),
        (statement(part=PART, within=""), (PART, "")),
        (statement(part=PART, within="outer"), (PART, "outer")),
        (statement(within=""), (NAMELESS, "")),
        (changed("object.definition.extensions", {}), (PART, "")),
    ]
    for told, place in places:
        found = read(told)
        assert (found.sub_content, found.parent) == place


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT0S", 0), ("PT1M30S", 90), ("P1DT1H", 90_000), ("PT99999H", 30 * 86_400), ("", None)],
)
def test_times_are_read_and_have_an_end(text: str, seconds: int | None) -> None:
    told = read(with_result(duration=text))
    assert told.duration == (None if seconds is None else timedelta(seconds=seconds))


def test_what_is_long_is_cut() -> None:
    told = read({**statement(response="x" * 5000), "object": {"definition": {"name": {"en": "<b>y</b>" * 400}}}})
    assert len(told.response) == LONGEST_RESPONSE
    assert told.title == "y" * LONGEST_TITLE


HOSTILE: dict[str, Any] = {
    "nothing": "",
    "no JSON": "{",
    "a list": [],
    "a text": '"x"',
    "null": "null",
    "not Unicode": '{"a": "\\ud800"}',
    "a letter that no database keeps": changed("object.definition.name", {"en": "a\0b"}),
    "said twice": '{"verb": {}, "verb": {}}',
    "too large": statement(response="x" * LARGEST),
    "too large in bytes": statement(response="ø" * (LARGEST // 2)),
    "too deep": '{"a": ' + "[" * 40 + "]" * 40 + "}",
    "deeper than the stack": '{"a": ' + "[" * 9000,
    "no verb": {**statement(), "verb": None},
    "a verb of its own": changed("verb.id", "http://example.org/stolen"),
    "another's verb": changed("verb.id", "http://adlnet.gov/expapi/verbs/voided"),
    "the name of a verb alone": changed("verb.id", "answered"),
    "a verb that is a list": changed("verb.id", ["http://adlnet.gov/expapi/verbs/answered"]),
    "an object that is a text": {**statement(), "object": "x"},
    "extensions that are a list": changed("object.definition.extensions", [1]),
    "a part with a way out": statement(part="../../x", within=""),
    "a part too long": statement(part="x" * 65, within=""),
    "a part that is a number": changed("object.definition.extensions", {"http://h5p.org/x-api/h5p-subContentId": 7}),
    "a parent that is a text": changed("context.contextActivities.parent", ["x"]),
    "a parent whose id is a list": changed("context.contextActivities.parent", [{"id": []}]),
    "a parent at no address": changed("context.contextActivities.parent", [{"id": "http://[x"}]),
    "a result that is a list": {**statement(), "result": []},
    "a score that is a number": with_result(score=1),
    "NaN": '{"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "result": {"score": {"scaled": NaN}}}',
    "endless": '{"verb": {"id": "http://adlnet.gov/expapi/verbs/answered"}, "result": {"score": {"raw": Infinity}}}',
    "endless by its size": with_score(raw=1, max=1).__repr__().replace("'", '"').replace('"max": 1', '"max": 1e999'),
    "a number of hundreds of digits": with_score(raw=10**400, max=1),
    "points as a text": with_score(raw="1", max=1),
    "points as a truth": with_score(raw=True, max=1),
    "most points below nothing": with_score(raw=1, max=-1),
    "more points than there are": with_score(raw=1, max=1e7),
    "a least that is a text": with_score(raw=1, max=1, min="0"),
    "success as a text": with_result(success="true"),
    "completion as a number": with_result(completion=1),
    "a response that is a list": with_result(response=["x"]),
    "a time in words": with_result(duration="a while"),
    "a time of nothing": with_result(duration="PT"),
    "a time before": with_result(duration="-PT5S"),
    "a time in years": with_result(duration="P1Y"),
    "a time as a number": with_result(duration=5),
    "a time of very many digits": with_result(duration=f"PT{'9' * 30}S"),
}


@pytest.mark.parametrize("told", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_statement_that_is_not_right_is_refused(told: Any) -> None:
    with pytest.raises(RefusedStatementError):
        read(told)
