"""What an editor is asked when she publishes a change to what people have learned from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from courses.models import LessonPage, MajorChange
from mimi.pages.cache.stamps import view
from tests.courses.changes.conftest import part
from tests.courses.desk import Desk, told
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory, editor
from tests.factories.questions import right_answer
from tests.factories.tree import quiz_name

DEMAND = "Choose whether this change is minor or major."
PANEL = "People who learn from this page"
NOTE = "There is a new middle."
SINGLE = quiz_name(1, "single_choice")
ANOTHER_MIDDLE = {part("middle"): {"body": rich_text("<p>Another middle.</p>")}}


def latest(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_page_that_concerns_nobody_asks_nothing(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    assert PANEL not in desk.open(lesson)
    desk.publish(lesson, changes=ANOTHER_MIDDLE)
    assert not MajorChange.objects.exists()


def test_she_sees_how_many_have_read_a_lesson(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    assert "1 person has read this lesson." in desk.open(lesson)
    Visitor().mark_read(tree.lessons["nb"][0])
    assert "2 people have read this lesson." in desk.open(lesson)
    assert PANEL not in desk.open(tree.lessons["en"][1])


def test_she_sees_how_many_have_taken_a_quiz_and_are_in_the_middle_of_it(tree: SiteTree, desk: Desk) -> None:
    quiz, begun, done = tree.quiz["en"], Visitor(), Visitor()
    begun.answer(quiz, SINGLE, right_answer("single_choice", SINGLE))
    assert "1 person is in the middle of this quiz." in desk.open(quiz)
    for attempt in (1, 2):
        done.take(quiz, attempt=attempt)
    done.answer(quiz, SINGLE, right_answer("single_choice", SINGLE), attempt=3)
    text = desk.open(quiz)
    assert "1 person has finished this quiz. 2 people are in the middle of this quiz." in text


def test_she_sees_how_many_have_taken_the_final_assessment(tree: SiteTree, desk: Desk) -> None:
    assessment = tree.assessment["en"]
    Visitor().start(assessment)
    assert "1 person is in the middle of this quiz." in desk.open(assessment)
    assert DEMAND in told(desk.send(assessment, pass_mark="90"))
    desk.publish(assessment, weight="minor", pass_mark="90")


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_the_choice_is_demanded_and_nothing_is_lost_meanwhile(tree: SiteTree, desk: Desk, action: str) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    response = desk.send(lesson, action, changes=ANOTHER_MIDDLE)
    assert response.status_code == 200
    assert f"1 person has read this lesson. {DEMAND}" in told(response)
    assert "Another middle." in told(response)
    assert latest(lesson).body[1].value["body"].source == "<p>The middle.</p>"
    assert desk.send(lesson, action, changes=ANOTHER_MIDDLE, weight="minor").status_code == 302
    assert "Another middle." in latest(lesson).body[1].value["body"].source


def test_a_major_change_wants_a_sentence_on_what_is_new(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    response = desk.send(lesson, weight="major", changes=ANOTHER_MIDDLE)
    assert response.status_code == 200
    assert "Tell in a sentence what is new: people will read it." in told(response)
    desk.publish(lesson, weight="major", note=NOTE, changes=ANOTHER_MIDDLE)


def test_a_minor_change_keeps_no_sentence_that_would_have_to_be_translated(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    desk.publish(lesson, weight="minor", note=NOTE)
    assert LessonPage.objects.get(pk=lesson.pk).change_note == ""


@pytest.mark.parametrize(("weight", "note"), [("", ""), ("major", ""), ("major", NOTE)])
def test_a_draft_needs_no_choice_and_keeps_one(tree: SiteTree, desk: Desk, weight: str, note: str) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    assert desk.send(lesson, "", weight=weight, note=note, changes=ANOTHER_MIDDLE).status_code == 302
    draft = latest(lesson)
    assert (draft.change_weight, draft.change_note) == (weight, note)
    assert (chosen(desk.open(lesson)), note in desk.open(lesson)) == (weight, True)
    assert not MajorChange.objects.exists()


def chosen(text: str) -> str:
    """Return which kind of change is chosen on a form."""
    for weight in ("minor", "major"):
        start = text.index(f'value="{weight}"')
        if "checked" in text[start : text.index(">", start)]:
            return weight
    return ""


def test_it_is_asked_anew_at_each_edit(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    desk.publish(lesson, weight="major", note=NOTE, changes=ANOTHER_MIDDLE)
    text = desk.open(lesson)
    assert (chosen(text), NOTE in text) == ("", False)
    assert DEMAND in told(desk.send(lesson, summary="Another summary"))
    desk.publish(lesson, weight="minor", summary="Another summary")
    assert MajorChange.objects.count() == 1


def test_an_old_version_that_is_brought_back_asks_anew(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    desk.publish(lesson, weight="major", note=NOTE, changes=ANOTHER_MIDDLE)
    old = Page.objects.get(pk=lesson.pk).latest_revision_id
    desk.publish(lesson, weight="minor", summary="Another summary")
    form = desk.client.get(f"/cms/pages/{lesson.pk}/revisions/{old}/revert/")
    assert form.status_code == 200
    assert (chosen(told(form)), NOTE in told(form)) == ("", False)


def test_a_choice_goes_through_moderation(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    author = Client()
    author.force_login(writer())
    sent = Desk(author).send(lesson, "action-submit", weight="major", note=NOTE, changes=ANOTHER_MIDDLE)
    assert sent.status_code == 302
    assert not MajorChange.objects.exists()
    text = desk.open(lesson)
    assert (chosen(text), NOTE in text) == ("major", True)
    state = Page.objects.get(pk=lesson.pk).current_workflow_task_state
    state.task.specific.on_action(state, editor(), "approve")
    change = MajorChange.objects.get()
    assert change.blocks == [part("middle")]
    assert change.languages.get().note == NOTE


def writer() -> Any:
    """Make a person who may edit pages but not publish them."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Authors"))
    return user


def test_a_change_can_be_sent_back_without_a_choice(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    author = Client()
    author.force_login(writer())
    Desk(author).send(lesson, "action-submit", changes=ANOTHER_MIDDLE)
    Visitor().mark_read(lesson)
    more = {"workflow-action-name": "reject"}
    assert desk.send(lesson, "action-workflow-action", **more).status_code == 302
    assert Page.objects.get(pk=lesson.pk).current_workflow_state.status == "needs_changes"


def test_a_choice_waits_for_the_day_of_a_scheduled_publish(
    tree: SiteTree, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson, reader = tree.lessons["en"][0], Visitor()
    reader.mark_read(lesson)
    then = timezone.now() + timedelta(days=2)
    schedule = {"go_live_at": timezone.localtime(then).strftime("%Y-%m-%d %H:%M")}
    assert DEMAND in told(desk.send(lesson, changes=ANOTHER_MIDDLE, **schedule))
    desk.publish(lesson, weight="major", note=NOTE, changes=ANOTHER_MIDDLE, **schedule)
    assert not MajorChange.objects.exists()
    assert reader.personal(tree.course["en"])["changed"] == {}
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: then + timedelta(minutes=1))
        call_command("publish_scheduled")
    view.refresh(now=True)
    assert MajorChange.objects.get().blocks == [part("middle")]
    assert set(reader.personal(tree.course["en"])["changed"]) == {str(lesson.translation_key)}


def test_drafts_are_not_published_together_before_their_choice(tree: SiteTree, desk: Desk) -> None:
    lesson, other = tree.lessons["en"][:2]
    Visitor().mark_read(lesson)
    for page in (lesson, other):
        desk.send(page, "", summary="Another summary")
    url = f"/cms/bulk/wagtailcore/page/publish/?id={lesson.pk}&id={other.pk}&next=/cms/"
    refused = desk.client.post(url, follow=True)
    told_ = "wasn’t published. 1 person has read this lesson. Open it and choose whether its change is minor or major."
    assert told_ in told(refused)
    assert LessonPage.objects.filter(summary="Another summary").count() == 0
    desk.send(lesson, "", weight="major", note=NOTE, summary="Another summary")
    desk.client.post(url)
    assert LessonPage.objects.filter(summary="Another summary").count() == 2
    assert MajorChange.objects.get().page_key == lesson.translation_key


def test_a_translation_asks_for_no_choice(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["nb"][0]
    Visitor().mark_read(lesson)
    assert PANEL not in desk.open(lesson)
    desk.publish(lesson, changes=ANOTHER_MIDDLE)
    assert not MajorChange.objects.exists()
