"""Half a year after adopting a practice one is asked how it went: once, whoever asks at the same time."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mimi.letters.models import Letter
from mimi.operations import periodic
from mimi.people.models import Learner, User
from practices.adaptations.asking import ask
from practices.adaptations.models import AdaptationQuestion
from practices.plans.models import Plan
from tests.factories import SiteTree, UserFactory
from tests.factories.people import PASSWORD
from tests.practices.adaptations.reporter import Reporter
from tests.practices.plans.planner import Planner

ASKED = "It is half a year since you adopted “Practice 1”. How did it go?"


@pytest.fixture
def now() -> datetime:
    """Half a year and a day after everything that a test does."""
    return timezone.now() + relativedelta(months=6, days=1)


def test_she_is_asked_by_e_mail_and_on_my_learning(reporter: Reporter, now: datetime) -> None:
    assert ASKED not in reporter.client.get("/en/me/").content.decode()
    ask(now)
    (letter,) = mail.outbox
    assert letter.to == ["helena@example.org"]
    assert "Practice 1" in letter.subject
    assert f"http://testserver{reporter.address}" in letter.body
    message = letter.message()
    assert message["List-Unsubscribe"].startswith("<http://testserver/en/letters/unsubscribe/?token=")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert ASKED in reporter.client.get("/en/me/").content.decode()
    for days in (0, 1, 401, 4000):
        ask(now + timedelta(days=days))
        Letter.objects.all().delete()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_the_e_mail_speaks_her_language(site_tree: SiteTree, now: datetime, language: str) -> None:
    reporter = Reporter.of(UserFactory(), site_tree.practices[language][0])
    User.objects.filter(pk=reporter.user.pk).update(language=language)
    ask(now)
    (letter,) = mail.outbox
    assert f"/{language}/me/practices/" in letter.body
    assert site_tree.practices[language][0].title in letter.subject
    assert f'<html lang="{language}">' in letter.alternatives[0].content


def test_nobody_is_asked_before_half_a_year_is_over(reporter: Reporter) -> None:
    made = Plan.objects.get().created_at
    ask(made + relativedelta(months=6) - timedelta(minutes=1))
    assert not AdaptationQuestion.objects.exists()
    ask(made + relativedelta(months=6))
    assert AdaptationQuestion.objects.count() == len(mail.outbox) == 1


def told(reporter: Reporter) -> None:
    reporter.send("draft")


def never(reporter: Reporter) -> None:
    reporter.client.post("/en/me/tried/", {"do": "never"})


def deleted(reporter: Reporter) -> None:
    Plan.objects.update(deleted_at=timezone.now())


def inactive(reporter: Reporter) -> None:
    User.objects.filter(pk=reporter.user.pk).update(is_active=False)


def without_account(reporter: Reporter) -> None:
    Learner.objects.update(user=None)


def not_live(reporter: Reporter) -> None:
    from practices.models import PracticePage

    PracticePage.objects.filter(translation_key=reporter.key).update(live=False)


@pytest.mark.parametrize("why", [told, never, deleted, inactive, without_account, not_live])
def test_who_is_not_asked(reporter: Reporter, now: datetime, why: Callable[[Reporter], None]) -> None:
    why(reporter)
    ask(now)
    assert mail.outbox == []
    assert not AdaptationQuestion.objects.exists()


def test_who_has_not_confirmed_her_address_is_asked_on_my_learning_alone(reporter: Reporter, now: datetime) -> None:
    reporter.user.emailaddress_set.update(verified=False)
    ask(now)
    assert mail.outbox == []
    assert ASKED in reporter.client.get("/en/me/").content.decode()
    reporter.user.emailaddress_set.update(verified=True)
    ask(now)
    assert mail.outbox == [], "it isn't made up for"


def test_two_plans_from_one_practice_are_asked_about_once(
    reporter: Reporter, practised: SiteTree, now: datetime
) -> None:
    Plan.objects.update(created_at=timezone.now() - timedelta(days=1))
    Planner(reporter.client).adopt(practised.practices["en"][0], another=True)
    assert Plan.objects.count() == 2
    ask(now)
    assert AdaptationQuestion.objects.count() == len(mail.outbox) == 1


def test_a_plan_that_moved_into_the_account_counts_from_its_making(practised: SiteTree, now: datetime) -> None:
    planner = Planner()
    planner.adopt(practised.practices["en"][0])
    user = UserFactory()
    planner.client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    ask(now)
    assert AdaptationQuestion.objects.get().user == user


def test_not_now_is_about_one_practice(reporter: Reporter, practised: SiteTree, now: datetime) -> None:
    Reporter.of(reporter.user, practised.practices["en"][1])
    ask(now)
    answer = reporter.client.post("/en/me/tried/", {"do": "not-now", "key": str(reporter.key)})
    assert answer["Location"] == "/en/me/#tried"
    html = reporter.client.get("/en/me/").content.decode()
    assert ASKED not in html
    assert "since you adopted “Practice 2”" in html
    ask(now + timedelta(days=1))
    assert ASKED not in reporter.client.get("/en/me/").content.decode()
    for nonsense in ("", "nonsense", str(uuid.uuid4())):
        assert reporter.client.post("/en/me/tried/", {"do": "not-now", "key": nonsense}).status_code == 302


def test_never_is_about_all_and_can_be_taken_back(reporter: Reporter, practised: SiteTree, now: datetime) -> None:
    ask(now)
    html = reporter.client.post("/en/me/tried/", {"do": "never"}, follow=True).content.decode()
    assert "We won’t ask you any more how practices went." in html
    assert ASKED not in html
    Reporter.of(reporter.user, practised.practices["en"][1])
    ask(now)
    assert len(mail.outbox) == 1
    html = reporter.client.post("/en/me/tried/", {"do": "again"}, follow=True).content.decode()
    assert ASKED in html
    ask(now)
    assert len(mail.outbox) == 2


def test_the_link_in_the_e_mail_stops_all_of_them(reporter: Reporter, practised: SiteTree, now: datetime) -> None:
    ask(now)
    found = re.search(r"http://testserver\S+unsubscribe\S+", mail.outbox[0].body)
    assert found
    parts = urlsplit(found[0])
    mail_program = Client(enforce_csrf_checks=True)
    answer = mail_program.post(f"{parts.path}?{parts.query}", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    Reporter.of(reporter.user, practised.practices["en"][1])
    ask(now)
    assert len(mail.outbox) == 1
    html = reporter.client.get("/en/me/").content.decode()
    assert ASKED not in html
    assert "Ask me again" in html


def test_the_question_goes_once_she_has_told(reporter: Reporter, now: datetime) -> None:
    ask(now)
    reporter.send("draft")
    html = reporter.client.get("/en/me/").content.decode()
    assert ASKED not in html
    assert "What you have tried" in html
    assert "Draft" in html


def test_answers_need_an_account(practised: SiteTree) -> None:
    assert Client().get("/en/me/tried/").status_code == 405
    answer = Client().post("/en/me/tried/", {"do": "never"})
    assert answer["Location"] == "/en/accounts/login/?next=/en/me/"
    assert "What you have tried" not in Client().get("/en/me/").content.decode()


def test_while_the_mail_server_is_away_nobody_is_forgotten(
    reporter: Reporter, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(backend: Any) -> bool:
        raise OSError("away")

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "open", away)
        with pytest.raises(OSError, match="away"):
            ask(now)
    assert mail.outbox == []
    ask(now)
    assert len(mail.outbox) == 1


def test_it_is_done_every_day() -> None:
    job = periodic.jobs()["ask how practices went"]
    assert (job.run, job.hour, job.weekday) == (ask, 8, None)


@pytest.mark.parametrize("count", [1, 12])
def test_my_learning_takes_the_same_queries_however_many(
    reporter: Reporter, practised: SiteTree, now: datetime, count: int
) -> None:
    from practices.adaptations.part import tried_part

    asked = [reporter.key, *(uuid.uuid4() for _number in range(count - 1))]
    AdaptationQuestion.objects.bulk_create(AdaptationQuestion(user=reporter.user, practice_key=key) for key in asked)
    request: Any = reporter.client.get("/en/me/").wsgi_request
    assert request.user.pk
    with CaptureQueriesContext(connection) as queries:
        part = tried_part(request)
    assert part
    assert len(part["asked"]) == count
    assert len(queries) == 4
