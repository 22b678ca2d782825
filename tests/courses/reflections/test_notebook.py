"""All notes together: on a page, in "My learning", and as documents to take away."""

from __future__ import annotations

import io
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils.translation import override
from docx import Document

from courses.models import LessonPage
from courses.reflections import exports
from courses.reflections.models import ReflectionText
from courses.reflections.notebook import read_notebook
from mimi.pages.cache import stamps
from tests.courses.reflections.writer import FIRST, SECOND, Writer, ask, kept
from tests.courses.visitor import Visitor, address
from tests.factories import SiteTree
from tests.factories.speech import block, say
from tests.pdf_text import words, write_plainly

LANGUAGES = ("nb", "en", "de", "el")
THOUGHTS = ("Å lytte er å gi", "“Silence” & <b>patience</b>", "Größe zeigen", "Ο αναστοχασμός μου")
Asserts = Callable[..., Any]


def all_notes(writer: Writer, code: str = "en") -> Any:
    return writer.client.get(f"/{code}/me/reflections/")


def outline(response: Any) -> list[tuple[str, list[tuple[str, list[tuple[str, list[str | None]]]]]]]:
    """Return courses, their modules, and the prompts of their notes."""
    return [
        (
            course.title,
            [
                (
                    f"{chapter.number} {chapter.title}".strip(),
                    [
                        (lesson.title, [note.prompt.text if note.prompt else None for note in lesson.notes])
                        for lesson in chapter.lessons
                    ],
                )
                for chapter in course.chapters
            ],
        )
        for course in response.context["courses"]
    ]


@pytest.fixture
def full(site_tree: SiteTree) -> Writer:
    """Somebody who has written in two lessons of two modules, in four languages, once on two devices."""
    ask(site_tree)
    ask(site_tree, ("third",), lesson=2)
    lessons = site_tree.lessons["en"]
    writer = Writer(lesson=lessons[0])
    writer.save(THOUGHTS[0])
    second = Writer(lesson=lessons[0], block=SECOND, client=writer.client)
    second.save(THOUGHTS[1])
    second.window().save(THOUGHTS[2])
    third = uuid.UUID(block("", "third", None)["id"])
    Writer(lesson=lessons[2], block=third, client=writer.client).save(THOUGHTS[3])
    return writer


def test_who_has_written_nothing_is_told_so(asking: SiteTree, visitor: Visitor) -> None:
    response = visitor.client.get("/en/me/reflections/")
    assert "no-store" in response.headers["Cache-Control"]
    assert "You have written nothing yet" in response.content.decode()
    assert visitor.cookie == ""
    assert "Your reflections" not in visitor.my_learning().content.decode()
    for kind in ("word", "pdf"):
        assert visitor.client.get(f"/en/me/reflections/{kind}/").headers["Location"] == "/en/me/reflections/"


@pytest.mark.parametrize("code", LANGUAGES)
def test_notes_stand_in_the_order_of_the_course_with_prompts_in_the_readers_language(full: Writer, code: str) -> None:
    prompts = [say(f"Think {name}?", code) for name in ("first", "second", "third")]
    assert outline(all_notes(full, code)) == [
        (
            say("Course", code),
            [
                (f"1 {say('Module 1', code)}", [(say("Lesson 1.1", code), prompts[:2])]),
                (f"2 {say('Module 2', code)}", [(say("Lesson 2.1", code), prompts[2:])]),
            ],
        )
    ]


def test_a_prompt_that_is_not_translated_yet_comes_in_english(asking: SiteTree, writer: Writer) -> None:
    writer.save("Note")
    page = LessonPage.objects.get(pk=asking.lessons["nb"][0].pk)
    page.body = json.dumps([])
    page.save()
    assert 'lang="en">Think first?' in all_notes(writer, "nb").content.decode()


def test_a_prompt_that_is_gone_leaves_its_note_in_the_lesson(asking: SiteTree, writer: Writer) -> None:
    writer.save("Kept")
    ask(asking, ("second",))
    Writer(lesson=writer.lesson, block=SECOND, client=writer.client).save("Other")
    assert outline(all_notes(writer))[0][1] == [("1 Module 1", [("Lesson 1.1", ["Think second?", None])])]
    assert "A question that is no longer part of the lesson" in writer.client.get(writer.url).content.decode()
    writer.save("Changed")
    assert writer.told() == ["Changed"]


def test_a_lesson_and_a_course_that_are_gone_leave_their_notes(asking: SiteTree, writer: Writer) -> None:
    writer.save("Kept")
    writer.lesson.unpublish()
    stamps.view.refresh(now=True)
    assert outline(all_notes(writer)) == [("Course", [("", [("", [None])])])]
    asking.course["en"].unpublish()
    stamps.view.refresh(now=True)
    response = all_notes(writer)
    assert outline(response) == [("", [("", [("", [None])])])]
    assert "Kept" in response.content.decode()


def test_a_copied_lesson_has_notes_of_its_own(asking: SiteTree, writer: Writer) -> None:
    writer.save("Mine")
    copy = Writer(lesson=asking.lessons["en"][1], client=writer.client)
    copy.save("Copy")
    assert (writer.told(), copy.told()) == (["Mine"], ["Copy"])


def test_a_note_can_be_changed_in_place_and_deleted_without_a_script(writer: Writer) -> None:
    writer.save("Draft")
    html = all_notes(writer).content.decode()
    fields = dict(re.findall(r'name="(version|next|seen)" value="([^"]+)"', html))
    response = writer.post({**fields, "text": "Done"})
    assert response.headers["Location"] == f"/en/me/reflections/#note-{FIRST}"
    assert kept() == ["Done"]
    seen = re.findall(r'name="seen" value="([^"]+)"', all_notes(writer).content.decode())
    assert writer.post({"seen": seen, "choice": "delete"}).status_code == 302
    assert "You have written nothing yet" in all_notes(writer).content.decode()


@pytest.mark.parametrize(("count", "told"), [(1, "1 private note."), (2, "2 private notes.")])
def test_my_learning_says_how_many_there_are(writer: Writer, count: int, told: str) -> None:
    for id_ in (FIRST, SECOND)[:count]:
        Writer(lesson=writer.lesson, block=id_, client=writer.client).save("Note")
    Writer(lesson=writer.lesson, block=FIRST, client=writer.client).save("The same note, written apart")
    html = writer.my_learning().content.decode()
    assert f"You have written {told}" in html
    assert 'href="/en/me/reflections/"' in html


def test_a_note_whose_key_is_gone_is_not_lost(writer: Writer) -> None:
    writer.save("Locked away")
    ReflectionText.objects.update(sealed="not-to-be-opened")
    assert writer.told() == [None]
    assert "can no longer be opened" in all_notes(writer).content.decode()
    writer.seen = []
    writer.save("New")
    assert kept() == ["New", None]
    for kind in ("word", "pdf"):
        assert writer.client.get(f"/en/me/reflections/{kind}/").status_code == 200


def test_sealing_anew_lets_an_old_key_go(writer: Writer, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    writer.save("Kept")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a-newer-key-" * 5
    with pytest.raises(CommandError, match="1 texts could not be opened"):
        call_command("seal_anew")
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("seal_anew")
    assert "1 texts are sealed" in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []
    assert kept() == ["Kept"]


@pytest.mark.parametrize("count", [1, 40])
def test_queries_do_not_grow_with_the_notes(
    asking: SiteTree, writer: Writer, django_assert_num_queries: Asserts, count: int
) -> None:
    for _ in range(count):
        Writer(lesson=writer.lesson, block=uuid.uuid4(), client=writer.client).save("Note")
    writer.save("First")
    all_notes(writer)
    with django_assert_num_queries(2):  # texts with their notes, lessons
        all_notes(writer)
    with django_assert_num_queries(1):  # texts with their notes
        writer.notes()
    # learner; transaction, note, texts, old text (found, deleted), new text, note, end
    with django_assert_num_queries(9):
        writer.save("First, longer")


# --- To take away


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_of_it_as_a_word_file(full: Writer, code: str) -> None:
    response = full.client.get(f"/{code}/me/reflections/word/")
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    assert "no-store" in response.headers["Cache-Control"]
    made = Document(io.BytesIO(response.content))
    told = [(row.style.name, row.text) for row in made.paragraphs if row.style.name != "Aside"]
    assert told[2:] == [
        ("Heading 1", say("Course", code)),
        ("Heading 2", f"1 {say('Module 1', code)}"),
        ("Heading 3", say("Lesson 1.1", code)),
        ("Prompt", say("Think first?", code)),
        ("Normal", THOUGHTS[0]),
        ("Prompt", say("Think second?", code)),
        ("Normal", THOUGHTS[2]),
        ("Normal", THOUGHTS[1]),
        ("Heading 2", f"2 {say('Module 2', code)}"),
        ("Heading 3", say("Lesson 2.1", code)),
        ("Prompt", say("Think third?", code)),
        ("Normal", THOUGHTS[3]),
    ]
    assert made.core_properties.language.startswith(code)


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_of_it_as_pdf(full: Writer, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plainly(monkeypatch)
    response = full.client.get(f"/{code}/me/reflections/pdf/")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in response.headers["Cache-Control"]
    told = words(response.content)
    expected = [say("Course", code), say("Lesson 1.1", code), say("Think first?", code), *THOUGHTS]
    assert [text for text in expected if text not in told] == []
    assert told.index(THOUGHTS[2]) < told.index(THOUGHTS[1]) < told.index(THOUGHTS[3])
    assert f"/Lang ({code})".encode() in response.content


def test_nobody_else_can_take_it(full: Writer) -> None:
    stranger = Client()
    for kind in ("word", "pdf"):
        assert stranger.get(f"/en/me/reflections/{kind}/").status_code == 302


@pytest.mark.parametrize(
    "text", ["\x00\x07\x1b[31m\ufffe", "מה שלומך\n\nHei", "{{ 7*7 }} {% now %}", "a" * 5000, "😀" * 50]
)
def test_no_text_breaks_the_documents(asking: SiteTree, writer: Writer, text: str) -> None:
    writer.save(f"{text} end")
    with override("en"):
        courses = read_notebook(writer.learner().pk, "en")
        buffer = io.BytesIO()
        exports.write_word(courses, "en").save(buffer)
    assert Document(io.BytesIO(buffer.getvalue())).paragraphs
    assert writer.client.get("/en/me/reflections/pdf/").content.startswith(b"%PDF")


def test_where_no_pdf_can_be_made_the_word_file_still_can(full: Writer, settings: Any, tmp_path: Any) -> None:
    settings.PAPER_FONTS = tmp_path
    assert full.client.get("/en/me/reflections/pdf/").status_code == 503
    assert full.client.get("/en/me/reflections/word/").status_code == 200


def test_it_leads_back_to_the_lesson(full: Writer) -> None:
    assert f'href="{address(full.lesson)}"' in all_notes(full).content.decode()
