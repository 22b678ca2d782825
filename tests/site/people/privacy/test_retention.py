"""Those who don't come back: told in time, deleted in time, and never anybody else."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from courses.progress.models import Enrolment, LessonCompletion, QuizAnswer, QuizAttempt
from mimi.letters.models import Letter
from mimi.letters.posting import PostponedError
from mimi.operations.periodic import jobs
from mimi.people.models import InactivityNotice, Learner, User
from mimi.people.privacy.declarations import declarations
from mimi.people.privacy.retention import (
    delete_inactive,
    delete_visitors,
    forget_sessions,
    last_active,
    send_notices,
)
from tests.factories import UserFactory, editor
from tests.factories.rows import fill
from tests.site.people.privacy.somebody import traces

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 3, 10, 12, tzinfo=timezone.get_default_timezone())


def at(year: int, month: int, day: int, hour: int = 6) -> datetime:
    """Return a time in the site's time zone."""
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def person(when: datetime = LONG_AGO, name: str = "alice", **fields: Any) -> User:
    """Make somebody who was here last at this time."""
    user: User = UserFactory(email=f"{name}@example.org", date_joined=when, last_login=when, **fields)
    return user


def learns(user: User, when: datetime) -> Learner:
    learner: Learner = Learner.objects.create(user=user, created_at=when)
    return learner


def told() -> list[str]:
    return sorted(address for letter in mail.outbox for address in letter.to)


# --- Telling


@pytest.mark.parametrize(
    ("last", "still_quiet", "told_from"),
    [
        (at(2026, 3, 10, 12), at(2028, 3, 10, 11), at(2028, 3, 10, 13)),
        (at(2028, 2, 29, 12), at(2030, 2, 28, 11), at(2030, 3, 1, 13)),
        (at(2026, 2, 28, 12), at(2028, 2, 28, 11), at(2028, 2, 28, 13)),
        (at(2026, 12, 31, 23), at(2028, 12, 31, 22), at(2029, 1, 1, 0)),
        # The clocks were put on in between.
        (at(2026, 3, 28, 12), at(2028, 3, 28, 11), at(2028, 3, 28, 13)),
    ],
)
def test_who_was_not_here_for_24_months_is_told(last: datetime, still_quiet: datetime, told_from: datetime) -> None:
    person(last)
    send_notices(still_quiet)
    assert told() == []
    send_notices(told_from)
    assert told() == ["alice@example.org"]


@pytest.mark.parametrize(
    ("now", "named"),
    [
        (at(2029, 1, 31), date(2029, 2, 28)),
        (at(2032, 1, 31), date(2032, 2, 29)),
        (at(2029, 12, 31), date(2030, 1, 31)),
        (at(2029, 5, 31), date(2029, 6, 30)),
        # Just before midnight in Oslo it is another day in Greenwich.
        (at(2029, 6, 1, 0), date(2029, 7, 1)),
    ],
)
def test_the_e_mail_names_a_day_a_month_ahead(now: datetime, named: date) -> None:
    person()
    send_notices(now)
    assert InactivityNotice.objects.get().delete_on == named
    assert date_format(named, "DATE_FORMAT") in mail.outbox[0].body


@pytest.mark.parametrize("language", ["en", "nb", "de", "el"])
def test_it_is_in_her_language(language: str) -> None:
    user = person(language=language)
    send_notices(at(2028, 4, 1))
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    html = letter.alternatives[0][0]
    with override(language):
        day = date_format(InactivityNotice.objects.get().delete_on, "DATE_FORMAT")
    assert letter.to == [user.email]
    assert day in letter.subject
    for text in (str(letter.body), str(html)):
        assert day in text
        assert f"http://testserver/{language}/accounts/login/" in text
        assert f"http://testserver/{language}/me/data/" in text
    assert f'<html lang="{language}"' in str(html)


def test_nobody_is_told_twice() -> None:
    person()
    for day in (1, 1, 2, 20):
        send_notices(at(2028, 4, day))
    assert told() == ["alice@example.org"]


def test_how_long_is_what_the_operator_has_set(settings: Any) -> None:
    person()
    settings.INACTIVE_MONTHS = 36
    send_notices(at(2029, 3, 10, 11))
    assert told() == []
    send_notices(at(2029, 3, 10, 13))
    assert "for 36 months" in mail.outbox[0].body


def test_without_a_mail_server_nobody_is_told_and_nobody_deleted(settings: Any) -> None:
    settings.SENDS_MAIL = False
    person()
    send_notices(at(2028, 4, 1))
    delete_inactive(at(2030, 4, 1))
    assert User.objects.count() == 1
    assert told() == []


# --- Who was here


FACTS: dict[str, Callable[[Learner, datetime], Any]] = {
    "a course begun": lambda learner, when: fill(Enrolment, learner=learner, started_at=when),
    "a lesson read": lambda learner, when: fill(LessonCompletion, learner=learner, completed_at=when),
    "a quiz begun": lambda learner, when: fill(QuizAttempt, learner=learner, started_at=when),
    "a quiz finished": lambda learner, when: fill(QuizAttempt, learner=learner, started_at=LONG_AGO, finished_at=when),
    "a question answered": lambda learner, when: fill(
        QuizAnswer, attempt=fill(QuizAttempt, learner=learner, started_at=LONG_AGO), answered_at=when
    ),
}


@pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
def test_who_has_learnt_something_was_here(fact: Callable[[Learner, datetime], Any]) -> None:
    alice, bob = person(), person(name="bob")
    recently = at(2027, 1, 1)
    fact(learns(alice, LONG_AGO), recently)
    fact(learns(bob, LONG_AGO), LONG_AGO)
    send_notices(at(2028, 4, 1))
    assert told() == ["bob@example.org"]
    assert (last_active(alice), last_active(bob)) == (recently, LONG_AGO)


def test_every_declared_time_of_learning_counts() -> None:
    times = [(d, name) for d in declarations() if d.root is Learner for name in d.activity]
    for n, (declaration, name) in enumerate(times):
        user = person(name=f"person-{n}")
        learner = learns(user, LONG_AGO)
        if declaration.is_person:
            Learner.objects.filter(pk=learner.pk).update(**{name: at(2027, 1, 1)})
        else:
            first, _, rest = declaration.path.partition("__")
            step: Any = declaration.model._meta.get_field(first).related_model
            owner = fill(step, **{rest: learner}) if rest else learner
            fill(declaration.model, **{first: owner, name: at(2027, 1, 1)})
    send_notices(at(2028, 4, 1))
    assert told() == []


def test_who_has_signed_in_was_here() -> None:
    alice = person()
    User.objects.filter(pk=alice.pk).update(last_login=at(2027, 1, 1))
    send_notices(at(2028, 4, 1))
    assert told() == []


def test_who_has_never_signed_in_counts_from_the_day_that_the_account_was_made() -> None:
    alice = person()
    User.objects.filter(pk=alice.pk).update(last_login=None)
    send_notices(at(2028, 3, 10, 11))
    assert told() == []
    send_notices(at(2028, 3, 10, 13))
    assert told() == ["alice@example.org"]


def test_those_who_edit_the_site_are_never_told_or_deleted() -> None:
    person(name="staff", is_staff=True)
    person(name="root", is_superuser=True)
    editor(email="editor@example.org", date_joined=LONG_AGO, last_login=LONG_AGO)
    by_right = person(name="by-right")
    by_right.user_permissions.add(Permission.objects.get(codename="access_admin"))
    person(name="learner")
    send_notices(at(2028, 4, 1))
    delete_inactive(at(2028, 6, 1))
    assert told() == ["learner@example.org"]
    assert not User.objects.filter(email="learner@example.org").exists()
    assert User.objects.count() == 4


# --- Deleting


def test_who_does_not_come_back_is_deleted_on_the_day_that_she_was_told() -> None:
    alice = person()
    learner = learns(alice, LONG_AGO)
    fill(LessonCompletion, learner=learner, completed_at=LONG_AGO)
    send_notices(at(2029, 1, 31))
    delete_inactive(at(2029, 2, 27, 23))
    assert User.objects.count() == 1
    delete_inactive(at(2029, 2, 28, 0))
    assert traces(alice.email, learner.pk) == []
    delete_inactive(at(2029, 2, 28, 1))


def test_nobody_is_deleted_who_was_not_told() -> None:
    person()
    delete_inactive(at(2040, 1, 1))
    assert User.objects.count() == 1


def test_who_comes_back_is_kept_and_told_again_another_time() -> None:
    alice = person()
    send_notices(at(2028, 4, 1))
    came = at(2028, 4, 20)
    User.objects.filter(pk=alice.pk).update(last_login=came)
    delete_inactive(at(2028, 5, 1))
    send_notices(at(2028, 5, 2))
    assert (User.objects.count(), InactivityNotice.objects.count(), len(mail.outbox)) == (1, 0, 1)
    send_notices(came + relativedelta(months=24, hours=1))
    assert len(mail.outbox) == 2
    delete_inactive(came + relativedelta(months=25, days=-1))
    assert User.objects.count() == 1
    delete_inactive(came + relativedelta(months=25))
    assert User.objects.count() == 0


def test_who_learns_again_after_the_notice_is_kept() -> None:
    learner = learns(person(), LONG_AGO)
    send_notices(at(2028, 4, 1))
    fill(LessonCompletion, learner=learner, completed_at=at(2028, 4, 2))
    delete_inactive(at(2028, 6, 1))
    assert User.objects.count() == 1


def test_a_longer_time_set_after_the_notice_holds(settings: Any) -> None:
    person()
    send_notices(at(2028, 4, 1))
    settings.INACTIVE_MONTHS = 36
    delete_inactive(at(2028, 6, 1))
    assert User.objects.count() == 1


# --- When something goes wrong


def test_a_crash_before_the_month_began_sends_nothing_twice() -> None:
    person()
    now = timezone.now() + relativedelta(years=3)
    with patch.object(InactivityNotice.objects, "bulk_create", side_effect=SystemExit), pytest.raises(SystemExit):
        send_notices(now)
    assert not InactivityNotice.objects.exists()
    send_notices(now)
    assert len(mail.outbox) == 1
    sent = Letter.objects.get().sent_at
    assert sent
    assert InactivityNotice.objects.get().delete_on == timezone.localdate(sent) + relativedelta(months=1)


def test_a_crash_that_leaves_open_whether_it_was_sent_deletes_nobody() -> None:
    person()
    with patch.object(EmailMultiAlternatives, "send", side_effect=SystemExit), pytest.raises(SystemExit):
        send_notices(at(2028, 4, 1))
    send_notices(at(2028, 4, 2))
    delete_inactive(at(2028, 8, 1))
    assert (mail.outbox, User.objects.count()) == ([], 1)
    # The ledger forgets it about a year later; then she is told.
    Letter.objects.all().delete()
    send_notices(at(2029, 6, 1))
    assert told() == ["alice@example.org"]


def test_a_server_that_is_busy_is_asked_again() -> None:
    person()
    busy = smtplib.SMTPRecipientsRefused({"alice@example.org": (450, b"later")})
    with patch.object(EmailMultiAlternatives, "send", side_effect=busy), pytest.raises(PostponedError):
        send_notices(at(2028, 4, 1))
    assert not InactivityNotice.objects.exists()
    send_notices(at(2028, 4, 1))
    assert told() == ["alice@example.org"]


def test_an_address_that_is_no_more_has_been_written_to() -> None:
    person()
    gone = smtplib.SMTPRecipientsRefused({"alice@example.org": (550, b"no such user")})
    with patch.object(EmailMultiAlternatives, "send", side_effect=gone):
        send_notices(at(2028, 4, 1))
    delete_inactive(at(2028, 4, 30))
    assert User.objects.count() == 1
    delete_inactive(at(2028, 5, 1))
    assert User.objects.count() == 0


# --- The rest


def test_all_of_it_is_done_every_day() -> None:
    daily = {job.run for job in jobs().values() if job.weekday is None}
    assert {send_notices, delete_inactive, delete_visitors, forget_sessions} <= daily


@pytest.mark.parametrize("people", [1, 20])
def test_finding_them_takes_the_same_queries_for_one_and_for_many(
    people: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for n in range(people):
        learns(person(at(2028, 3, 1), name=f"person-{n}"), LONG_AGO)
    with django_assert_num_queries(1):
        delete_inactive(at(2028, 4, 1))
    with django_assert_num_queries(1):
        delete_visitors(at(2028, 4, 1))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_and_delete_once() -> None:
    for n in range(5):
        learns(person(name=f"person-{n}"), LONG_AGO)
    problems: list[BaseException] = []

    def at_once(job: Callable[[datetime], None], now: datetime) -> None:
        start = threading.Barrier(2)

        def work() -> None:
            try:
                start.wait()
                job(now)
            except BaseException as error:  # noqa: BLE001 (the test tells of it)
                problems.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    at_once(send_notices, at(2028, 4, 1))
    assert (problems, told()) == ([], [f"person-{n}@example.org" for n in range(5)])
    # One who was written to by the other worker at that moment has her month from the next run on.
    send_notices(at(2028, 4, 1))
    assert InactivityNotice.objects.count() == 5
    at_once(delete_inactive, timezone.now() + relativedelta(years=5))
    assert (problems, User.objects.count(), Learner.objects.count()) == ([], 0, 0)
