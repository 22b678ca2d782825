"""Wherever a translated page could be published, the gate is asked on the server."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Workflow, WorkflowPage, WorkflowTask

from courses.models import LessonPage
from mimi.editors.parity.gate import draft_of
from mimi.pages.gates import NotReadyError, open_gates
from tests.courses.desk import Desk
from tests.factories import SiteTree, UserFactory
from tests.factories.people import editor
from tests.factories.speech import block
from tests.site.editors.parity.desk import manage, translate

LATE = "Det første hun spør ham om"


@pytest.fixture
def client_of_publisher(db: None) -> Client:
    """Somebody who may do everything."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def pages(small_tree: SiteTree) -> dict[str, LessonPage]:
    """A lesson whose Norwegian page lacks a block of the English; the Norwegian draft has another summary."""
    english, norwegian = (small_tree.lessons[language][0] for language in ("en", "nb"))
    blocks = [block("prose", name, {"heading": "", "body": f"<p>{name}.</p>"}) for name in ("Idea", "More")]
    LessonPage.objects.filter(pk=english.pk).update(body=json.dumps(blocks))
    LessonPage.objects.filter(pk=norwegian.pk).update(body=json.dumps(blocks[:1]))
    for page in (english, norwegian):
        page.refresh_from_db()
    norwegian.summary = LATE
    norwegian.save_revision()
    return {"en": english, "nb": norwegian}


def live_summary(page: Any) -> str:
    return str(LessonPage.objects.get(pk=page.pk).summary)


def by_bulk(client: Client, page: Any) -> str:
    url = f"/cms/bulk/wagtailcore/page/publish/?id={page.pk}&next=/cms/"
    return client.post(url, {"include_descendants": ""}, follow=True).content.decode()


def by_bulk_of_the_page_above(client: Client, page: Any) -> str:
    # Of the pages below, those are published that aren't live.
    LessonPage.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    above = page.get_parent()
    url = f"/cms/bulk/wagtailcore/page/publish/?id={above.pk}&next=/cms/"
    return client.post(url, {"include_descendants": "on"}, follow=True).content.decode()


def by_workflow(client: Client, page: Any) -> str:
    person = editor()
    task = GroupApprovalTask.objects.create(name="Review")
    task.groups.add(*person.groups.all())
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    WorkflowPage.objects.create(workflow=workflow, page=page)
    state = workflow.start(page, person)
    url = f"/cms/pages/workflow/action/{page.pk}/approve/{state.current_task_state.pk}/"
    told = client.post(url, {"comment": ""}, follow=True).content.decode()
    state.refresh_from_db()
    if live_summary(page) != LATE:
        assert state.status == state.STATUS_IN_PROGRESS
    return told


WAYS: list[Callable[[Client, Any], str]] = [by_bulk, by_bulk_of_the_page_above, by_workflow]


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_lacks_a_block_stays_as_it_is_and_its_editor_is_told(
    pages: dict[str, LessonPage], client_of_publisher: Client, way: Callable[[Client, Any], str]
) -> None:
    told = way(client_of_publisher, pages["nb"])
    assert live_summary(pages["nb"]) == "About: Lesson 1.1 (nb)"
    assert "wasn’t published. What is live stays as it is." in told
    assert "“Text” is missing." in told


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_agrees_is_published(
    pages: dict[str, LessonPage], client_of_publisher: Client, way: Callable[[Client, Any], str]
) -> None:
    LessonPage.objects.filter(pk=pages["en"].pk).update(body=json.dumps(list(pages["nb"].body.raw_data)))
    LessonPage.objects.filter(pk=pages["nb"].pk).update(title="Leksjon")
    pages["nb"].refresh_from_db()
    pages["nb"].summary = LATE
    pages["nb"].body = (
        pages["nb"]
        ._meta.get_field("body")
        .to_python(json.dumps([block("prose", "Idea", {"heading": "", "body": "<p>Idé.</p>"})]))
    )
    pages["nb"].save_revision()
    way(client_of_publisher, pages["nb"])
    assert live_summary(pages["nb"]) == LATE


def test_the_page_s_own_form_keeps_the_draft_and_tells(
    pages: dict[str, LessonPage], client_of_publisher: Client
) -> None:
    response = Desk(client_of_publisher).send(pages["nb"], summary="En ny kladd")
    assert response.url == f"/cms/pages/{pages['nb'].pk}/edit/"
    assert "“Text” is missing." in Desk(client_of_publisher).open(pages["nb"])
    assert live_summary(pages["nb"]) == "About: Lesson 1.1 (nb)"
    assert LessonPage.objects.get(pk=pages["nb"].pk).get_latest_revision_as_object().summary == "En ny kladd"


def test_the_editor_of_translations_publishes_nothing_untranslated(
    pages: dict[str, LessonPage], client_of_publisher: Client
) -> None:
    LessonPage.objects.filter(pk=pages["nb"].pk).update(body=json.dumps(list(pages["en"].body.raw_data)))
    Revision.page_revisions.all().delete()
    translation = manage(pages["en"], pages["nb"])
    url = f"/cms/pages/{pages['nb'].pk}/edit/"
    told = client_of_publisher.post(url, {"action": "publish"}, follow=True).content.decode()
    assert "isn’t translated yet." in told
    assert live_summary(pages["nb"]) == "About: Lesson 1.1 (nb)"
    translate(translation, summary="Om leksjonen")
    with TestCase.captureOnCommitCallbacks(execute=True):
        client_of_publisher.post(url, {"action": "publish"})
    assert live_summary(pages["nb"]) == "Om leksjonen"


def test_a_page_gets_no_time_while_something_is_wrong(pages: dict[str, LessonPage]) -> None:
    pages["nb"].go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(NotReadyError):
        pages["nb"].save_revision().publish()
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_at_its_time_a_page_that_has_ceased_to_be_ready_is_left_out(
    pages: dict[str, LessonPage], capsys: pytest.CaptureFixture[str]
) -> None:
    pages["en"].summary = LATE
    past = timezone.now() - timedelta(minutes=1)
    for page in pages.values():
        revision = page.save_revision()
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
    call_command("publish_scheduled")
    assert live_summary(pages["en"]) == LATE
    assert live_summary(pages["nb"]) == "About: Lesson 1.1 (nb)"
    assert "Not published, as it isn’t ready: Lesson 1.1 (nb)".replace("’", "'") in capsys.readouterr().err


def test_content_that_is_finished_passes(pages: dict[str, LessonPage]) -> None:
    with open_gates():
        pages["nb"].save_revision().publish()
    assert live_summary(pages["nb"]) == LATE


def test_the_list_of_findings_is_for_those_who_may_edit_the_page(
    pages: dict[str, LessonPage], client_of_publisher: Client
) -> None:
    translation = manage(pages["en"], pages["nb"])
    url = f"/cms/editors/ready/{translation.pk}/"
    shown = client_of_publisher.get(url).content.decode()
    assert "isn’t translated yet." in shown
    assert draft_of(translation).pk == pages["nb"].pk
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(url).status_code in (302, 403)
