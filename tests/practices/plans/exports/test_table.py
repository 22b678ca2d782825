"""A plan as a table, opened again by another library and compared with the plan."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils.timezone import localdate
from django.utils.translation import gettext, override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from mimi.paper import without_controls
from practices.plans.exports import EXPORT_FORMATS, table
from practices.plans.kinds import AIM, LESSON, RISK, STEP
from practices.plans.models import Kind
from tests.factories.speech import say
from tests.factories.tree import LANGUAGES
from tests.practices.plans.exports.saying import DUE, HOSTILE, contents, plan_saying
from tests.practices.plans.planner import Planner

XLSX = EXPORT_FORMATS["xlsx"]
Rows = list[list[Any]]


def opened(content: bytes) -> Any:
    """Return the book, and see to it that it holds neither formulas nor links nor anything that runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            text = packed.read(name)
            assert b"<f>" not in text
            assert b"<hyperlink" not in text
            assert b'TargetMode="External"' not in text
            assert not name.endswith((".bin", "externalLink1.xml"))
    return load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> Rows:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_it_says_what_the_plan_says_in_its_language(planning_in_four: Planner) -> None:
    for code in LANGUAGES:
        book = opened(planning_in_four.in_language(code).get("export/xlsx/").content)
        assert book.properties.title == say("Practice 1", code)
        steps, lessons, aims, risks, about = (rows(sheet) for sheet in book.worksheets)
        with override(code):
            plan = contents(planning_in_four, code)
            labels = {kind.kind: [str(field.label) for field in kind.fields] for kind in (LESSON, AIM, STEP, RISK)}
            number, done = gettext("No."), [LESSON.one, gettext("Address")]
        assert plan.origin
        assert steps[0][:-1] == [number, *labels["step"]]
        assert aims[0] == [number, *labels["aim"]]
        assert risks[0] == [number, *labels["risk"]]
        assert lessons[0][1:3] == done
        text = f"{say('Meet', code)} it.\n\n– One\n– Two"
        day = datetime.combine(DUE, time.min)
        assert steps[2] == [2, say("Meet", code), text, "Ida & Πέτρος", day, "Room 4.\n\nBring <coffee>.", None]
        assert [row[-1] for row in steps[1:]] == ["✓", None, None]
        assert aims[1:] == [[1, "Everybody eats together", "The canteen is full."]]
        assert risks[1:] == [[1, plan.part(Kind.RISK)[0].title.text, "We wait a week."]]
        assert [row[1:] for row in lessons[1:]] == [
            [lesson.title.text, lesson.url, "✓" if lesson.done else None] for lesson in plan.part(Kind.LESSON)
        ]
        today = datetime.combine(localdate(), time.min)
        origin = [plan.origin.title, plan.origin.url, plan.origin.source]
        assert [row[1] for row in about] == [plan.title.text, today, *origin]


def test_its_header_stays_in_sight_and_columns_have_room(planning: Planner) -> None:
    book = opened(planning.get("export/xlsx/").content)
    steps = book.worksheets[0]
    assert book.active.title == steps.title == "Steps"
    assert steps.freeze_panes == "A2"
    assert steps.print_title_rows == "$1:$1"
    assert steps.column_dimensions["C"].width > steps.column_dimensions["D"].width > 10
    assert steps["C2"].alignment.wrap_text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_stays_text(text: str) -> None:
    _is_sound(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_stays_text(text: str) -> None:
    _is_sound(text)


def _is_sound(text: str) -> None:
    with override("en"):
        book = opened(XLSX.write(plan_saying(text)))
    said = without_controls(text) or None
    steps = book.worksheets[0]
    for place in ("B2", "C2", "D2", "F2"):
        cell = steps[place]
        assert cell.value == said
        assert cell.data_type == ("s" if said else "n")
        if said:
            assert cell.quotePrefix, "it doesn't become a formula when somebody works on in the cell, either"


@pytest.mark.parametrize("day", [date.min, date(1900, 2, 28), date.max])
def test_a_day_is_a_day_wherever_a_table_knows_it(day: date) -> None:
    with override("en"):
        cell = opened(XLSX.write(plan_saying("Meet", due=day))).worksheets[0]["E2"]
    found = cell.value.date().isoformat() if cell.is_date else cell.value
    assert found == day.isoformat()


def test_sheets_have_names_that_excel_takes_whatever_a_translation_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "SHEETS", dict.fromkeys(table.SHEETS, "'What / we [do], step by step: all of it?'"))
    names = opened(XLSX.write(plan_saying("Meet"))).sheetnames
    assert len({name.lower() for name in names}) == 5
    for name in names:
        assert len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
