"""Put in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StructBlockValidationError

from courses.questions import QUESTION_TYPES
from courses.questions.base import ItemList
from tests.courses.questions.test_every_type import posted
from tests.factories.questions import choice_id, make_question, question_data

PLACES = ("first", "second", "third")


def placed(*places: str) -> dict[str, str]:
    """Return the form fields that give the items these places."""
    return {f"position-{choice_id('ordering', name)}": place for name, place in zip(PLACES, places, strict=True)}


@pytest.mark.parametrize(
    ("order", "share"),
    [
        (("first", "second", "third"), 1.0),
        (("third", "first", "second"), 0.5),
        (("second", "third", "first"), 0.5),
        (("second", "first", "third"), 0.0),
        (("third", "second", "first"), 0.0),
    ],
)
def test_each_item_right_behind_its_predecessor_is_a_share(order: tuple[str, ...], share: float) -> None:
    question = make_question("ordering")
    grade = question.type.grade(question, [choice_id("ordering", name) for name in order])
    assert (grade.share, grade.correct) == (share, share == 1.0)


def test_the_answer_is_the_items_by_their_places() -> None:
    question = make_question("ordering")
    form = question.type.form(question, posted(placed("2", "3", "1")))
    assert form.is_valid()
    assert form.response == [choice_id("ordering", name) for name in ("third", "first", "second")]


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (("1", "2", ""), "Give every item a place."),
        (("1", "2", "2"), "Two items have the same place. Give each its own."),
        (("1", "2", "4"), "Choose one of the places shown."),
        (("0", "1", "2"), "Choose one of the places shown."),
    ],
)
def test_an_order_that_is_none_is_refused(places: tuple[str, ...], sentence: str) -> None:
    question = make_question("ordering")
    form = question.type.form(question, posted(placed(*places)))
    assert not form.is_valid()
    assert [errors[0] for errors in form.errors.values()] == [sentence]


def test_judged_items_tell_where_they_belong() -> None:
    question = make_question("ordering")
    judged = question.type.choices(
        question, [choice_id("ordering", name) for name in ("first", "third", "second")], "seed"
    )
    assert [(choice.state, choice.position, choice.right_position) for choice in judged] == [
        ("right", 1, 1),
        ("wrong", 2, 3),
        ("wrong", 3, 2),
    ]


@given(seed=st.text(max_size=20), count=st.integers(2, 8))
def test_shuffled_items_are_the_same_items_never_in_the_right_order_and_stable(seed: str, count: int) -> None:
    items = ItemList([(str(n), n) for n in range(count)])
    shuffled = items.shuffled(seed)
    assert sorted(shuffled) == items.items
    assert shuffled != items.items
    assert items.shuffled(seed) == shuffled


def test_another_attempt_shows_another_order() -> None:
    items = ItemList([(str(n), n) for n in range(8)])
    assert len({tuple(items.shuffled(f"quiz/{attempt}")) for attempt in range(20)}) == 20


def test_the_order_shown_does_not_follow_from_what_the_page_tells() -> None:
    # The seed stands in the page. What it makes of three items must differ with the items, not only with their key.
    orders = set()
    for name in "abcdefgh":
        question = make_question("ordering", name)
        key = ItemList.of(question.value, "items").ids
        shown = [choice.id for choice in question.type.choices(question, None, "seed")]
        orders.add(tuple(key.index(item_id) for item_id in shown))
    assert len(orders) > 1


def test_nothing_to_shuffle_is_no_trouble() -> None:
    assert ItemList([("only", 1)]).shuffled("seed") == [("only", 1)]
    assert ItemList([]).shuffled("seed") == []


@pytest.mark.parametrize("count", [2, 9])
def test_an_order_has_three_to_eight_items(count: int) -> None:
    block = QUESTION_TYPES["ordering"].block()
    items = [{"type": "item", "id": str(n), "value": {"text": f"Item {n}"}} for n in range(count)]
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(question_data("ordering", items=items)["value"]))
