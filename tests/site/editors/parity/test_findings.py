"""What the gate finds on a translated page, and what it lets pass."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail_localize.models import StringTranslation

from courses.models import LessonPage
from mimi.editors.parity.checks.texts import same_by_nature
from mimi.editors.parity.gate import Finding, draft_of, errors, findings
from tests.factories import SiteTree
from tests.factories.speech import block, item
from tests.site.editors.parity.desk import found, found_in, manage, managed, translate

ENGLISH = "Trust comes before advice, and it takes a long time to build it between two people."
NORSK = "Tillit kommer før råd, og det tar lang tid å bygge den mellom to mennesker som ikke kjenner hverandre."
DANSK = "Hvad er det egentlig, du gerne vil have hjælp til, spurgte hun ham venligt, mens de gik hen ad vejen."


def body(*blocks: Any) -> str:
    return json.dumps(list(blocks))


def prose(name: str, text: str, heading: str = "") -> dict[str, Any]:
    return block("prose", name, {"heading": heading, "body": f"<p>{text}</p>"})


@pytest.fixture
def lessons(small_tree: SiteTree) -> dict[str, LessonPage]:
    """The first lesson, in English and in Norwegian; nothing manages its translation."""
    return {language: small_tree.lessons[language][0] for language in ("en", "nb")}


def says(page: LessonPage, *blocks: Any) -> LessonPage:
    """Let a live lesson hold these blocks."""
    LessonPage.objects.filter(pk=page.pk).update(body=body(*blocks))
    return LessonPage.objects.get(pk=page.pk)


def test_pages_that_agree_pass(lessons: dict[str, LessonPage]) -> None:
    assert findings(lessons["nb"]) == []


def test_english_itself_and_a_page_without_english_are_compared_with_nothing(lessons: dict[str, LessonPage]) -> None:
    says(lessons["en"], prose("idea", ENGLISH), prose("more", ENGLISH))
    assert findings(lessons["en"]) == []
    lessons["en"].delete()
    assert findings(lessons["nb"]) == []


def test_a_missing_block_is_named_and_only_the_outermost(lessons: dict[str, LessonPage]) -> None:
    steps = block("steps", "steps", {"title": "Do it", "items": [item("a", {"title": "One", "text": "<p>Go.</p>"})]})
    says(lessons["en"], prose("idea", "Text"), steps)
    page = says(lessons["nb"], prose("idea", "Tekst"))
    assert found(page) == ["error: “Steps” is missing."]


def test_a_block_of_its_own_and_another_order_are_warnings(lessons: dict[str, LessonPage]) -> None:
    says(lessons["en"], prose("a", "First"), prose("b", "Second"))
    page = says(lessons["nb"], prose("b", "Andre"), prose("a", "Første"), prose("c", "Tredje"))
    assert found(page) == [
        "warning: “Text” stands only here, not on the English page.",
        "warning: “Lesson”: the order differs from the English page.",
    ]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("alt_text", "error: “Picture, Alternative text”: the alternative text is missing."),
        ("caption", "error: “Picture, Caption”: the caption is missing."),
    ],
)
def test_missing_words_of_a_picture_are_named(lessons: dict[str, LessonPage], field: str, message: str) -> None:
    words = {"image": None, "alt_text": "A bench by the sea", "decorative": False, "caption": "A bench in Skien"}
    says(lessons["en"], block("picture", "p", words))
    page = says(lessons["nb"], block("picture", "p", {**words, "alt_text": "Benk", "caption": "Benk", field: ""}))
    assert found(page) == [message]


def test_an_empty_text_is_named(lessons: dict[str, LessonPage]) -> None:
    lessons["nb"].summary = ""
    assert found(lessons["nb"]) == ["error: “Summary” is empty, and in English it isn’t."]


@pytest.mark.parametrize(
    ("english", "norwegian", "message"),
    [
        ("Dear {name}, come in", "Kjære deg, kom inn", "error: “Text, Text” lacks {name}."),
        ("Come in", "Kom inn, {name}", "error: “Text, Text” holds {name}, which the English doesn’t."),
        (
            'Read <a href="https://a.example">this</a> and <a href="https://b.example">that</a>',
            'Les <a href="https://a.example">dette</a> og det',
            "error: “Text, Text” lacks a link; in English there are: “this”, “that”.",
        ),
    ],
)
def test_lost_placeholders_and_links_are_named(
    lessons: dict[str, LessonPage], english: str, norwegian: str, message: str
) -> None:
    says(lessons["en"], prose("idea", english))
    assert found(says(lessons["nb"], prose("idea", norwegian))) == [message]


def test_a_link_that_leads_elsewhere_passes(lessons: dict[str, LessonPage]) -> None:
    says(lessons["en"], prose("idea", 'Read <a href="https://a.example/en">this</a>'))
    assert found(says(lessons["nb"], prose("idea", 'Les <a href="https://a.example/nb">dette</a>'))) == []


@pytest.mark.parametrize(("text", "language"), [(DANSK, "Danish"), (f"{ENGLISH} Really.", "English")])
def test_another_language_is_heard(lessons: dict[str, LessonPage], text: str, language: str) -> None:
    says(lessons["en"], prose("idea", ENGLISH))
    (told,) = found(says(lessons["nb"], prose("idea", text)), "language")
    assert told.startswith("error: “")
    assert told.endswith(f"seems to be in another language: {language}.")


@pytest.mark.parametrize(
    "text",
    [
        NORSK,
        "Status quo, ad hoc",
        f"{NORSK} <i>{ENGLISH} It really does, and nobody should be in a hurry with it.</i>",
    ],
)
def test_the_right_language_short_texts_and_marked_quotes_pass(lessons: dict[str, LessonPage], text: str) -> None:
    says(lessons["en"], prose("idea", ENGLISH))
    assert found(says(lessons["nb"], prose("idea", text))) == []


@pytest.mark.parametrize(
    ("text", "level"),
    [(ENGLISH, "error"), ("Ask and listen", "warning"), ("KETHEA MOSAIC", ""), ("Skien", ""), ("12 %", "")],
)
def test_what_is_still_the_english_is_told_but_for_names_and_numbers(
    lessons: dict[str, LessonPage], text: str, level: str
) -> None:
    says(lessons["en"], prose("idea", text))
    page = says(lessons["nb"], prose("idea", text))
    assert found(page) == ([f"{level}: “{text[:59]}{'…' * (len(text) > 60)}” is still the English."] if level else [])


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1 234,5 %", True),
        ("post@example.org", True),
        ("LoPe", True),
        ("Bridging Rainbow", True),
        ("Idea", False),
        ("Read more", False),
    ],
)
def test_some_texts_are_the_same_by_nature(text: str, same: bool) -> None:
    assert same_by_nature(text) is same


def test_a_managed_translation_lacks_what_nobody_has_translated(lessons: dict[str, LessonPage]) -> None:
    translation = manage(lessons["en"], lessons["nb"])
    translate(translation, only="title")
    told = found_in(translation)
    assert "error: “Idea” isn’t translated yet." in told
    assert all(one.endswith("isn’t translated yet.") for one in told)
    translate(translation)
    assert found_in(translation) == []


def test_a_translation_to_be_checked_is_told_as_such(lessons: dict[str, LessonPage]) -> None:
    translation = managed(lessons["en"], lessons["nb"])
    StringTranslation.objects.filter(context__path="summary").update(has_error=True)
    assert found_in(translation) == [
        "error: “About: Lesson 1.1” has changed in English; its earlier translation is still to be checked."
    ]


def test_each_finding_leads_to_its_place(lessons: dict[str, LessonPage]) -> None:
    says(lessons["en"], prose("idea", "Text", heading="Heading"))
    page = says(lessons["nb"], prose("idea", "Tekst"))
    base = f"/cms/pages/{page.pk}/edit/"
    (told,) = findings(page)
    assert told.url == f"{base}#block-{page.body[0].id}-section"
    page.summary = ""
    assert {one.url for one in errors(page)} == {told.url, f"{base}#id_summary"}
    page.refresh_from_db()
    translation = manage(LessonPage.objects.get(pk=lessons["en"].pk), page)
    segment = translation.source.stringsegment_set.get(context__path="title")
    assert errors(draft_of(translation))[0].url == f"{base}#segment-{segment.pk}"


def test_a_finding_reads_as_its_message() -> None:
    assert str(Finding("error", "“Text” is missing.", "/cms/", "block")) == "“Text” is missing."
