"""A figure as an editor writes it: what its form refuses, and what stands on the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from mimi.pages.blocks import FigureBlock
from tests.factories.speech import item

FIGURE = {"title": "Into work", "summary": "More men.", "chart": "bar", "unit": "%", "year": "2016", "source": "Us"}


def figure(*numbers: Any, **more: Any) -> Any:
    """Return a figure; each row is a number, or several where there are columns."""
    rows = [row if isinstance(row, tuple) else (row,) for row in numbers]
    stored = [
        item(
            f"row-{n}",
            {"label": f"Row {n}", "value": row[0], "more": [item(f"{n}-{m}", v) for m, v in enumerate(row[1:])]},
        )
        for n, row in enumerate(rows, start=1)
    ]
    return FigureBlock().to_python({**FIGURE, "rows": stored, **more})


def refusal(value: Any) -> dict[int | None, list[str]]:
    """Return what the form complains of, by the row that it is said beside; None for what is said above them."""
    with pytest.raises(StructBlockValidationError) as refused:
        FigureBlock().clean(value)
    rows = refused.value.block_errors["rows"]
    found = {
        n: [str(one.message) for one in error.non_block_errors.as_data()] for n, error in rows.block_errors.items()
    }
    above = [str(one.message) for one in rows.non_block_errors.as_data()]
    assert rows.as_json_data()
    return {**found, **({None: above} if above else {})}


def _messages(error: Any) -> list[str]:
    return [str(one.message) for one in error.non_block_errors.as_data()]


def test_rows_are_as_long_as_the_columns_say() -> None:
    names = [item(name, name) for name in ("Women", "Men")]
    assert FigureBlock().clean(figure(("49", "66"), ("12", None), chart="grouped", columns=names))
    assert refusal(figure(("49", "66"), ("12",), ("1", "2", "3"), chart="grouped", columns=names)) == {
        1: ["This row holds 1 number, and there are 2 columns."],
        2: ["This row holds 3 numbers, and there are 2 columns."],
    }
    assert refusal(figure(("49", "66"))) == {0: ["This row holds 2 numbers, and there is 1 column."]}


def test_a_chart_that_cannot_show_the_numbers_is_refused() -> None:
    assert refusal(figure("49", "-3")) == {1: ["A chart shows nothing below zero."]}
    assert refusal(figure("70", "70", chart="stacked")) == {
        None: ["The parts of a whole can’t be more than 100 per cent together."]
    }
    assert list(refusal(figure("49", chart="line"))) == [0, None]


@pytest.mark.parametrize("typed", ["many", "4 9", "49 %", "1,000,000.5"])
def test_text_is_no_number(typed: str) -> None:
    block = FigureBlock()
    row = {"rows-0-value-label": "Women", "rows-0-value-value": typed, "rows-0-value-more-count": "0"}
    counts = {"rows-count": "1", "rows-0-deleted": "", "rows-0-order": "0", "columns-count": "0", "caution": ""}
    sent = {f"figure-{name}": value for name, value in {**FIGURE, **counts, **row}.items()}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.value_from_datadict(sent, {}, "figure"))
    assert "Enter a number." in str(refused.value.as_json_data())


def test_a_row_stored_before_there_were_columns_is_a_row_of_one() -> None:
    value = FigureBlock().to_python({**FIGURE, "rows": [{"label": "In work", "value": "61.5"}]})
    assert value["caution"] == ""
    assert value.table.written_rows == [("In work", ["61.5%"])]
    assert FigureBlock().clean(value)


def test_a_draft_of_uneven_rows_is_drawn_as_far_as_it_goes() -> None:
    value = figure(("49", "66", "1"), ("12",), chart="grouped", columns=[item(name, name) for name in ("Women", "Men")])
    assert [row.values for row in value.table.rows] == [(49, 66), (12, None)]
    assert "Not stated" in str(FigureBlock().render(value))


@pytest.mark.parametrize(
    ("language", "number", "unit", "shown"),
    [
        ("en", "61.5", "%", "61.5%"),
        ("en", "62.0", "", "62"),
        ("en", "1200", "people", "1200 people"),
        ("de", "61.5", "kg", "61,5 kg"),
        ("el", "61.50", "kg", "61,5 kg"),
    ],
)
def test_figures_are_written_as_the_language_writes_them(language: str, number: str, unit: str, shown: str) -> None:
    with override(language):
        assert figure(number, unit=unit).table.written_rows[0][1] == [shown]


def test_who_cannot_see_a_chart_has_its_name_and_its_table() -> None:
    html = str(FigureBlock().render(figure("49", "66", caution="Few were asked.")))
    assert re.search(r'<div class="chart is-rows" role="img" aria-label="Into work" data-not-read>', html)
    assert len(re.findall("<svg", html)) == len(re.findall(r'<svg[^>]* aria-hidden="true"', html))
    assert '<caption class="visually-hidden">Into work</caption>' in html
    assert '<th scope="row">Row 1</th><td>49%</td>' in html
    assert html.count('<th scope="col">') == 2
    for said in ("Few were asked.", "Year: 2016", "Source: Us", "More men."):
        assert said in html
    assert " style=" not in html
