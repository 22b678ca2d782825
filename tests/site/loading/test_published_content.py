"""What a load notes for later changes, and that it tells no learner of one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from courses.models import AssessmentPage, LessonPage, MajorChange, PublishedContent, QuizPage
from tests.courses.desk import Desk
from tests.courses.visitor import Visitor
from tests.factories import editor
from tests.site.loading.content import Content

EN = Content.module / "en.md"


@pytest.fixture
def loaded(content: Content, db: None) -> Content:
    """The small practice set, loaded."""
    content.set_out()
    return content


@pytest.fixture
def desk(db: None) -> Desk:
    """An editor who may publish."""
    client = Client()
    client.force_login(editor())
    return Desk(client)


def english(model: Any, **fields: Any) -> Any:
    return model.objects.get(locale__language_code="en", **fields)


def noted() -> list[Any]:
    return list(PublishedContent.objects.order_by("pk").values_list("page_key", "revision_number", "digests"))


def test_a_load_notes_what_it_has_published_and_a_second_one_changes_nothing(loaded: Content) -> None:
    pages = [*LessonPage.objects.all(), *QuizPage.objects.all(), *AssessmentPage.objects.all()]
    expected = {page.translation_key: page.live_revision_id for page in pages if page.in_source_language}
    assert {key: number for key, number, _digests in noted()} == expected
    before = noted()
    loaded.load()
    assert noted() == before
    assert not MajorChange.objects.exists()


def test_what_the_files_change_is_told_nobody_even_after_an_editor_s_major_change(loaded: Content) -> None:
    lesson = english(LessonPage, slug="listening-en")
    lesson.change_weight, lesson.change_note, lesson.change_base = "major", "Something is new.", lesson.live_revision_id
    lesson.save_revision().publish()
    assert MajorChange.objects.count() == 1
    loaded.replace(EN, "First en paragraph", "Another first paragraph")
    loaded.load()
    lesson = english(LessonPage, slug="listening-en")
    assert "Another first paragraph" in str(lesson.body[0].value["body"].source)
    assert MajorChange.objects.count() == 1
    assert (lesson.translation_key, lesson.live_revision_id, lesson.digests()) in noted()


def test_a_loaded_page_that_is_only_saved_in_the_admin_has_no_changed_part(loaded: Content, desk: Desk) -> None:
    for page in (english(LessonPage, slug="listening-en"), english(QuizPage)):
        Visitor().mark_read(english(LessonPage, slug="listening-en"))
        desk.publish(page, weight="major", note="Something is new.")
    assert [change.blocks for change in MajorChange.objects.all()] == [[], []]
