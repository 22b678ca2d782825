"""Editors read what was told, publish it or send it back; who may, what is logged, what its author is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from mimi.letters.models import Letter
from mimi.operations.periodic import PAUSES
from practices.adaptations import letters
from practices.adaptations.models import Adaptation, Status
from tests.factories import SiteTree, UserFactory, editor
from tests.practices.adaptations.reporter import Moderator, Reporter, where

LISTING = "/cms/adaptations/"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plain_editor() -> Any:
    """Return somebody who may write pages, and not moderate."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name="Authors"))
    return user


def granted() -> Any:
    """Return somebody in no group of moderators who was given the right."""
    user = plain_editor()
    user.user_permissions.add(Permission.objects.get(codename="moderate_adaptation"))
    return user


# By who asks: what the listing and a report answer, whether she may decide, and what the form of the report's author.
WHO: dict[str, tuple[Callable[[Reporter], Client], int, int, int]] = {
    "visitor": (lambda author: Client(), 302, 302, 302),
    "stranger": (lambda author: signed_in(UserFactory()), 302, 302, 403),
    "author": (lambda author: author.client, 302, 302, 200),
    "editor without the right": (lambda author: signed_in(plain_editor()), 302, 302, 403),
    "somebody given the right": (lambda author: signed_in(granted()), 200, 302, 403),
    "moderator": (lambda author: Moderator().client, 200, 302, 403),
    "superuser": (lambda author: signed_in(editor(is_superuser=True)), 200, 302, 403),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("do", ["publish", "send-back"])
def test_who_may_do_what(reporter: Reporter, who: str, do: str) -> None:
    reporter.send()
    report = reporter.report
    client, listing, decided, form = WHO[who][0](reporter), *WHO[who][1:]
    may = listing == 200
    assert client.get(LISTING).status_code == listing
    assert client.get(f"{LISTING}results/").status_code == listing
    assert client.get(where(report)).status_code == listing
    assert client.get(reporter.address).status_code == form
    assert client.get(f"{reporter.address}withdraw/").status_code == {200: 200, 302: 302, 403: 404}[form]
    if who != "author":
        assert client.post(f"{reporter.address}withdraw/").status_code == (302 if form == 302 else 404)
    answer = client.post(where(report), {"do": do, "reason": "Where?", "version": report.version})
    assert answer.status_code == decided
    wanted = (Status.PUBLISHED if do == "publish" else Status.SENT_BACK) if may else Status.WAITING
    assert reporter.report.status == wanted
    assert ("/cms/login" in answer.get("Location", "") or answer.get("Location", "").startswith("/cms/")) or not may


@pytest.mark.parametrize("rest", ["new/", "delete/{pk}/", "edit/{pk}/", "copy/{pk}/", "history/{pk}/"])
def test_nobody_writes_or_deletes_in_another_name(reporter: Reporter, rest: str) -> None:
    reporter.send()
    client = signed_in(editor(is_superuser=True))
    assert client.get(LISTING + rest.format(pk=reporter.report.pk)).status_code == 404


def test_the_listing_shows_what_was_sent_and_nothing_else(reporter: Reporter, practised: SiteTree) -> None:
    moderator = Moderator()
    for number, do in enumerate(("draft", "send", "send")):
        other = Reporter.of(UserFactory(), practised.practices["en"][0])
        other.send(do, organisation=f"Organisation {number}")
    other.withdraw()
    html = moderator.client.get(LISTING).content.decode()
    assert "Organisation 1" in html
    assert "Practice 1" in html
    assert "Organisation 0" not in html
    assert "Organisation 2" not in html
    assert "Organisation 1" in moderator.client.get(f"{LISTING}?status=waiting").content.decode()
    assert "Organisation 1" not in moderator.client.get(f"{LISTING}?status=published").content.decode()
    assert "Organisation 1" in moderator.client.get(f"{LISTING}?q=organisation").content.decode()


def test_those_who_may_are_told_on_the_first_page_that_something_waits(reporter: Reporter) -> None:
    moderator = Moderator()
    assert "of what was tried" not in moderator.client.get("/cms/").content.decode()
    reporter.send()
    assert "1 report of what was tried waits to be read." in moderator.client.get("/cms/").content.decode()
    for page in (signed_in(plain_editor()).get("/cms/"), signed_in(plain_editor()).get("/cms/pages/")):
        assert "1 report of what was tried" not in page.content.decode()
        assert LISTING not in page.content.decode()
    moderator.decide(reporter.report)
    assert "of what was tried" not in moderator.client.get("/cms/").content.decode()


def test_an_editor_reads_it_as_it_was_written(reporter: Reporter) -> None:
    reporter.send(language="nb", changed="<script>alert(1)</script>\n\nVi bakte.", shows_name="on", name="Helena")
    html = Moderator().client.get(where(reporter.report)).content.decode()
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in html
    assert "<script>alert(1)" not in html
    for said in ("Bakery Ås", 'lang="nb"', "Helena", "Employer", "Practice 1"):
        assert said in html


def test_it_is_sent_back_with_a_reason_only(reporter: Reporter) -> None:
    moderator = Moderator()
    reporter.send()
    assert moderator.decide(reporter.report, "send-back", reason=" ").status_code == 422
    assert moderator.decide(reporter.report, "send-back", reason="x" * 1501).status_code == 422
    assert reporter.report.status == Status.WAITING
    assert moderator.decide(reporter.report, "send-back", reason="<b>Where</b> was it?").status_code == 302
    assert "&lt;b&gt;Where&lt;/b&gt; was it?" in reporter.page()
    reporter.send("draft", place="Ås, the old bakery")
    assert "was it?" in reporter.page(), "the reason stays until she sends it again"
    reporter.send()
    assert reporter.report.reason == ""


def test_nobody_publishes_a_text_that_she_has_not_read(reporter: Reporter) -> None:
    moderator = Moderator()
    reporter.send()
    read = reporter.report.version
    reporter.send(changed="Something else")
    answer = moderator.decide(reporter.report, base=read)
    assert answer.status_code == 409
    assert "Something else" in answer.content.decode()
    assert reporter.report.status == Status.WAITING
    answer = moderator.decide(reporter.report, "send-back", reason="Where was it?", base=read)
    assert answer.status_code == 409
    assert "Where was it?" in answer.content.decode()
    reporter.send("draft")
    assert moderator.decide(reporter.report).status_code == 404


def test_of_two_editors_the_second_is_told(reporter: Reporter) -> None:
    first, second = Moderator(), Moderator()
    reporter.send()
    opened = reporter.report.version
    first.decide(reporter.report, "send-back", reason="Where was it?")
    assert second.decide(reporter.report, base=opened).status_code == 409
    assert reporter.report.status == Status.SENT_BACK
    assert reporter.report.decided_by == first.user


def test_what_is_published_can_be_sent_back_too(reporter: Reporter) -> None:
    reporter.published()
    assert Moderator().decide(reporter.report, "send-back", reason="A participant is named.").status_code == 302
    assert reporter.report.status == Status.SENT_BACK
    assert reporter.report.shown_since is None


def test_every_step_is_logged_and_the_log_names_nobody(reporter: Reporter) -> None:
    moderator = Moderator()
    reporter.send()
    moderator.decide(reporter.report, "send-back", reason="Where was it?")
    reporter.send(place="Oslo")
    moderator.decide(reporter.report)
    reporter.withdraw()
    steps = ModelLogEntry.objects.filter(action__startswith="practices.adaptation").order_by("pk")
    assert [(step.action.rpartition(".")[2], step.user) for step in steps] == [
        ("send", reporter.user),
        ("send_back", moderator.user),
        ("send", reporter.user),
        ("publish", moderator.user),
        ("withdraw", reporter.user),
    ]
    for step in steps:
        assert step.message.startswith("Report ")
        assert "Bakery" not in f"{step.label} {step.data}"


# --- E-mails


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
@pytest.mark.parametrize("do", ["publish", "send-back"])
def test_its_author_is_told_in_her_language(reporter: Reporter, language: str, do: str) -> None:
    type(reporter.user).objects.filter(pk=reporter.user.pk).update(language=language)
    reporter.send()
    Moderator().decide(reporter.report, do, reason="Where is <Ås>?")
    (letter,) = mail.outbox
    assert letter.to == ["helena@example.org"]
    assert f"http://testserver/{language}/me/practices/{reporter.key}/tried/" in letter.body
    html = letter.alternatives[0].content
    assert f'<html lang="{language}">' in html
    if do == "send-back":
        assert "Where is <Ås>?" in letter.body
        assert "Where is &lt;Ås&gt;?" in html


def test_each_decision_is_told_once(reporter: Reporter) -> None:
    moderator = Moderator()
    reporter.send()
    moderator.decide(reporter.report)
    moderator.decide(reporter.report, "send-back", reason="A participant is named.")
    assert len(mail.outbox) == 2
    assert "A participant is named." in mail.outbox[1].body


def test_who_does_not_want_to_be_told_is_not(reporter: Reporter) -> None:
    reporter.send(wants_answer="")
    Moderator().decide(reporter.report)
    assert mail.outbox == []


def test_nobody_is_written_to_at_an_address_that_was_not_confirmed(reporter: Reporter) -> None:
    reporter.user.emailaddress_set.update(verified=False)
    reporter.send()
    Moderator().decide(reporter.report)
    assert mail.outbox == []


class Queue:
    """Stands in for the task: notes what is to be done later."""

    def __init__(self) -> None:
        self.later: list[tuple[Any, ...]] = []

    def using(self, run_after: datetime) -> Queue:
        self.after = run_after
        return self

    def enqueue(self, *arguments: Any) -> None:
        self.later.append(arguments)


def test_while_the_mail_server_is_away_it_is_tried_again(reporter: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    report, tell = reporter.published(), letters.tell_author
    mail.outbox.clear()
    Letter.objects.all().delete()
    queue = Queue()
    monkeypatch.setattr(letters, "tell_author", queue)
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "open", Mock(side_effect=OSError("away")))
        tell.func(str(report.pk))
        tell.func(str(report.pk), len(PAUSES) + 1)
    assert mail.outbox == []
    assert queue.later == [(str(report.pk), 2)]
    assert queue.after > timezone.now()
    tell.func(*queue.later[0])
    assert len(mail.outbox) == 1


def test_the_right_can_be_given_to_groups(reporter: Reporter) -> None:
    html = signed_in(editor(is_superuser=True)).get("/cms/groups/new/").content.decode()
    assert re.search(r"Can publish and send back adaptations", html)
    assert Adaptation._meta.default_permissions == ()
