"""Which text stood where another stands now, and the difference between the two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mimi.editors.changes.difference import Part, difference, only_marks_differ
from mimi.editors.changes.wording import aligned


@pytest.mark.parametrize(
    ("new", "old", "pairs"),
    [
        (["Anything else"], ["What it said"], {0: 0}),
        (["One two three", "Four five six"], ["One two three", "Four five"], {0: 0, 1: 1}),
        (["A new one at the top", "One two three"], ["One two three"], {1: 0}),
        (["Two words here now", "One two three four"], ["One two three", "Two words here"], {0: 1, 1: 0}),
        (["All of it differs", "So does that"], ["One two three", "Four five six"], {}),
        ([], ["Gone"], {}),
    ],
)
def test_texts_are_put_side_by_side(new: list[str], old: list[str], pairs: dict[int, int]) -> None:
    assert aligned(new, old) == pairs


def test_the_difference_is_told_word_by_word() -> None:
    assert difference("Ask one question, then wait.", "Ask one <b>open</b> question, then listen.") == [
        Part("same", "Ask one"),
        Part("added", "open"),
        Part("same", "question, then"),
        Part("removed", "wait."),
        Part("added", "listen."),
    ]


def test_texts_that_differ_in_marks_only_are_known() -> None:
    assert only_marks_differ("Ask first", "Ask <b>first</b>")
    assert not only_marks_differ("Ask first", "Ask first")
    assert not only_marks_differ("Ask first", "Ask then")


WORDS = st.lists(st.sampled_from(["ask", "wait", "listen", "and", "then"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_difference(before: str, now: str) -> None:
    parts = difference(before, now)
    assert " ".join(part.text for part in parts if part.kind != "added") == before
    assert " ".join(part.text for part in parts if part.kind != "removed") == now
