"""Sending letters: in the reader's language, with the way out, and never twice."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone
from structlog.testing import capture_logs

from mimi.letters import cleaning
from mimi.letters.models import Letter, Subscription
from mimi.letters.posting import Post, Posted
from mimi.letters.subscriptions import subscribe
from mimi.people.models import User
from tests.factories import UserFactory
from tests.site.letters.letters import KIND, a_kind

__all__ = ["a_kind"]

pytestmark = pytest.mark.usefixtures("a_kind")


def send(user: User, period: str = "one", *, language: str = "en", subscribed: bool = False) -> Posted:
    with Post() as post:
        return post.send(
            user,
            KIND,
            period,
            template="letters/test_letter",
            context={"name": "<Amina>"},
            language=language,
            subscribed=subscribed,
        )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | None], None]:
    """Returns a function that lets the mail server answer with an error, or take letters again."""
    answer: list[Exception | None] = [None]
    send_messages = EmailBackend.send_messages

    def take(backend: EmailBackend, messages: Any) -> int:
        if answer[0]:
            raise answer[0]
        return int(send_messages(backend, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", take)

    def set_answer(error: Exception | None) -> None:
        answer[0] = error

    return set_answer


@pytest.mark.django_db
def test_a_letter_is_sent_once_a_period() -> None:
    user = UserFactory()
    assert send(user) is Posted.SENT
    assert send(user) is Posted.EARLIER
    assert send(user, "two") is Posted.SENT
    assert len(mail.outbox) == 2
    assert Letter.objects.exclude(sent_at=None).count() == 2


@pytest.mark.django_db
def test_a_letter_has_the_same_words_as_text_and_as_html() -> None:
    send(UserFactory(email="amina@example.org"))
    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert message["To"] == "amina@example.org"
    assert message["Subject"] == "A letter to <Amina>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert text.get_content().startswith("Hello,\n\nThis is for <Amina>.\n\nKind regards from")
    assert "http://testserver/en/\n" in text.get_content()
    assert "This is for &lt;Amina&gt;." in html.get_content()
    assert '<html lang="en">' in html.get_content()
    # Nothing in it is fetched from anywhere.
    assert not any(word in html.get_content() for word in ("src=", "url(", "@import", "<link"))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_a_letter_speaks_the_readers_language_whatever_is_spoken_around_it(language: str) -> None:
    user = UserFactory()
    subscribe(user.pk, KIND, language)
    send(user, language=language, subscribed=True)
    letter = mail.outbox[0]
    assert f"http://testserver/{language}/\n" in letter.body
    assert f"<http://testserver/{language}/letters/unsubscribe/?token=" in letter.extra_headers["List-Unsubscribe"]
    assert f'<html lang="{language}">' in letter.alternatives[0].content


@pytest.mark.django_db
def test_letters_that_one_asks_for_are_stopped_by_one_click() -> None:
    user = UserFactory()
    subscribe(user.pk, KIND, "en")
    send(user, subscribed=True)
    headers = mail.outbox[0].message()
    # RFC 8058, section 3.1.
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = headers["List-Unsubscribe"].strip("<>")
    assert url in mail.outbox[0].body
    assert f'href="{url}"' in mail.outbox[0].alternatives[0].content
    send(user, "two")
    assert "List-Unsubscribe" not in mail.outbox[1].message()


@pytest.mark.django_db
def test_nobody_gets_what_she_no_longer_wants() -> None:
    user = UserFactory()
    assert send(user, subscribed=True) is Posted.UNWANTED
    assert not Letter.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_letter_isnt_sent_again_after_a_crash(server: Callable[[Exception | None], None]) -> None:
    user = UserFactory()

    class KilledError(BaseException):
        """What ends a program at once."""

    server(KilledError())  # type: ignore[arg-type]
    with pytest.raises(KilledError):
        send(user)
    server(None)
    assert send(user) is Posted.EARLIER
    assert mail.outbox == []
    assert Letter.objects.get().sent_at is None


@pytest.mark.django_db
def test_the_operator_learns_how_many_letters_may_be_missing() -> None:
    now, user = timezone.now(), UserFactory()
    for period, hours, sent in (("crash", 3, False), ("now", 0, False), ("sent", 3, True), ("old", 24 * 401, True)):
        when = now - timedelta(hours=hours)
        Letter.objects.create(user=user, kind=KIND, period=period, claimed_at=when, sent_at=when if sent else None)
    with capture_logs() as logs:
        cleaning.forget_letters(now)
    assert [entry["count"] for entry in logs] == [1]
    assert set(Letter.objects.values_list("period", flat=True)) == {"crash", "now", "sent"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "outcome", "again"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"try later")}), Posted.LATER, Posted.SENT),
        (smtplib.SMTPDataError(451, "busy"), Posted.LATER, Posted.SENT),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}), Posted.REFUSED, Posted.EARLIER),
        (smtplib.SMTPSenderRefused(553, b"who are you", "me@example.org"), Posted.REFUSED, Posted.EARLIER),
        (smtplib.SMTPServerDisconnected("gone"), Posted.UNKNOWN, Posted.EARLIER),
        (TimeoutError("too slow"), Posted.UNKNOWN, Posted.EARLIER),
    ],
    ids=["recipient later", "busy", "recipient unknown", "sender refused", "hung up", "too slow"],
)
def test_what_the_server_says_decides_whether_a_letter_is_sent_again(
    server: Callable[[Exception | None], None], error: Exception, outcome: Posted, again: Posted
) -> None:
    user = UserFactory(email="a@example.org")
    server(error)
    with capture_logs() as logs:
        assert send(user) is outcome
    assert "example.org" not in str(logs)
    server(None)
    assert send(user) is again


@pytest.mark.django_db
def test_nothing_is_taken_in_hand_while_the_server_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(backend: EmailBackend) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", away)
    with pytest.raises(ConnectionRefusedError):
        send(UserFactory())
    assert not Letter.objects.exists()


@pytest.mark.django_db
def test_a_connection_that_the_server_has_closed_is_opened_anew() -> None:
    class Silent:
        """A connection at whose other end nobody is."""

        def noop(self) -> tuple[int, bytes]:
            raise smtplib.SMTPServerDisconnected

    with Post() as post:
        silent: Any = Silent()
        post._connection.connection = silent
        closed: list[bool] = []

        def close() -> None:
            closed.append(True)
            post._connection.connection = None

        post._connection.close = close
        options: Any = {"template": "letters/test_letter", "context": {}, "language": "en"}
        assert post.send(UserFactory(), KIND, "one", **options) is Posted.SENT
        assert closed == [True]


@pytest.mark.django_db(transaction=True)
def test_a_letter_isnt_sent_within_a_transaction_that_may_yet_fail() -> None:
    user = UserFactory()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send(user)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_a_letter_once() -> None:
    user = UserFactory()
    subscribe(user.pk, KIND, "nb")
    barrier = Barrier(8)

    def post(number: int) -> Posted:
        try:
            barrier.wait(timeout=20)
            return send(user, subscribed=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(post, range(8)))
    assert outcomes.count(Posted.SENT) == 1
    assert outcomes.count(Posted.EARLIER) == 7
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_what_was_asked_for_and_sent_goes_with_the_account() -> None:
    user = UserFactory()
    subscribe(user.pk, KIND, "en")
    send(user)
    user.delete()
    assert not Letter.objects.exists()
    assert not Subscription.objects.exists()
