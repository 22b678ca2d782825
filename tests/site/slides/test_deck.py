"""Slides: nothing runs over, everything is said in its language, and any reader opens the file."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageFont
from pptx import Presentation

from mimi.paper import PaperUnavailableError
from mimi.slides import About, Column, Kind, Layout, Picture, Slide, Text, presentation
from mimi.slides.fitting import fitted, height
from mimi.slides.measuring import _widths, cut, wrapped
from tests.site.slides.reading import A, P, parts_of, slides_of

pytestmark = pytest.mark.once

ABOUT = About("nb", "Å lytte", "Praksissett", "90 minutter", "Modul 2.1", datetime(2026, 11, 23, tzinfo=UTC))
SAMPLES = {
    "nb": "Bærekraft på øya: «Å lytte.»",
    "en": "“Did she listen?”",
    "de": "Maß & Übung – „heute“",
    "el": "Ο αναστοχασμός μου· ποιος με άκουσε;",
}
SPOKEN = {"nb": "nb-NO", "en": "en-GB", "de": "de-DE", "el": "el-GR"}
HOSTILE = "_x000D_ \x00\x1b\x0b =SUM(A1) <b>&amp;</b> ]]> \ud800 \u202e \uffff 👩🏽‍🏫 ሰላም"


def column(language: str, *texts: str, kind: Kind = Kind.BULLET) -> Column:
    units = tuple((Text(text, kind, "a" if kind is Kind.MARKED else ""),) for text in texts)
    return Column(language, f"Title {language}", f"Kicker {language}", units, (f"Notes {language}",), "(continued)")


def made(*slides: Slide) -> Any:
    return slides_of(presentation(slides, ABOUT))


@pytest.mark.parametrize("layout", [layout for layout in Layout if layout is not Layout.PAIR])
def test_each_language_is_marked_and_stands_beside_the_other(layout: Layout) -> None:
    columns = (column("el", SAMPLES["el"]), column("de", SAMPLES["de"]))
    [slide] = made(Slide(layout, columns))
    assert slide.title == [("el-GR", "Title el")]
    by_language = {code: [text for lang, text in slide.said if lang == SPOKEN[code]] for code in ("el", "de")}
    for code, texts in by_language.items():
        assert {f"Title {code}", f"Kicker {code}", SAMPLES[code]} == set(texts)
    assert slide.notes == [("el-GR", "Notes el"), ("de-DE", "Notes de")]
    # One language is read to its end before the other begins.
    order = [lang for lang, _text in slide.said]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("language", SAMPLES)
def test_another_library_reads_every_letter(language: str) -> None:
    content = presentation([Slide(Layout.PAGE, (column(language, SAMPLES[language]),))], ABOUT)
    read = Presentation(io.BytesIO(content))
    [slide] = read.slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text == f"Title {language}"
    assert SAMPLES[language] in [shape.text_frame.text for shape in slide.placeholders]
    assert slide.notes_slide.notes_text_frame.text == f"Notes {language}"
    assert read.slide_width / read.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert (read.core_properties.title, read.core_properties.language) == ("Å lytte", "nb-NO")


def test_the_same_slides_make_the_same_bytes() -> None:
    slides = [Slide(Layout.PAGE, (column("en", "One"),)), Slide(Layout.OPENER, (column("en", "Two"),))]
    assert presentation(slides, ABOUT) == presentation(slides, ABOUT)


def test_hostile_texts_are_texts() -> None:
    [slide] = made(Slide(Layout.PAGE, (column("en", HOSTILE, kind=Kind.MARKED),)))
    for kept in ("_x000D_", "=SUM(A1)", "<b>&amp;</b>", "]]>", "ሰላም"):
        assert kept in slide.text
    assert not any(letter in slide.text for letter in "\x00\x1b\x0b\ud800\uffff")


def test_what_does_not_fit_goes_on_on_another_slide() -> None:
    texts = [f"{n} {SAMPLES['en']} " * 6 for n in range(12)]
    slides = made(Slide(Layout.PAGE, (column("en", *texts), column("el", *texts[:3]))))
    assert len(slides) > 1
    assert [slide.heading for slide in slides][:2] == ["Title en", "Title en (continued)"]
    said = " ".join(text for slide in slides for lang, text in slide.said if lang == "en-GB")
    assert all(text.strip() in said for text in texts)
    # What belongs together stands on the same slide.
    for slide in slides:
        greek = [text for lang, text in slide.said if lang == "el-GR" and text in texts]
        assert all(text in [said for lang, said in slide.said if lang == "en-GB"] for text in greek)


WORDS = some.text("aä ωß\u4e00-", min_size=1, max_size=900)
COLUMNS = some.lists(some.lists(WORDS, max_size=7), min_size=1, max_size=2)


@settings(max_examples=40, deadline=None)
@given(layout=some.sampled_from(list(Layout)), found=COLUMNS, kind=some.sampled_from(list(Kind)), title=WORDS)
def test_nothing_runs_over(layout: Layout, found: list[list[str]], kind: Kind, title: str) -> None:
    columns = [Column("en", title, title, tuple((Text(text, kind, "a"),) for text in texts)) for texts in found]
    if layout is Layout.PAIR:
        columns = (columns * 2)[:2]
    slides = fitted(Slide(layout, tuple(columns)))
    for fit in slides:
        for place, shown, size in zip(fit.places, fit.slide.columns, fit.titles, strict=True):
            assert height(shown.units, fit.size, place.body.width) <= place.body.height * 72 + 0.01
            lines = wrapped(shown.title, size, place.title.width * 72, bold=True)
            assert len(lines) * size * 1.2 <= place.title.height * 72 + 0.01
            assert len(wrapped(shown.kicker, 14, place.kicker.width * 72, bold=True)) == 1
    if layout is not Layout.COVER:
        said = "".join(t.text for fit in slides for c in fit.slide.columns for unit in c.units for t in unit)
        every = "".join("".join(unit[0].text for unit in c.units) for c in columns)
        assert sorted("".join(said.split())) == sorted("".join(every.split()))


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_letters(bold: bool) -> None:
    from django.conf import settings as site

    file = "600SemiBold/NotoSans_600SemiBold.ttf" if bold else "400Regular/NotoSans_400Regular.ttf"
    face = ImageFont.truetype(str(site.PAPER_FONTS / file), 1000, layout_engine=ImageFont.Layout.BASIC)
    widths = _widths(bold)
    for letter in "aÅßωΆ–„ ":
        assert widths[ord(letter)] * 1000 == pytest.approx(face.getlength(letter), abs=1)


def test_a_text_is_cut_with_an_ellipsis() -> None:
    short = cut("one two three four five six seven", 20, 100, 1)
    assert short.endswith("…")
    assert len(wrapped(short, 20, 100)) == 1
    assert cut("one", 20, 100, 1) == "one"


def test_a_picture_is_shown_in_its_whole_and_says_what_it_shows() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 400), "#175660").save(buffer, "JPEG")
    picture = Picture(buffer.getvalue(), "A bench <by> the fjord")
    content = presentation([Slide(Layout.PAGE, (column("en", "Caption"),), picture=picture)], ABOUT)
    [slide] = slides_of(content)
    [shown] = slide.root.iter(f"{P}pic")
    assert shown.find(f"{P}nvPicPr/{P}cNvPr").get("descr") == "A bench <by> the fjord"
    frame = shown.find(f"{P}spPr/{A}xfrm/{A}ext")
    assert int(frame.get("cy")) / int(frame.get("cx")) == pytest.approx(10, abs=0.01)
    top = int(shown.find(f"{P}spPr/{A}xfrm/{A}off").get("y"))
    caption = Presentation(io.BytesIO(content)).slides[0].placeholders[13]
    assert top + int(frame.get("cy")) <= caption.top
    assert caption.top + caption.height < Presentation(io.BytesIO(content)).slide_height


def _drawings() -> list[str]:
    from django.conf import settings as site

    return sorted(file.stem for file in (site.BASE_DIR / "templates/components/illustrations").glob("*.html"))


@pytest.mark.parametrize("name", _drawings())
def test_every_drawing_of_the_site_becomes_shapes(name: str) -> None:
    svg = render_to_string(f"components/illustrations/{name}.html")
    [slide] = made(Slide(Layout.COVER, (column("en", "One"),), drawing=svg))
    [group] = slide.root.iter(f"{P}grpSp")
    shapes = list(group.iter(f"{P}sp"))
    assert len(shapes) == sum(svg.count(f"<{kind} ") for kind in ("path", "circle", "text"))
    assert all(shape.find(f".//{A}path").find(f"{A}moveTo") is not None for shape in shapes)
    named = [shape.get("id") for shape in slide.root.iter(f"{P}cNvPr")]
    assert len(named) == len(set(named))


def test_nothing_of_the_template_is_left() -> None:
    trees = parts_of(presentation([Slide(Layout.PAGE, (column("en", "One"),))], ABOUT))
    assert not [name for name in trees if "printer" in name or "thumbnail" in name]
    assert "Steve" not in "".join(trees["docProps/core.xml"].itertext())
    assert len([name for name in trees if name.startswith("ppt/slideLayouts/slideLayout")]) == 1
    assert {said.get("lang") for tree in trees.values() for said in tree.iter(f"{A}rPr") if said.get("lang")} <= {
        *SPOKEN.values(),
        "en-US",
    }


def test_without_letters_to_measure_by_there_are_none(settings: Any, tmp_path: Any) -> None:
    settings.PAPER_FONTS = tmp_path
    _widths.cache_clear()
    try:
        with pytest.raises(PaperUnavailableError):
            wrapped("another-word-that-nobody-has-measured", 20, 100)
    finally:
        _widths.cache_clear()
