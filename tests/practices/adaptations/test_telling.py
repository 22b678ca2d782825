"""Somebody tells how a practice went: drafts, errors, an ended session, two windows; nothing that she wrote is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.people.learners import COOKIE
from mimi.settings.limits import Limit, Rate
from practices.adaptations.models import Adaptation, Status
from tests.factories import SiteTree, UserFactory
from tests.factories.people import PASSWORD
from tests.practices.adaptations.reporter import Moderator, Reporter, sent
from tests.practices.plans.planner import Planner


def test_what_is_sent_waits_for_the_editors(reporter: Reporter) -> None:
    answer = reporter.send(name="Helena", shows_name="on", failed="The first week.\r\nAnd the second.")
    assert answer["Location"] == f"{reporter.address}?did=send"
    report = reporter.report
    assert report.status == Status.WAITING
    assert report.sent_at
    assert (report.organisation, report.place, report.sector, report.size) == ("Bakery Ås", "Ås", "employer", "small")
    assert report.failed == "The first week.\nAnd the second."
    assert (report.shows_name, report.name, report.wants_answer) == (True, "Helena", True)
    told = reporter.client.get(answer["Location"]).content.decode()
    assert "Thank you. Your report is with the editors." in told
    assert "We met while the dough rose." in told


def test_a_draft_may_be_incomplete_and_nobody_else_sees_it(reporter: Reporter) -> None:
    assert reporter.send("draft", country="", sector="", changed="").status_code == 302
    assert reporter.report.status == Status.DRAFT
    assert "Your draft is saved." in reporter.client.get(f"{reporter.address}?did=draft").content.decode()
    assert Moderator().client.get(f"/cms/adaptations/{reporter.report.pk}/").status_code == 404
    assert reporter.send().status_code == 302
    assert reporter.report.status == Status.WAITING


def test_what_is_missing_is_told_and_the_rest_is_kept_as_a_draft(reporter: Reporter) -> None:
    answer = reporter.send(country="", sector="", shows_name="on", advice="Bring bread.")
    assert answer.status_code == 422
    html = answer.content.decode()
    for said in ("Something is missing or too long.", "What you wrote is kept as a draft.", "Bring bread."):
        assert said in html
    assert html.count("This field is required.") == 2
    assert "Write your name, or take the tick away above." in html
    assert reporter.report.status == Status.DRAFT
    assert reporter.report.advice == "Bring bread."
    # The page that says so can be sent on as it stands.
    assert reporter.client.post(reporter.address, {**sent(), "version": 1, "do": "send"}).status_code == 302


def test_a_text_that_is_too_long_stays_in_its_field(reporter: Reporter) -> None:
    for do in ("send", "draft"):
        answer = reporter.send(do, changed="å" * 3001)
        assert answer.status_code == 422
        assert "Your text has 3,001 characters, and there is room for 3,000." in answer.content.decode()
        assert "å" * 3001 in answer.content.decode()
    assert not Adaptation.objects.exists()
    assert reporter.send(changed="å" * 3000).status_code == 302


@pytest.mark.parametrize(
    ("words", "field"),
    [({"sector": "bakery"}, "sector"), ({"size": "huge"}, "size"), ({"language": "tlh"}, "language")],
)
def test_a_choice_that_there_is_not_is_refused(reporter: Reporter, words: dict[str, str], field: str) -> None:
    answer = reporter.send(**words)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_signs_that_no_page_shows_are_left_out(reporter: Reporter) -> None:
    reporter.send(changed="Bread\x00 and\x07 butter", organisation="Bakery\nÅs")
    assert reporter.report.changed == "Bread and butter"
    assert reporter.report.organisation == "Bakery Ås"


def test_what_is_sent_after_the_session_has_ended_is_there_after_signing_in(reporter: Reporter) -> None:
    reporter.page()
    whose = reporter.client.get(reporter.address).context["form"].initial["whose"]
    reporter.client.cookies.pop("sessionid")
    answer = reporter.client.post(reporter.address, {**sent(advice="Bring bread."), "whose": whose, "version": 0})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/accounts/login/?next=")
    assert "Sign in, and you will find what you wrote" in reporter.client.get(answer["Location"]).content.decode()
    signed_in = reporter.client.post(answer["Location"], {"login": reporter.user.email, "password": PASSWORD})
    assert signed_in["Location"] == reporter.address
    html = reporter.page()
    assert "Here is what you wrote before you were signed out." in html
    assert "Bring bread." in html
    assert not Adaptation.objects.exists()
    reporter.send(advice="Bring bread.")
    assert "before you were signed out" not in reporter.page()


def test_what_is_put_aside_is_shown_to_nobody_else(reporter: Reporter, practised: SiteTree) -> None:
    whose = reporter.client.get(reporter.address).context["form"].initial["whose"]
    shared = Client()
    shared.post(reporter.address, {**sent(advice="Bring bread."), "whose": whose})
    other = UserFactory(email="other@example.org")
    shared.post("/en/accounts/login/", {"login": other.email, "password": PASSWORD})
    Planner(shared).adopt(practised.practices["en"][0])
    answer = shared.get(reporter.address)
    assert answer.status_code == 200
    assert "Bring bread." not in answer.content.decode()
    forged = Client()
    forged.post(reporter.address, {**sent(), "whose": "1:forged"})
    assert not forged.session.keys()


def test_a_form_sent_twice_counts_once(reporter: Reporter) -> None:
    for _time in range(2):
        assert reporter.send(base=0).status_code == 302
    assert reporter.report.version == 1


def test_of_two_windows_the_second_sees_what_is_stored(reporter: Reporter) -> None:
    reporter.send("draft", changed="From the first window")
    answer = reporter.send("draft", base=0, changed="From the second window")
    assert answer.status_code == 409
    for said in ("perhaps in another window", "From the first window", "From the second window"):
        assert said in answer.content.decode()
    assert reporter.report.changed == "From the first window"
    version = answer.context["form"]["version"].value()
    assert reporter.send("draft", base=int(version), changed="From the second window").status_code == 302
    assert reporter.report.changed == "From the second window"


def test_it_can_be_changed_until_it_is_published(reporter: Reporter) -> None:
    reporter.send()
    assert reporter.send(advice="Bring bread.").status_code == 302
    assert reporter.report.status == Status.WAITING
    assert "Your report is with the editors." in reporter.page()
    opened = reporter.report.version
    Moderator().decide(reporter.report)
    answer = reporter.client.post(reporter.address, {**sent(advice="Butter."), "version": opened, "do": "send"})
    assert answer.status_code == 409
    assert "The editors have published your report meanwhile" in answer.content.decode()
    assert "Butter." in answer.content.decode()
    assert reporter.report.advice == "Bring bread."
    assert "Your report is published" in reporter.page()


def test_what_is_incomplete_does_not_take_back_what_waits(reporter: Reporter) -> None:
    reporter.send()
    assert reporter.send(country="").status_code == 422
    assert reporter.report.status == Status.WAITING
    assert reporter.send("draft", country="").status_code == 302
    assert reporter.report.status == Status.DRAFT


@pytest.mark.parametrize("status", [Status.WAITING, Status.PUBLISHED, Status.SENT_BACK])
def test_she_can_withdraw_it_at_any_time_and_send_it_again(reporter: Reporter, status: Status) -> None:
    reporter.send()
    if status != Status.WAITING:
        do = "publish" if status == Status.PUBLISHED else "send-back"
        Moderator().decide(reporter.report, do, reason="Where was it?")
    assert reporter.report.status == status
    assert "Withdraw the report" in reporter.client.get(f"{reporter.address}withdraw/").content.decode()
    for _time in range(2):
        assert reporter.withdraw()["Location"] == f"{reporter.address}?did=withdrawn"
    assert reporter.report.status == Status.WITHDRAWN
    assert reporter.report.shown_since is None
    assert "We met while the dough rose." in reporter.page()
    assert reporter.send().status_code == 302
    assert reporter.report.status == Status.WAITING


def test_what_nobody_else_sees_can_be_deleted(reporter: Reporter) -> None:
    reporter.send()
    assert reporter.withdraw("delete")["Location"] == f"{reporter.address}withdraw/"
    assert Adaptation.objects.exists()
    reporter.withdraw()
    assert "gone for good" in reporter.client.get(f"{reporter.address}withdraw/").content.decode()
    assert reporter.withdraw("delete")["Location"] == "/en/me/#tried"
    assert not Adaptation.objects.exists()
    assert reporter.withdraw("delete").status_code == 404


def test_a_plan_that_moves_into_the_account_counts(practised: SiteTree) -> None:
    practice = practised.practices["en"][0]
    planner = Planner()
    planner.adopt(practice)
    assert planner.client.cookies[COOKIE].value
    user = UserFactory()
    address = f"/en/me/practices/{practice.translation_key}/tried/"
    assert planner.client.get(address).status_code == 302
    planner.client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert planner.client.get(address).status_code == 200


def test_who_has_not_adopted_it_is_told_how(practised: SiteTree) -> None:
    client = Client()
    client.force_login(UserFactory())
    key = practised.practices["en"][0].translation_key
    answer = client.get(f"/en/me/practices/{key}/tried/")
    assert answer.status_code == 403
    assert f"/en/me/plans/adopt/{key}/" in answer.content.decode()
    assert client.post(f"/en/me/practices/{key}/tried/", {**sent(), "version": 0}).status_code == 403
    assert not Adaptation.objects.exists()


def test_a_practice_that_is_gone_can_no_longer_be_told_of_but_withdrawn(
    reporter: Reporter, practised: SiteTree
) -> None:
    reporter.send()
    for language in practised.languages:
        practised.practices[language][0].delete()
    assert "A practice that is no longer here" in reporter.client.get("/en/me/").content.decode()
    assert reporter.client.get(reporter.address).status_code == 200
    assert reporter.client.get(f"{reporter.address}withdraw/").status_code == 200
    assert reporter.withdraw().status_code == 302
    reporter.withdraw("delete")
    assert reporter.client.get(reporter.address).status_code == 404


def test_where_she_is_need_not_be_written_twice(reporter: Reporter, practised: SiteTree) -> None:
    reporter.send(name="Helena", shows_name="on")
    other = Reporter.of(reporter.user, practised.practices["en"][1])
    html = other.page()
    assert 'value="Bakery Ås"' in html
    assert "We met while the dough rose." not in html


def test_the_name_that_is_offered_is_hers_and_never_her_address(practised: SiteTree) -> None:
    practice = practised.practices["en"][0]
    named = Reporter.of(UserFactory(first_name="Helena", last_name="Berg"), practice)
    assert 'value="Helena Berg"' in named.page()
    unnamed = Reporter.of(UserFactory(email="marguerite@example.org"), practice)
    assert "marguerite" not in unnamed.page()


def test_it_speaks_the_language_of_the_page(reporter: Reporter, practised: SiteTree) -> None:
    reporter.language = "nb"
    html = reporter.page()
    assert '<html lang="nb"' in html
    assert '<option value="nb" selected>' in html
    assert "Practice 1 (nb)" in html
    assert "Employer (nb)" in html


def test_answers_are_for_nobody_to_keep(reporter: Reporter) -> None:
    reporter.send()
    for rest in ("", "withdraw/"):
        answer = reporter.client.get(f"{reporter.address}{rest}")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert reporter.client.get("/en/me/")["Cache-Control"] == "private, no-store"


def test_a_form_from_another_site_changes_nothing(reporter: Reporter) -> None:
    for address, data in (
        (reporter.address, {**sent(), "version": 0, "do": "send"}),
        ("/en/me/tried/", {"do": "never"}),
    ):
        answer = reporter.client.post(address, data, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert not Adaptation.objects.exists()
    assert not reporter.user.letter_refusals.exists()


def test_a_link_in_an_e_mail_leads_there(reporter: Reporter) -> None:
    reporter.send()
    for rest in ("", "withdraw/"):
        answer = reporter.client.get(f"{reporter.address}{rest}", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
    refused = reporter.client.post(f"{reporter.address}withdraw/", headers={"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert reporter.report.status == Status.WAITING


def test_whoever_sends_too_often_finds_her_words_on_the_page_that_says_so(reporter: Reporter, settings: Any) -> None:
    settings.LIMITS = {**settings.LIMITS, "notes": Limit(Rate(1, 600), Rate(30, 600))}
    reporter.send("draft")
    answer = reporter.send("draft", advice="Bring bread.")
    assert answer.status_code == 429
    assert "Bring bread." in answer.content.decode()
    assert "Send it again" in answer.content.decode()


def test_the_form_takes_the_same_queries_however_much_was_told(
    reporter: Reporter, practised: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reporter.send()
    reporter.page()
    # Session, user, the report, the practice.
    with django_assert_num_queries(4):
        reporter.page()
