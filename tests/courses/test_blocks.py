"""Blocks: what an editor sees of each, how it renders, and what it demands."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError
from wagtail.documents.models import Document
from wagtail.rich_text import RichText
from wagtail_factories import ImageFactory

from courses.blocks import LessonStreamBlock
from courses.h5p.models import Activity
from courses.models import GlossaryTerm
from courses.questions import question_stream
from mimi.pages.blocks import PictureBlock, TextStreamBlock, VideoBlock
from practices.models.figures import FiguresStreamBlock
from tests.factories import SiteTree
from tests.factories.speech import locale

LESSON, TEXT, QUIZ = LessonStreamBlock(), TextStreamBlock(), blocks.StreamBlock(question_stream())
FIGURES = FiguresStreamBlock()
EVERY = {
    f"{stream}-{name}": block
    for stream, parent in (("lesson", LESSON), ("text", TEXT), ("quiz", QUIZ), ("figures", FIGURES))
    for name, block in parent.child_blocks.items()
}
every_block = pytest.mark.parametrize("block", EVERY.values(), ids=EVERY)


@every_block
def test_an_editor_is_told_what_a_block_is_for(block: blocks.Block) -> None:
    assert str(block.label)
    assert str(block.get_description())
    assert block.meta.icon != "placeholder"
    assert block.is_previewable


@every_block
def test_an_editor_sees_how_a_block_looks(admin_client: Client, block: blocks.Block) -> None:
    response = admin_client.get("/cms/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    html = response.content.decode()
    body = html.partition("<body")[2]
    assert "mimi/css/tokens" in html
    told = [text for text in texts(block.get_preview_value()) if len(text) > 3]
    assert told
    assert any(text.replace("’", "&#x27;") in body or text in body for text in told), told


def texts(value: Any) -> list[str]:
    """Return the plain texts of a block's value."""
    if isinstance(value, RichText):
        return [strip_tags(value.source)]
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | blocks.list_block.ListValue):
        return [text for part in value for text in texts(part)]
    if isinstance(value, GlossaryTerm):
        return [value.term]
    return [strip_tags(value) if isinstance(value, str) else str(getattr(value, "title", ""))]


@pytest.fixture
def samples(small_tree: SiteTree) -> dict[str, Any]:
    """Return a value as it is stored for each block of a lesson."""
    image = ImageFactory(title="A bench")
    video, captions, sheet = (
        Document.objects.create(title=name, file=ContentFile(b"x" * 2048, name=name))
        for name in ("talk.mp4", "talk.vtt", "sheet.pdf")
    )
    term = GlossaryTerm.objects.create(term="Trust", definition="What grows.", code="trust", locale=locale("en"))
    activity = Activity.objects.create(title="True or false?")
    return {
        "prose": {"heading": "Sample words", "body": "<p>Text.</p>"},
        "key_point": {"body": "<p>Sample words.</p>"},
        "example": {"title": "Sample words", "body": "<p>Story.</p>"},
        "steps": {"title": "Sample words", "items": [{"title": "One", "text": "<p>1.</p>"}] * 2},
        "do_dont": {"do": ["Sample words"], "dont": ["Not this"]},
        "definition": {"term": term.pk},
        "reflection": {"prompt": "Sample words?", "hint": ""},
        "exercise": {
            "title": "Sample words",
            "aim": "To try.",
            "minutes": 20,
            "group_size": "Pairs",
            "materials": [],
            "steps": ["<p>Sit.</p>"],
        },
        "figure": {
            "title": "Sample words",
            "summary": "Most.",
            "chart": "column",
            "unit": "%",
            "year": "2016",
            "source": "Us",
            "rows": [{"label": "In work", "value": "61.5"}, {"label": "Not yet", "value": "38"}],
        },
        "table": {
            "title": "Sample words",
            "head": ["Day", "What"],
            "names_rows": True,
            "rows": [{"cells": ["<p>Monday</p>", "<p>Meet.</p>"]}, {"cells": ["<p>Friday</p>", ""]}],
        },
        "practice": {"page": small_tree.practices["en"][0].pk, "why": "Sample words."},
        "picture": {"image": image.pk, "alt_text": "Sample words", "decorative": False, "caption": ""},
        "video": {"title": "Sample words", "video": video.pk, "captions": captions.pk},
        "download": {"title": "Sample words", "description": "", "document": sheet.pk},
        "activity": {"activity": activity.pk, "summary": "Sample words."},
    }


def test_every_block_of_a_lesson_renders(samples: dict[str, Any]) -> None:
    assert set(samples) == set(LESSON.child_blocks)
    for name, data in samples.items():
        block = LESSON.child_blocks[name]
        value = block.to_python(data)
        html = str(block.render(value, {"block_id": "one"}))
        said = {"definition": "What grows."}.get(name, "Sample words")
        assert said in html, name
        assert " style=" not in html, name
        assert "onclick" not in html, name
        assert "<iframe" not in html, name


def test_every_block_of_a_lesson_can_be_saved_as_it_is(samples: dict[str, Any]) -> None:
    for name, data in samples.items():
        block = LESSON.child_blocks[name]
        value = block.to_python(data)
        assert block.clean(value) is not None
        assert block.get_prep_value(block.to_python(block.get_prep_value(value))) == block.get_prep_value(value)


def test_the_rows_of_a_table_are_as_long_as_its_head(samples: dict[str, Any]) -> None:
    block = LESSON.child_blocks["table"]
    for head, cells, refused in (
        (["Day", "What"], [1, 2], {0}),
        ([], [2, 3, 2], {1}),
        ([], [2, 2], set()),
        (["Day"], [1], set()),
    ):
        rows = [{"cells": ["<p>x</p>"] * count} for count in cells]
        value = block.to_python({**samples["table"], "head": head, "rows": rows})
        try:
            block.clean(value)
            found: set[int] = set()
        except StructBlockValidationError as error:
            found = set(error.block_errors["rows"].block_errors)
        assert found == refused, (head, cells)


def test_a_picture_says_what_it_shows_or_that_it_only_decorates(db: Any) -> None:
    block, image = PictureBlock(), ImageFactory()

    def cleaned(**fields: Any) -> Any:
        return block.clean(block.to_python({"image": image.pk, "alt_text": "", "caption": "", **fields}))

    for alt_text in ("", "   "):
        with pytest.raises(StructBlockValidationError) as refused:
            cleaned(alt_text=alt_text)
        assert "Describe the picture" in str(refused.value.block_errors["alt_text"])
    assert cleaned(alt_text="A bench")
    assert cleaned(decorative=True)
    html = str(block.render(cleaned(decorative=True, alt_text="A bench")))
    assert 'alt=""' in html
    assert 'alt="A bench"' in str(block.render(cleaned(alt_text="A bench")))


@pytest.mark.parametrize(
    ("video", "captions", "refused_fields"),
    [
        ("talk.mp4", "talk.vtt", set()),
        ("talk.WEBM", "talk.VTT", set()),
        ("talk.avi", "talk.vtt", {"video"}),
        ("talk.mp4", "talk.srt", {"captions"}),
        ("talk.txt", "talk.txt", {"video", "captions"}),
    ],
)
def test_a_video_is_one_and_has_captions(db: Any, video: str, captions: str, refused_fields: set[str]) -> None:
    block = VideoBlock()
    files = [Document.objects.create(title=name, file=ContentFile(b"x", name=name)) for name in (video, captions)]
    value = block.to_python({"title": "A talk", "video": files[0].pk, "captions": files[1].pk})
    try:
        block.clean(value)
        found: set[str] = set()
    except StructBlockValidationError as error:
        found = set(error.block_errors)
    assert found == refused_fields


def test_a_video_without_captions_is_refused(db: Any) -> None:
    block = VideoBlock()
    film = Document.objects.create(title="talk", file=ContentFile(b"x", name="talk.mp4"))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"title": "A talk", "video": film.pk}))
    assert "captions" in refused.value.block_errors


def test_the_glossary_gives_a_new_term_a_code(db: Any) -> None:
    term = GlossaryTerm.objects.create(term="Trust", definition="What grows.", locale=locale("en"))
    assert term.code == str(term.translation_key)
    assert str(term) == "Trust"
