"""Lessons that ask for an activity: they count as read once it is completed, and say until then what is missing."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.urls import reverse

from courses.h5p.models import Activity
from courses.models import LessonPage
from courses.progress.models import LessonCompletion
from mimi.pages.cache import stamps
from mimi.pages.gates import open_gates
from tests.courses.h5p.results.doing import BLOCK, OUTBOX, Doer, scored, statement, uploaded
from tests.courses.visitor import Visitor
from tests.factories import SiteTree

pytestmark = pytest.mark.usefixtures("small_library")


def ask(lesson: LessonPage, *activities: Activity, asked: bool = True) -> LessonPage:
    """Put activities into a lesson and publish it; the first has the id `BLOCK`."""
    ids = [str(BLOCK), *(str(uuid.uuid4()) for _one in activities)]
    blocks = [
        {"type": "activity", "id": id_, "value": {"activity": one.pk, "summary": "About it.", "asked": asked}}
        for id_, one in zip(ids, activities, strict=False)
    ]
    lesson.body = json.dumps([*(dict(block) for block in lesson.body.raw_data), *blocks])
    with open_gates():
        lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


@pytest.fixture
def activity(small_library: None) -> Activity:
    return uploaded("Is it so?")


@pytest.fixture
def lesson(small_tree: SiteTree, activity: Activity) -> LessonPage:
    return ask(small_tree.lessons["en"][0], activity)


def test_a_lesson_counts_once_its_activity_is_completed(
    lesson: LessonPage, small_tree: SiteTree, activity: Activity
) -> None:
    doer = Doer(small_tree, activity)
    doer.tell(statement("attempted"))
    doer.tell(statement(part="one", within="", **scored(10)))
    answer = doer.visitor.mark_read(lesson)
    assert answer.status_code == 409
    told = answer.content.decode()
    assert f'href="{lesson.get_url()}#block-{BLOCK}">Is it so?</a>' in told
    assert not LessonCompletion.objects.exists()
    doer.tell(statement(**scored(1)))
    assert doer.visitor.mark_read(lesson).status_code == 302
    assert LessonCompletion.objects.count() == 1


def test_a_script_is_told_that_something_is_missing(lesson: LessonPage, visitor: Visitor) -> None:
    answer = visitor.mark_read(lesson, headers=OUTBOX)
    assert (answer.status_code, answer.json()) == (409, {"missing": [str(BLOCK)]})
    assert not visitor.cookie


def test_what_was_completed_in_one_language_counts_in_all(
    lesson: LessonPage, small_tree: SiteTree, activity: Activity
) -> None:
    other = ask(small_tree.lessons["nb"][0], uploaded("Er det slik?"))
    doer = Doer(small_tree, activity)
    doer.tell(statement(**scored(1)))
    assert doer.visitor.mark_read(other).status_code == 302


def test_a_lesson_that_was_read_before_stays_read(small_tree: SiteTree, activity: Activity, visitor: Visitor) -> None:
    lesson = small_tree.lessons["en"][0]
    visitor.mark_read(lesson)
    assert visitor.mark_read(ask(lesson, activity)).status_code == 302


def test_what_is_not_asked_for_is_not_waited_for(small_tree: SiteTree, activity: Activity, visitor: Visitor) -> None:
    lesson = ask(small_tree.lessons["en"][0], activity, asked=False)
    assert lesson.asked_activities == []
    assert visitor.mark_read(lesson).status_code == 302
    assert "counts as read" not in visitor.get(lesson).content.decode()


def test_an_activity_that_was_deleted_is_not_asked_for(
    lesson: LessonPage, activity: Activity, visitor: Visitor
) -> None:
    assert visitor.mark_read(lesson).status_code == 409
    activity.delete()
    stamps.view.refresh(now=True)
    lesson.refresh_from_db()
    assert lesson.asked_activities == []
    assert visitor.mark_read(lesson).status_code == 302
    with open_gates():
        lesson.save_revision().publish()
    lesson.refresh_from_db()
    assert lesson.asked_activities == []


def test_the_page_and_my_learning_say_what_is_missing(
    lesson: LessonPage, small_tree: SiteTree, activity: Activity, django_assert_max_num_queries: Any
) -> None:
    doer = Doer(small_tree, activity)
    page = doer.visitor.get(lesson).content.decode()
    assert f'<a href="#block-{BLOCK}">Is it so?</a>' in page
    assert "which is off or missing here" in page
    assert f'data-results="{doer.url("result")}"' in page
    assert not doer.visitor.cookie
    doer.visitor.mark_read(small_tree.lessons["en"][1])
    assert "Complete its activity, then mark it as read" in doer.visitor.my_learning().content.decode()
    doer.tell(statement(**scored(1)))
    assert "Complete its activity" not in doer.visitor.my_learning().content.decode()


@pytest.mark.parametrize("many", [1, 4])
def test_my_learning_takes_one_query_for_all_activities(
    small_tree: SiteTree, visitor: Visitor, django_assert_num_queries: Any, many: int
) -> None:
    from courses.outline import live_courses
    from courses.progress.state import course_states

    ask(small_tree.lessons["en"][0], *(uploaded(f"Number {n}") for n in range(many)))
    visitor.mark_read(small_tree.lessons["en"][1])
    outlines, learner = live_courses("en"), visitor.learner()
    with django_assert_num_queries(3):
        [state] = course_states(learner.pk, outlines)
    assert state.activities_to_do(outlines[0].steps[0]) == many


def test_a_renamed_activity_is_shown_with_its_new_name(
    lesson: LessonPage, activity: Activity, visitor: Visitor
) -> None:
    assert "Is it so?" in visitor.get(lesson).content.decode()
    activity.title = "Is it really so?"
    activity.save()
    stamps.view.refresh(now=True)
    assert "Is it really so?" in visitor.get(lesson).content.decode()


def test_a_preview_keeps_nothing(lesson: LessonPage) -> None:
    from courses.blocks import ActivityBlock

    block = ActivityBlock()
    html = block.render(block.normalize({"activity": Activity.objects.get(), "summary": "About it."}))
    assert "data-results" not in html
    assert reverse("h5p_start", args=["x"]).removesuffix("x/") in html
