"""Charts: marks as long as the numbers that they stand for, and words that nobody needs colours for."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from mimi.charts import ChartKind, Row, Table, as_svg, chart_choices, chart_kind, chart_kinds
from mimi.charts.drawing import Drawing
from mimi.charts.kinds.dots import tones_of
from mimi.charts.marks import REST, TONES

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und Mitbestimmungsmöglichkeiten für alle Beteiligten"
KINDS = [kind.name for kind in chart_kinds()]
every_kind = pytest.mark.parametrize("kind", chart_kinds(), ids=KINDS)


def table(*numbers: Any, unit: str = "%", columns: tuple[str, ...] = (), labels: tuple[str, ...] = ()) -> Table:
    """Return a table of rows; a number alone is a row of one."""
    rows = []
    for n, row in enumerate(numbers):
        values = row if isinstance(row, tuple) else (row,)
        label = labels[n] if labels else str(2013 + n)
        rows.append(Row(label, tuple(None if value is None else Decimal(str(value)) for value in values)))
    return Table(columns, tuple(rows), unit)


def marks(drawing: Drawing) -> str:
    return "".join(strip.svg for panel in drawing.panels for strip in panel.strips)


def widths(drawing: Drawing) -> list[list[float]]:
    """Return how much of its place each painted bar takes, strip by strip, in per cent."""
    return [
        [
            float(width)
            for width, look in re.findall(
                r'<rect x="[^"]+" y="0" width="([\d.]+)%" height="[^"]+" ([^>]+)/>', strip.svg
            )
            if f"tone-{REST}" not in look and "unstated" not in look
        ]
        for panel in drawing.panels
        for strip in panel.strips
    ]


def faults(kind: str, shown: Table) -> list[tuple[int | None, str]]:
    return [(fault.row, fault.message) for fault in chart_kind(kind).faults(shown)]


def test_every_kind_can_be_chosen_and_says_what_it_is_for() -> None:
    assert len(KINDS) == len(set(KINDS)) >= 6
    assert [name for name, _label in chart_choices()] == KINDS
    assert all(len(str(label)) > 15 for _name, label in chart_choices())
    assert chart_kind("gone since").name == KINDS[0]


def test_a_bar_of_a_share_is_as_long_as_the_share() -> None:
    assert widths(chart_kind("bar").draw(table(49, 66, "7.7", 100))) == [[49.0], [66.0], [7.7], [100.0]]


def test_other_bars_are_measured_by_the_longest() -> None:
    drawn = chart_kind("bar").draw(table(50, 25, 200, unit="people"))
    assert widths(drawn) == [[25.0], [12.5], [100.0]]
    assert [panel.strips[0].value for panel in drawn.panels] == ["50 people", "25 people", "200 people"]


def test_shares_of_more_than_a_whole_are_measured_by_the_longest() -> None:
    assert widths(chart_kind("bar").draw(table(50, 200))) == [[25.0], [100.0]]


def test_nothing_is_a_number_and_what_nobody_states_is_none() -> None:
    nothing, unstated = chart_kind("bar").draw(table(0, None)).panels
    assert nothing.strips[0].value == "0%"
    assert nothing.strips[0].stated
    assert "unstated" not in nothing.strips[0].svg
    assert unstated.strips[0].value == "Not stated"
    assert not unstated.strips[0].stated
    assert "stroke-dasharray" in unstated.strips[0].svg
    assert "tone-1" not in unstated.strips[0].svg
    assert widths(chart_kind("bar").draw(table(0, 0, unit=""))) == [[], []]


def test_a_column_is_as_high_as_its_number() -> None:
    drawn = chart_kind("column").draw(table(134, 144, 0, unit=""))
    heights = [
        [float(height) for height in re.findall(r'<rect x="10%" y="[^"]+" width="80%" height="([\d.]+)"', strip.svg)]
        for panel in drawn.panels
        for strip in panel.strips
    ]
    assert heights[2] == []
    assert heights[0][0] / heights[1][0] == pytest.approx(134 / 144, abs=0.001)
    assert all(f">{number}</text>" in marks(drawn) for number in (134, 144, 0))


def test_groups_have_a_bar_for_each_column_in_a_tone_that_the_key_explains() -> None:
    drawn = chart_kind("grouped").draw(table((36, None), (None, "7.7"), columns=("Work", "No work")))
    assert [len(panel.strips) for panel in drawn.panels] == [2, 2]
    assert widths(drawn) == [[36.0], [], [], [7.7]]
    assert 'width="7.7%" height="14" fill="url(#' in marks(drawn)
    assert [key.label for key in drawn.keys] == ["Work", "No work"]


def test_a_whole_divides_by_its_numbers() -> None:
    drawn = chart_kind("stacked").draw(table(27, 6, 15, unit=""))
    starts = re.findall(r'<rect x="([\d.]+)%?" y="0" width="([\d.]+)%" height="32"', marks(drawn))
    assert starts[1:] == [("0", "56.25"), ("56.25", "12.5"), ("68.75", "31.25")]
    assert [key.value for key in drawn.keys] == ["27", "6", "15"]


def test_parts_of_a_hundred_leave_the_rest_empty() -> None:
    drawn = chart_kind("stacked").draw(table(28, 28))
    assert re.findall(r'y="0" width="([\d.]+)%" height="32"', marks(drawn)) == ["100", "28", "28"]


def test_each_dot_is_one() -> None:
    assert tones_of(table(20, 22, unit="")) == [1] * 20 + [2] * 22
    assert tones_of(table(68)) == [1] * 68 + [REST] * 32
    assert tones_of(table(0)) == [REST] * 100
    assert marks(chart_kind("dots").draw(table(20, 22, unit=""))).count("<circle cx=") == 42


def test_years_stand_as_far_apart_as_they_are() -> None:
    drawn = marks(chart_kind("line").draw(table(60, 67, 81, labels=("2013", "2014", "2016"))))
    x = [float(place) for place in re.findall(r'<svg x="([\d.]+)%"', drawn)]
    y = [float(place) for place in re.findall(r'<svg x="[^"]+" y="([\d.]+)"', drawn)]
    assert (x[2] - x[1]) / (x[1] - x[0]) == pytest.approx(2, abs=0.01)
    assert (y[0] - y[2]) / (y[0] - y[1]) == pytest.approx(21 / 7, abs=0.01)
    assert all(f">{said}</text>" in drawn for said in ("60%", "81%", "2016", "100%"))


def test_a_line_goes_on_where_a_year_is_not_stated() -> None:
    drawn = marks(chart_kind("line").draw(table(60, None, 81)))
    assert drawn.count('class="line line-1"') == 1
    assert drawn.count("point") == 2


def test_numbers_of_lines_that_come_close_stand_apart() -> None:
    drawn = marks(chart_kind("line").draw(table((40, 60, 61), (52, 55, 53), (1, 0, 2), unit="%", columns=tuple("abc"))))
    words = re.findall(r'<text x="([^"]+)" y="([\d.]+)" text-anchor="middle" class="strong"', drawn)
    assert len(words) == 9
    for x, y in words:
        close = [other for place, other in words if place == x and abs(float(other) - float(y)) < 14]
        assert close == [y]


def test_tones_differ_by_more_than_colour() -> None:
    key = chart_kind("stacked").draw(table(*[10] * TONES)).keys
    looks = [re.sub(r"c[0-9a-f]{8}-k\d+|#[0-9a-f]{6}|tone-\d", "", each.swatch.svg) for each in key]
    assert len(set(looks)) == TONES
    points = marks(chart_kind("line").draw(table((1, 2, 3, 4), (5, 6, 7, 8), columns=("a", "b", "c", "d"))))
    assert len(set(re.findall(r"<(circle|rect|path [^c]+) ", points))) >= 4


AWKWARD = {
    "zeros": table(0, 0),
    "a hundred": table(100),
    "nothing stated": table(None, None),
    "no rows": table(),
    "below zero": table(-5, 10, unit=""),
    "huge": table("1234567.89", 1, unit=""),
    "long": table(49, 12, labels=(LONG, "Ω" * 120)),
    "marked": table(49, labels=("<b>\"&'</b>",)),
    "several columns": table((1, 2), (None, 3), unit="", columns=("One", "Two")),
    "more than all": table(80, 90),
}


@every_kind
@pytest.mark.parametrize("shown", AWKWARD.values(), ids=AWKWARD)
def test_every_kind_draws_whatever_it_is_given(kind: ChartKind, shown: Table) -> None:
    drawn = kind.draw(shown)
    for panel in drawn.panels:
        for strip in panel.strips:
            svg = ElementTree.fromstring(strip.svg)  # noqa: S314 -- drawn by our own code
            assert svg.get("aria-hidden") == "true"
            assert "style=" not in strip.svg
            for part in svg.iter():
                assert all(float(part.get(side, "0").rstrip("%")) >= 0 for side in ("width", "height", "r"))
    kind.faults(shown)
    whole = ElementTree.fromstring(as_svg(drawn, "Title <&>", "Description", foot="Foot", framed=True))  # noqa: S314
    assert [part.text for part in whole][:2] == ["Title <&>", "Description"]


@every_kind
def test_no_pattern_has_the_name_of_another(kind: ChartKind) -> None:
    drawn = kind.draw(table((10, 20, 30), (30, 20, 10), (1, 2, 3), columns=("a", "b", "c")))
    page = marks(drawn) + "".join(key.swatch.svg for key in drawn.keys)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_a_kind_says_what_it_cannot_show() -> None:
    assert faults("bar", table(49, 66)) == []
    assert faults("bar", table(49, -1)) == [(1, "A chart shows nothing below zero.")]
    assert faults("bar", table(None)) == [(None, "There is no number to show.")]
    assert "one number a row" in faults("bar", table((1, 2), columns=("a", "b")))[0][1]
    assert faults("stacked", table(28, None)) == [(1, "This chart needs every number.")]
    assert "more than 100 per cent" in faults("stacked", table(60, 60))[0][1]
    assert "more than 100 per cent" in faults("dots", table(101))[0][1]
    assert faults("dots", table("2.5", unit="")) == [(0, "A dot can’t be divided: give a whole number.")]
    assert "too many dots" in faults("dots", table(301, unit=""))[0][1]
    assert "A line needs two years" in faults("line", table(1))[0][1]
    assert faults("line", table(1, 2, labels=("2013", "Later")))[0][0] == 1
    assert faults("line", table(1, 2, labels=("2013", "2013"))) == [(1, "This year stands here twice.")]
    assert faults("grouped", table((1, None), (None, 2), columns=("a", "b"))) == []


def test_numbers_are_written_as_the_language_writes_them() -> None:
    for language, written in (("en", "7.7%"), ("nb", "7,7\u00a0%"), ("de", "7,7\u00a0%"), ("el", "7,7%")):
        with override(language):
            assert table("7.70").written_rows == [("2013", [written])]
