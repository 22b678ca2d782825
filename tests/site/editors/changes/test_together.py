"""An English page waits for its other languages, and all go live at once, or none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from mimi.editors.changes import holding, tasks
from mimi.editors.changes.holding import Held, approve, cancel, held, hold, publish_if_ready, readiness, save_draft
from mimi.editors.changes.models import Approval, Release, ReleaseState
from mimi.editors.parity.gate import draft_of, findings
from mimi.pages.gates import NotReadyError
from tests.factories import UserFactory
from tests.factories.people import editor
from tests.site.editors.changes.lesson import ENGLISH, NORSK, Lesson

NEW = {**ENGLISH, "end": ["Thank her for her time and trust."]}
ALREADY, SAID = NEW["end"][0], "Takk henne for tid og tillit."


@pytest.fixture
def release(lesson: Lesson) -> Release:
    """A new English version that waits for the Norwegian one."""
    lesson.draft_english(NEW)
    return hold(lesson.english, ["nb"])


def english_says(lesson: Lesson) -> str:
    return " ".join(str(block.value["body"]) for block in lesson.english.body)


def norwegian_says(lesson: Lesson) -> str:
    return " ".join(str(block.value["body"]) for block in lesson.norwegian.body)


def make_ready(lesson: Lesson, release: Release) -> None:
    """Translate what is new, and approve it."""
    lesson.translate({ALREADY: SAID})
    approve(release, save_draft(lesson.translation))


def test_the_english_waits_and_translators_work_from_it(lesson: Lesson, release: Release) -> None:
    assert ALREADY not in english_says(lesson)
    assert lesson.fields()[ALREADY] == (NORSK["end"][0], False)
    assert [(one.language, one.reason) for one in readiness(release)] == [("nb", "It isn’t approved yet.")]
    assert publish_if_ready(release.pk) is False


def test_the_board_is_told_what_waits(lesson: Lesson, release: Release, django_assert_num_queries: Any) -> None:
    pages = [lesson.english, lesson.norwegian]
    key = pages[0].translation_key
    with django_assert_num_queries(2):
        assert held(pages) == {key: Held(release.pk, ("nb",), (), None)}
    make_ready(lesson, release)
    assert held(pages[:1])[key].approved == ("nb",)
    cancel(release)
    assert held(pages) == {}


def test_all_go_live_at_once_when_the_last_is_ready(lesson: Lesson, release: Release) -> None:
    make_ready(lesson, release)
    assert publish_if_ready(release.pk) is True
    assert ALREADY in english_says(lesson)
    assert SAID in norwegian_says(lesson)
    release.refresh_from_db()
    assert release.state == ReleaseState.PUBLISHED
    assert findings(draft_of(lesson.translation)) == []


def test_done_again_it_does_nothing(lesson: Lesson, release: Release) -> None:
    make_ready(lesson, release)
    publish_if_ready(release.pk)
    before = lesson.norwegian.last_published_at
    assert publish_if_ready(release.pk) is False
    assert lesson.norwegian.last_published_at == before


def test_a_crash_between_the_pages_leaves_none_of_them_live(
    lesson: Lesson, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(lesson, release)

    def die(*_things: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(holding, "_end", die)
        with pytest.raises(SystemExit), transaction.atomic():
            publish_if_ready(release.pk)
    assert ALREADY not in english_says(lesson)
    assert SAID not in norwegian_says(lesson)
    assert publish_if_ready(release.pk) is True
    assert SAID in norwegian_says(lesson)


def test_nothing_unready_is_approved(lesson: Lesson, release: Release) -> None:
    with pytest.raises(NotReadyError):
        approve(release, save_draft(lesson.translation))
    assert not Approval.objects.exists()


@pytest.mark.parametrize(
    ("happens", "reason"),
    [("draft", "It was changed after it was approved."), ("english", "The English was changed after it was approved.")],
)
def test_an_approval_counts_only_for_what_was_approved(
    lesson: Lesson, release: Release, happens: str, reason: str
) -> None:
    make_ready(lesson, release)
    if happens == "draft":
        save_draft(lesson.translation)
    else:
        lesson.draft_english({**NEW, "begin": ["Ask two open questions.", "Then wait for it."]})
        hold(lesson.english, ["nb"])
    assert [one.reason for one in readiness(release)] == [reason]
    assert publish_if_ready(release.pk) is False


def test_the_live_translation_isn_t_touched_while_all_wait(lesson: Lesson, release: Release) -> None:
    before = list(lesson.norwegian.body.raw_data)
    make_ready(lesson, release)
    assert list(lesson.norwegian.body.raw_data) == before


def test_a_page_that_waits_can_t_be_published_alone(lesson: Lesson, release: Release) -> None:
    lesson.translate({ALREADY: SAID})
    draft = save_draft(lesson.translation)
    with pytest.raises(NotReadyError, match="goes live together with it"):
        draft.get_latest_revision().publish()
    assert SAID not in norwegian_says(lesson)


def test_cancelled_it_leaves_drafts_and_translators_go_back_to_what_is_live(lesson: Lesson, release: Release) -> None:
    make_ready(lesson, release)
    assert cancel(release) is True
    assert cancel(release) is False
    assert publish_if_ready(release.pk) is False
    assert ENGLISH["end"][0] in lesson.fields()
    assert lesson.norwegian.get_latest_revision_as_object().body[1].value["body"].source.count(SAID) == 1


def test_publishing_the_english_at_once_ends_the_wait(lesson: Lesson, release: Release) -> None:
    lesson.english.get_latest_revision().publish()
    release.refresh_from_db()
    assert release.state == ReleaseState.CANCELLED
    assert ALREADY in english_says(lesson)
    assert lesson.fields()[ALREADY] == (NORSK["end"][0], False)


def test_a_new_page_gets_drafts_in_the_languages_that_lack_it(lesson: Lesson) -> None:
    page = lesson.english.copy(update_attrs={"slug": "new"}, keep_live=False, copy_revisions=False)
    release = hold(page, ["nb"])
    twin = page.get_translations().get()
    assert (twin.live, twin.locale.language_code) == (False, "nb")
    assert publish_if_ready(release.pk) is False


# --- At a chosen time ------------------------------------------------------------------------------------------------


def test_before_its_time_even_what_is_ready_waits(lesson: Lesson) -> None:
    lesson.draft_english(NEW)
    when = timezone.now() + timedelta(hours=2)
    release = hold(lesson.english, ["nb"], go_live_at=when)
    make_ready(lesson, release)
    assert publish_if_ready(release.pk) is False
    assert publish_if_ready(release.pk, when) is True
    assert SAID in norwegian_says(lesson)


def test_the_publisher_is_told_once_when_it_isn_t_ready_at_its_time(
    lesson: Lesson, transactional_letters: None
) -> None:
    lesson.draft_english(NEW)
    release = hold(lesson.english, ["nb"], editor(), timezone.now() - timedelta(minutes=1))
    tasks.look_after_releases(timezone.now())
    tasks.look_after_releases(timezone.now())
    (letter,) = mail.outbox
    assert letter.subject == "“Lesson 1.1” was not published: not every language is ready"
    assert "It isn’t approved yet." in letter.body
    assert f"/cms/editors/release/{lesson.english_id}/" in letter.body
    make_ready(lesson, release)
    tasks.look_after_releases(timezone.now())
    assert SAID in norwegian_says(lesson)
    assert len(mail.outbox) == 1


@pytest.fixture
def transactional_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let letters be claimed within the transaction of a test."""
    atomic = transaction.atomic
    monkeypatch.setattr("mimi.letters.posting.transaction.atomic", lambda **_options: atomic())


# --- In the admin ----------------------------------------------------------------------------------------------------


def test_a_publisher_lets_a_page_wait_and_ends_it(lesson: Lesson, client_of_publisher: Client) -> None:
    lesson.draft_english(NEW)
    url = f"/cms/editors/hold/{lesson.english_id}/"
    assert "Languages to wait for" in client_of_publisher.get(url).content.decode()
    shown = client_of_publisher.post(url, {"languages": ["nb"], "go_live_at": ""}, follow=True).content.decode()
    assert "It isn’t approved yet." in shown
    edit = client_of_publisher.get(f"/cms/pages/{lesson.english_id}/edit/").content.decode()
    assert "A version of this page waits for its other languages." in edit
    client_of_publisher.post(f"/cms/editors/release/{lesson.english_id}/")
    assert Release.objects.get().state == ReleaseState.CANCELLED


def test_publish_in_norwegian_says_that_it_is_ready_and_all_go_live(
    lesson: Lesson, release: Release, client_of_publisher: Client
) -> None:
    url = f"/cms/pages/{lesson.norwegian_id}/edit/"
    told = client_of_publisher.post(url, {"action": "publish"}, follow=True).content.decode()
    assert "still to be checked" in told
    lesson.translate({ALREADY: SAID})
    with TestCase.captureOnCommitCallbacks(execute=True):
        client_of_publisher.post(url, {"action": "publish"})
    assert ALREADY in english_says(lesson)
    assert SAID in norwegian_says(lesson)


@pytest.mark.parametrize("who", ["nobody", "author"])
def test_only_publishers_let_pages_wait(lesson: Lesson, release: Release, who: str) -> None:
    client = Client()
    if who == "author":
        user = UserFactory()
        user.groups.add(editor().groups.get(name="Authors"))
        client.force_login(user)
    client.post(f"/cms/editors/hold/{lesson.english_id}/", {"languages": ["nb"]})
    client.post(f"/cms/editors/release/{lesson.english_id}/")
    release.refresh_from_db()
    assert release.state == ReleaseState.WAITING
    assert Release.objects.count() == 1


def test_the_last_approval_of_a_workflow_counts_as_ready(lesson: Lesson, release: Release) -> None:
    lesson.translate({ALREADY: SAID})
    page = save_draft(lesson.translation)
    person = editor()
    task = GroupApprovalTask.objects.create(name="Review")
    task.groups.add(*person.groups.all())
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    state = workflow.start(page, person)
    with TestCase.captureOnCommitCallbacks(execute=True):
        state.current_task_state.approve(user=person)
    assert SAID in norwegian_says(lesson)
    assert ALREADY in english_says(lesson)
