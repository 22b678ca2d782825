"""Drawing questions: each module has its share, and the next try brings others."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from courses.progress.drawing import draw

sizes = st.lists(st.integers(0, 9), max_size=12)
counts = st.integers(1, 40)


def pool_of(sizes: list[int]) -> list[list[str]]:
    return [[f"{module}-{n}" for n in range(size)] for module, size in enumerate(sizes)]


def share(pool: list[list[str]], drawn: list[str]) -> list[int]:
    """Return how many were drawn of each module."""
    return [sum(id_ in ids for id_ in drawn) for ids in pool]


@given(sizes=sizes, count=counts)
def test_as_many_are_drawn_as_there_shall_be_and_each_once(sizes: list[int], count: int) -> None:
    pool = pool_of(sizes)
    drawn = draw(pool, count)
    assert len(drawn) == min(count, sum(sizes))
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= {id_ for ids in pool for id_ in ids}


@given(sizes=sizes, count=counts, used=st.data())
def test_each_module_is_in_it_as_often_as_any_other_as_far_as_its_questions_reach(
    sizes: list[int], count: int, used: st.DataObject
) -> None:
    pool = pool_of(sizes)
    everything = [id_ for ids in pool for id_ in ids]
    before = used.draw(st.sets(st.sampled_from(everything))) if everything else set()
    drawn = share(pool, draw(pool, count, before))
    for one, size in zip(drawn, sizes, strict=True):
        assert one <= size
        if one < size:
            assert one >= max(drawn) - 1, "a module that has more to give is behind by one at most"
    if count >= sum(size > 0 for size in sizes):
        assert all(one > 0 for one, size in zip(drawn, sizes, strict=True) if size)


@given(sizes=sizes, count=counts, used=st.data())
def test_what_was_drawn_before_comes_only_when_a_module_has_nothing_else(
    sizes: list[int], count: int, used: st.DataObject
) -> None:
    pool = pool_of(sizes)
    everything = [id_ for ids in pool for id_ in ids]
    before = used.draw(st.sets(st.sampled_from(everything))) if everything else set()
    drawn = set(draw(pool, count, before))
    for ids in pool:
        if drawn & set(ids) & before:
            assert set(ids) - before <= drawn


@given(sizes=sizes, count=counts, seed=st.integers())
def test_it_follows_from_its_generator_and_changes_nothing(sizes: list[int], count: int, seed: int) -> None:
    pool = pool_of(sizes)
    first, second = (draw(pool, count, generator=random.Random(seed)) for _ in range(2))  # noqa: S311 - no secret
    assert first == second
    assert pool == pool_of(sizes)


def test_a_question_that_stands_in_two_modules_is_drawn_once() -> None:
    pool = [["a", "b", "b"], ["b", "c"]]
    for _ in range(20):
        assert Counter(draw(pool, 9)) == {"a": 1, "b": 1, "c": 1}


def test_every_question_is_drawn_now_and_then_in_every_place() -> None:
    pool = pool_of([3, 3])
    drawn = [draw(pool, 2) for _ in range(300)]
    assert {id_ for row in drawn for id_ in row} == {id_ for ids in pool for id_ in ids}
    assert {row[0] for row in drawn} == {id_ for ids in pool for id_ in ids}
