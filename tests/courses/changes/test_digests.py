"""Which blocks count as changed: those that tell a reader something else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from wagtail.blocks import StreamBlock

from courses.blocks import LessonStreamBlock
from courses.changes.digests import block_digests, changed_blocks
from courses.questions import question_stream
from tests.factories.questions import TYPES, question_data
from tests.factories.speech import block, item, named_id

BODY = '<p>Ask <a id="7" linktype="page">her</a>.</p>'
FIGURE = {"title": "In work", "summary": "Most.", "year": "2016", "source": "Us"}


def digests(*blocks: dict[str, Any]) -> dict[str, str]:
    return block_digests(LessonStreamBlock().to_python(list(blocks)))


def prose(body: str = BODY, name: str = "idea", **more: Any) -> dict[str, Any]:
    return block("prose", name, {"heading": "Idea", "body": body, **more})


def steps(*texts: str, salt: str = "") -> dict[str, Any]:
    rows = [item(f"{salt}{n}", {"title": text, "text": f"<p>{text}</p>"}) for n, text in enumerate(texts)]
    return block("steps", "steps", {"title": "How", "items": rows})


def figure(*values: str, **more: str) -> dict[str, Any]:
    rows = [item(f"row-{n}", {"label": f"Row {n}", "value": value}) for n, value in enumerate(values)]
    return block("figure", "figure", {**FIGURE, "rows": rows, **more})


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (prose(), prose('<p data-block-key="x1">Ask <a linktype="page" id="7">her</a>.</p>')),
        (prose("<p>One  line.</p>"), prose("<p>One\nline.</p>")),
        (
            block("prose", "idea", {"body": BODY, "heading": None}),
            block("prose", "idea", {"body": BODY, "heading": ""}),
        ),
        (steps("Look", "Listen"), steps("Look", "Listen", salt="other-")),
        (figure("62"), figure("62.00")),
        (figure("62"), figure("62", chart="bar", unit="")),
    ],
    ids=["paragraph keys", "spaces", "nothing in a field", "ids of items", "zeros", "defaults"],
)
def test_what_no_reader_notices_is_no_change(before: dict[str, Any], now: dict[str, Any]) -> None:
    assert changed_blocks(digests(before), digests(now)) == []


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (prose(), prose("<p>Ask <b>her</b>.</p>")),
        (prose(), prose(BODY.replace("7", "8"))),
        (prose(), prose(heading="Thought")),
        (prose(), block("key_point", "idea", {"body": BODY})),
        (steps("Look", "Listen"), steps("Listen", "Look")),
        (steps("Look", "Listen"), steps("Look", "Listen", "Wait")),
        (figure("62"), figure("620")),
    ],
    ids=["words", "a link", "a heading", "another kind", "order of steps", "a step more", "a number"],
)
def test_what_a_reader_is_told_otherwise_is_a_change(before: dict[str, Any], now: dict[str, Any]) -> None:
    assert changed_blocks(digests(before), digests(now)) == [now["id"]]


def test_a_new_block_is_a_change_and_one_that_moved_or_went_is_none() -> None:
    one, two, three = (prose(name=name) for name in ("one", "two", "three"))
    assert changed_blocks(digests(one, two), digests(two, three, one)) == [named_id("block", "three")]
    assert changed_blocks(digests(one, two), digests(two)) == []


@pytest.mark.parametrize("kind", TYPES)
def test_questions_of_every_kind_are_compared(kind: str) -> None:
    def read(**more: Any) -> dict[str, str]:
        return block_digests(StreamBlock(question_stream()).to_python([question_data(kind, **more)]))

    without_points = question_data(kind)
    del without_points["value"]["points"]
    assert block_digests(StreamBlock(question_stream()).to_python([without_points])) == read()
    for more in ({"prompt": "Asked anew."}, {"explanation": "<p>Because.</p>"}, {"points": 3}):
        assert changed_blocks(read(), read(**more)) == [named_id("block", kind)]


def test_numbers_are_compared_as_numbers() -> None:
    assert digests(figure("1E+1")) == digests(figure(str(Decimal(10))))
