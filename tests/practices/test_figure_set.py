"""The figures' file: what it says stands in the sources, and a slip in one is told with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from mimi.charts import Table
from mimi.loading.problems import Problems
from practices.figure_set import read_figures
from practices.models.figures import FiguresStreamBlock
from practices.practice_set import FOLDER

LANGUAGES = ("en", "nb", "de", "el")
# As the sources state them; the practice set, section 1, for Austria, IMDi Sør 2017 and MIMRES for the others.
STATED: dict[str, list[tuple[str | None, ...]]] = {
    "women-and-men": [("49",), ("66",)],
    "do-municipalities-see-it": [("28",), ("28",), ("44",)],
    "jobbsjansen": [("64",), ("71",), ("32",), ("35",)],
    "austria": [("36", None), (None, "7.7"), (None, "4.9")],
    "placements": [("20",), ("22",)],
    "close-follow-up": [("74",), ("27",), ("19",)],
    "three-sides": [("15",), ("19",), ("21",)],
    "having-methods": [("27",), ("6",), ("15",)],
    "volunteers": [("68",)],
    "full-time": [("60",), ("67",), ("81",)],
    "supervision": [("134",), ("144",)],
}


@pytest.fixture(scope="module")
def streams() -> dict[str, list[Any]]:
    """The figures' blocks by language, as the file gives them."""
    items = list(read_figures(settings.BASE_DIR, Problems()))
    assert len(items) == 1
    return {language: [block["value"] for block in texts["body"]] for language, texts in items[0].texts.items()}


def tables(values: list[Any]) -> dict[str, Table]:
    block = FiguresStreamBlock().child_blocks["figure"]
    return {value["anchor"]: block.to_python({**value, "pages": []}).table for value in values if "chart" in value}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_the_sources(streams: dict[str, list[Any]], language: str) -> None:
    found = {
        name: [tuple(None if value is None else str(value) for value in row.values) for row in table.rows]
        for name, table in tables(streams[language]).items()
    }
    assert found == STATED


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_names_the_numbers_that_its_chart_shows(streams: dict[str, list[Any]], language: str) -> None:
    rounded = {
        "jobbsjansen": {"32", "35"},
        "close-follow-up": {"19"},
        "placements": {"22"},
        "having-methods": {"6", "15"},
    }
    for value in streams[language]:
        if "chart" not in value:
            continue
        name = value["anchor"]
        for number in {n for row in STATED[name] for n in row if n} - rounded.get(name, set()):
            said = number if language == "en" else number.replace(".", ",")
            assert said in value["summary"], f"{name}: {number}"


def test_shares_and_counts_add_up(streams: dict[str, list[Any]]) -> None:
    shown = tables(streams["en"])
    sums = {name: sum(row.values[0] or Decimal(0) for row in shown[name].rows) for name in shown}
    assert sums["placements"] == 42
    assert sums["having-methods"] == 48
    assert sums["do-municipalities-see-it"] == 100
    assert sums["three-sides"] == 55


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_what_it_does_not_say_and_leads_on(streams: dict[str, list[Any]], language: str) -> None:
    for value in streams[language]:
        if "chart" in value:
            assert len(value["caution"]) > 40
            assert value["pages"]
            assert value["source"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value: 49", "value: many", "a number is expected, not “many”"),
        ("values: [36, ~]", "values: [36]", "this row holds 1 number(s), and there are 2 column(s)"),
        ("chart: dots", "chart: cake", "there is no chart “cake”; known are bar"),
        ("value: 66", "value: -66", "A chart shows nothing below zero"),
        ("- id: placements", "- id: austria", "the id “austria” stands here twice"),
        ("value: 44", "value: 54", "more than 100 per cent"),
        ("caution:", "cauton:", "“cauton” means nothing here"),
    ],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (settings.BASE_DIR / FOLDER / "figures.yaml").read_text(encoding="utf-8")
    before, _old, after = text.partition(old)
    file = tmp_path / FOLDER / "figures.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(before + new + after, encoding="utf-8")
    problems = Problems()
    assert list(read_figures(tmp_path, problems)) == []
    told = [problem for problem in problems.found if said in problem.message]
    assert told, problems.found
    assert all(problem.file == file for problem in told)
    if "100 per cent" not in said:
        # A text that runs over several lines is known by its first.
        assert told[0].line - (before.count("\n") + 1) in (0, 1)
