"""The weekly e-mail: to those who asked for it, when questions are waiting, once a week, in their language."""

from __future__ import annotations

import re
import smtplib
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.review.reminders import KIND, send_reminders
from mimi.letters.models import Letter
from mimi.letters.posting import PostponedError
from mimi.letters.subscriptions import subscribe
from mimi.operations import periodic
from mimi.people.models import User
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory

LANGUAGES = ("nb", "en", "de", "el")


@pytest.fixture
def now() -> datetime:
    """Some time after everything that a test does: three days from now."""
    return timezone.now() + timedelta(days=3)


def learner(tree: SiteTree, language: str = "en", **fields: Any) -> User:
    """Return somebody who has taken a quiz today and asked for the e-mail in a language."""
    user: User = UserFactory(**fields)
    client = Client()
    client.force_login(user)
    Visitor(client).take(tree.quiz["en"])
    subscribe(user.pk, KIND, language)
    return user


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_how_many_are_waiting_in_her_language(site_tree: SiteTree, now: datetime, language: str) -> None:
    learner(site_tree, language, email="amina@example.org")
    send_reminders(now)
    (letter,) = mail.outbox
    assert letter.to == ["amina@example.org"]
    assert "6" in letter.subject
    html = letter.alternatives[0].content
    for body in (letter.body, html):
        assert f"http://testserver/{language}/me/review/" in body
        assert f"http://testserver/{language}/letters/unsubscribe/?token=" in body
    assert f'<html lang="{language}">' in html
    message = letter.message()
    assert message["List-Unsubscribe"].startswith(f"<http://testserver/{language}/letters/unsubscribe/?token=")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_its_link_leads_to_the_review_of_who_has_signed_in(small_tree: SiteTree, now: datetime) -> None:
    user = learner(small_tree)
    send_reminders(now)
    found = re.search(r"^http://testserver(/en/me/review/)$", mail.outbox[0].body, re.MULTILINE)
    assert found
    client = Client()
    client.force_login(user)
    assert client.get(found[1]).status_code == 200


def test_nobody_gets_it_for_whom_nothing_is_waiting(small_tree: SiteTree) -> None:
    learner(small_tree)
    subscribe(UserFactory().pk, KIND, "en")
    send_reminders(timezone.now())
    assert mail.outbox == []
    assert not Letter.objects.exists()


def test_nobody_gets_it_who_hasnt_asked_or_may_not_sign_in(small_tree: SiteTree, now: datetime) -> None:
    learner(small_tree).subscriptions.all().delete()
    learner(small_tree, is_active=True)
    User.objects.filter(subscriptions__kind=KIND).update(is_active=False)
    send_reminders(now)
    assert mail.outbox == []


def test_it_comes_once_a_week_however_often_the_job_runs(small_tree: SiteTree, now: datetime) -> None:
    learner(small_tree)
    monday = now + timedelta(days=-now.weekday(), hours=-now.hour + 12)
    monday = monday + timedelta(days=7)
    for later in (0, 1, 6, 7):
        send_reminders(monday + timedelta(days=later))
    assert len(mail.outbox) == 2
    assert Letter.objects.exclude(sent_at=None).count() == 2


def test_her_one_click_stops_it(small_tree: SiteTree, now: datetime) -> None:
    learner(small_tree)
    send_reminders(now)
    url = urlsplit(mail.outbox[0].message()["List-Unsubscribe"].strip("<>"))
    assert Client().post(f"{url.path}?{url.query}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    send_reminders(now + timedelta(days=7))
    assert len(mail.outbox) == 1


def test_a_job_that_was_killed_halfway_sends_to_the_others_only(
    small_tree: SiteTree, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for email in ("a@example.org", "b@example.org", "c@example.org"):
        learner(small_tree, email=email)

    class KilledError(BaseException):
        """What ends a program at once."""

    send_messages = EmailBackend.send_messages

    def die_at_second(backend: EmailBackend, messages: Any) -> int:
        sent = int(send_messages(backend, messages))
        if len(mail.outbox) == 2:
            raise KilledError
        return sent

    monkeypatch.setattr(EmailBackend, "send_messages", die_at_second)
    with pytest.raises(KilledError):
        send_reminders(now)
    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    send_reminders(now)
    assert sorted(letter.to[0] for letter in mail.outbox) == ["a@example.org", "b@example.org", "c@example.org"]


def test_a_busy_server_gets_the_rest_later(
    small_tree: SiteTree, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for email in ("a@example.org", "b@example.org"):
        learner(small_tree, email=email)
    send_messages = EmailBackend.send_messages

    def refuse_first(backend: EmailBackend, messages: Any) -> int:
        if messages[0].to == ["a@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"try later")})
        return int(send_messages(backend, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_first)
    with pytest.raises(PostponedError) as raised:
        send_reminders(now)
    assert "example.org" not in str(raised.value)
    assert [letter.to for letter in mail.outbox] == [["b@example.org"]]
    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    send_reminders(now)
    assert len(mail.outbox) == 2


def test_it_is_due_on_monday_morning() -> None:
    job = periodic.jobs()["remind of review"]
    assert (job.run, job.weekday, job.hour) == (send_reminders, periodic.MONDAY, 7)


def test_one_more_reader_takes_six_more_queries(small_tree: SiteTree, now: datetime) -> None:
    def queries() -> int:
        Letter.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            send_reminders(now)
        return len(asked)

    learner(small_tree)
    queries()
    one = queries()
    learner(small_tree)
    assert queries() - one == 6  # her answers, savepoint, subscription, claim, its end, mark
