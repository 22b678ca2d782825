"""Facets: values of one add up, facets narrow each other, and each count says what a click would leave."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.facets import FILTERS, facet_rows, query_string, read_choice, toggled, ways_out
from practices.shelf import Chosen, Codes, Shelf

PARAMS = list(FILTERS)
CODES = ["a", "b", "c"]
NAMES = {param: [(code, code.upper()) for code in CODES] for param in PARAMS}
SIZES = (0, 1, 31, 5000)

code_sets = st.frozensets(st.sampled_from(CODES))
described = st.tuples(*(code_sets for _param in PARAMS)).map(lambda codes: dict(zip(PARAMS, codes, strict=True)))
practice_lists = st.lists(described, max_size=8)
choices = st.dictionaries(
    st.sampled_from(PARAMS), st.lists(st.sampled_from([*CODES, "unknown"]), min_size=1, unique=True).map(sorted)
)
# On a busy machine, drawing takes longer than hypothesis likes.
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def generated(size: int, seed: int) -> list[Codes]:
    """Return a library of a size, in which practices have from none to all codes of a facet."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    shares = {(param, code): draw.choice((0, 0.05, 0.3, 0.8)) for param in PARAMS for code in CODES}
    return [
        {param: frozenset(code for code in CODES if draw.random() < shares[param, code]) for param in PARAMS}
        for _practice in range(size)
    ]


def left_by(practices: Iterable[Codes], chosen: Chosen) -> list[int]:
    """Say the rule as plainly as it can be said: one value of every facet in which something is chosen."""
    left = []
    for place, codes in enumerate(practices):
        suits = True
        for param in PARAMS:
            wanted = chosen.get(param, [])
            if wanted and not any(code in codes[param] for code in wanted):
                suits = False
        if suits:
            left.append(place)
    return left


def address(chosen: Chosen) -> str:
    return "/p/" + query_string(chosen)


@slowly
@given(practice_lists, choices)
def test_what_is_left_is_what_the_rule_says(practices: list[Codes], chosen: Chosen) -> None:
    shelf = Shelf.of(practices)
    assert shelf.places(shelf.left(chosen)) == left_by(practices, chosen)


@slowly
@given(practice_lists, choices)
def test_each_count_is_what_the_value_alone_would_leave_of_its_facet(practices: list[Codes], chosen: Chosen) -> None:
    for row in facet_rows(Shelf.of(practices), chosen, NAMES, address):
        for value in row["values"]:
            assert value["count"] == len(left_by(practices, {**chosen, row["param"]: [value["id"]]}))


@pytest.mark.parametrize("size", SIZES)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), chosen=choices)
def test_counts_are_right_in_a_library_of_any_size(size: int, seed: int, chosen: Chosen) -> None:
    practices = generated(size, seed)
    shelf = Shelf.of(practices)
    assert shelf.places(shelf.left(chosen)) == left_by(practices, chosen)
    for row in facet_rows(shelf, chosen, NAMES, address):
        others = {param: codes for param, codes in chosen.items() if param != row["param"]}
        reachable = [practices[place] for place in left_by(practices, others)]
        shown = {value["id"]: value["count"] for value in row["values"]}
        for code in CODES:
            assert shown.get(code, 0) == sum(code in codes[row["param"]] for codes in reachable)


@pytest.mark.parametrize("size", SIZES)
def test_practices_come_in_the_order_that_is_asked_for(size: int) -> None:
    practices = generated(size, 7)
    shelf = Shelf.of(practices)
    order = random.Random(7).sample(range(size), size)  # noqa: S311 - nothing secret
    chosen = {"theme": CODES}
    left = set(left_by(practices, chosen))
    assert shelf.places(shelf.left(chosen), order) == [place for place in order if place in left]


@slowly
@given(practice_lists, choices)
def test_values_that_no_practice_has_are_left_out_unless_they_are_chosen(
    practices: list[Codes], chosen: Chosen
) -> None:
    for row in facet_rows(Shelf.of(practices), chosen, NAMES, address):
        param = row["param"]
        shown = [value["id"] for value in row["values"]]
        used = {code for codes in practices for code in codes[param]}
        assert shown == [code for code in CODES if code in used or code in chosen.get(param, [])]
        assert [value["selected"] for value in row["values"]] == [code in chosen.get(param, []) for code in shown]


@slowly
@given(practice_lists, choices)
def test_a_way_out_drops_as_few_filters_as_help_and_counts_what_that_leaves(
    practices: list[Codes], chosen: Chosen
) -> None:
    shelf = Shelf.of(practices)
    ways = ways_out(shelf, chosen)
    sizes = {len(drop) for drop, _count in ways}
    assert len(sizes) <= 1
    assert [count for _drop, count in ways] == sorted((count for _drop, count in ways), reverse=True)
    for drop, count in ways:
        kept = {param: codes for param, codes in chosen.items() if param not in drop}
        assert count == len(left_by(practices, kept)) > 0
    if chosen and not left_by(practices, chosen):
        assert bool(ways) is bool(practices)
        for param in chosen:
            fewer = {name: codes for name, codes in chosen.items() if name != param}
            if left_by(practices, fewer):
                assert sizes == {1}


@slowly
@given(practice_lists, choices, st.sampled_from(PARAMS), st.sampled_from(CODES))
def test_another_value_of_a_facet_adds_and_another_facet_narrows(
    practices: list[Codes], chosen: Chosen, param: str, code: str
) -> None:
    shelf = Shelf.of(practices)
    before = set(left_by(practices, chosen))
    with_it = {**chosen, param: sorted({*chosen.get(param, []), code})}
    after = set(shelf.places(shelf.left(with_it)))
    assert after >= before if chosen.get(param) else after <= before


@slowly
@given(choices)
def test_an_address_says_what_is_chosen(chosen: Chosen) -> None:
    query = QueryDict(query_string(chosen).removeprefix("?"))
    assert read_choice(query) == chosen


@slowly
@given(choices, st.sampled_from(PARAMS), st.sampled_from(CODES))
def test_a_second_click_takes_the_first_one_back(chosen: Chosen, param: str, code: str) -> None:
    once = toggled(chosen, param, code)
    assert (code in once[param]) is (code not in chosen.get(param, []))
    assert query_string(toggled(once, param, code)) == query_string(chosen)


@slowly
@given(practice_lists, choices)
def test_the_address_of_a_value_is_the_choice_after_a_click(practices: list[Codes], chosen: Chosen) -> None:
    for row in facet_rows(Shelf.of(practices), chosen, NAMES, address):
        for value in row["values"]:
            assert value["url"] == "/p/" + query_string(toggled(chosen, row["param"], value["id"]))


@slowly
@given(st.text(max_size=60))
def test_any_query_string_is_read_without_complaint(text: str) -> None:
    query = QueryDict(text.encode("utf-8", "surrogatepass"))
    chosen = read_choice(query)
    assert set(chosen) <= set(PARAMS)
    assert all(codes and all(codes) for codes in chosen.values())
    shelf = Shelf.of([{param: frozenset() for param in PARAMS}])
    assert not any(shelf.left({param: codes}) for param, codes in chosen.items())


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ("", {}),
        ("theme=", {}),
        ("theme=a&theme=", {"theme": ["a"]}),
        ("theme=b&theme=a", {"theme": ["a", "b"]}),
        ("theme=a&theme=a", {"theme": ["a"]}),
        ("unknown=a&country=no", {"country": ["no"]}),
        ("theme[]=a&THEME=a", {}),
        ("theme=a%20b", {"theme": ["a b"]}),
    ],
)
def test_a_query_string_is_read(query: str, chosen: Chosen) -> None:
    assert read_choice(QueryDict(query)) == chosen


def test_an_address_quotes_what_it_holds() -> None:
    url = query_string({"theme": ["a b&c=d", "é#?"]})
    assert parse_qs(url.removeprefix("?")) == {"theme": ["a b&c=d", "é#?"]}


def test_facets_stand_in_their_order_whatever_was_chosen_first() -> None:
    chosen: dict[str, Any] = {"evidence": ["a"], "theme": ["b"], "country": ["c"]}
    assert query_string(chosen) == "?theme=b&country=c&evidence=a"
