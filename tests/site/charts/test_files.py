"""Charts to take along: a drawing whose words all fit, and data that a spreadsheet reads and doesn't run."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from mimi.charts import Row, Table, as_csv, as_svg, chart_kinds
from mimi.charts.lettering import lines_of, width_of
from mimi.charts.sheet import WIDTH
from tests.site.charts.test_drawing import LONG, table

SVG = "{http://www.w3.org/2000/svg}"
SAID = {
    "en": "Municipalities in all of Norway with an upper limit for each adviser, “WWW @ 100%” and more",
    "nb": "Kommuner i hele landet med en øvre grense for hver rådgiver, «æøå ÆØÅ»",
    "de": LONG,
    "el": "Πρόσφυγες λίγο πριν ή λίγο μετά το τέλος του προγράμματος, ΩΜΨΦ, Ά Έ ΐ ΰ",
}


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("strong", [False, True])
def test_no_text_is_wider_than_reckoned(language: str, strong: bool) -> None:
    face = "600SemiBold/NotoSans_600SemiBold.ttf" if strong else "400Regular/NotoSans_400Regular.ttf"
    font = ImageFont.truetype(str(Path(settings.PAPER_FONTS) / face), 150)
    for text in (SAID[language], *SAID[language].split()):
        assert font.getlength(text) / 10 <= width_of(text, 15, strong=strong), text


@given(st.text(max_size=300), st.integers(min_value=20, max_value=700))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = lines_of(text, 15, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line, 15) <= width for line in lines)


@pytest.mark.parametrize("kind", chart_kinds(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", SAID)
def test_every_word_of_a_drawing_stands_on_it(kind: Any, language: str) -> None:
    label = SAID[language]
    with override(language):
        drawn = kind.draw(table((49, 3), (12, 8), (5, 9), columns=(label, label), labels=("2013", label, f"{label} 2")))
        text = as_svg(drawn, label, "About it", foot=f"{label} {label}", framed=True)
    svg = ElementTree.fromstring(text)  # noqa: S314 -- drawn by our own code
    _x, _y, width, height = (float(side) for side in svg.attrib["viewBox"].split())
    assert width == WIDTH + 48
    for y, words in _texts(svg):
        assert 0 < y < height - 5, words
    assert "style" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def _texts(svg: Any, down: float = 0) -> list[tuple[float, str]]:
    """Return each line of a drawing with how far down it stands."""
    found = []
    for part in svg:
        moved = re.match(r"translate\([-\d.]+ ([-\d.]+)\)", part.get("transform", ""))
        here = down + (float(moved[1]) if moved else 0)
        if part.tag == f"{SVG}text":
            found.append((down + float(part.attrib["y"]), part.text or ""))
        found += _texts(part, here)
    return found


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=delimiter))


def test_numbers_are_data_in_the_form_of_the_language() -> None:
    shown = Table(("Work", "None"), (Row("Some", (Decimal(36), None)), Row("All", (None, Decimal("7.70")))), "%")
    notes = [("Source", "A; report, of 2017")]
    with override("en"):
        assert read(as_csv(shown, ["What", "Work", "None"], notes)) == [
            ["What", "Work", "None"],
            ["Some", "36", ""],
            ["All", "", "7.7"],
            [],
            ["Source", "A; report, of 2017"],
        ]
    for language in ("nb", "de", "el"):
        with override(language):
            rows = read(as_csv(shown, ["What", "Work", "None"], notes), ";")
        assert rows[2] == ["All", "", "7,7"]
        assert rows[4] == ["Source", "A; report, of 2017"]


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_a_spreadsheet_runs_nothing(label: str) -> None:
    shown = Table((), (Row(label, (Decimal(1),)),))
    rows = read(as_csv(shown, [label, "Number"], [(label, label)]))
    for cell in (rows[0][0], rows[1][0], *rows[3]):
        assert cell == f"'{label}"
    assert rows[1][1] == "1"
