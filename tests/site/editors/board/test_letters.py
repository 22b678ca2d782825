"""On Mondays a translator is told what is behind in her languages, in her own, once, if anything is."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from mimi.editors.board.letters import KIND, send_letters
from mimi.letters.models import Letter, Refusal
from tests.factories import SiteTree, editor
from tests.site.editors.conftest import Give, signed_in
from tests.site.editors.translating import change, finished, of

LETTER = "/cms/translations/letter/"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def tora(small_tree: SiteTree, give: Give) -> Any:
    """Somebody who translates into Norwegian, and reads Greek."""
    user = editor(email="tora@example.org", language="el")
    give(user, "translator", "nb")
    return user


def test_it_names_what_is_behind_in_her_language_and_leads_there(
    small_tree: SiteTree, tora: Any, now: datetime
) -> None:
    page = change(finished(small_tree.about["en"]), summary="Another sentence.")
    send_letters(now)
    (letter,) = mail.outbox
    assert letter.to == ["tora@example.org"]
    html = letter.alternatives[0].content
    assert '<html lang="el">' in html
    for body in (letter.body, html):
        assert "Norsk" in body
        assert "About" in body
        assert f"http://testserver/cms/pages/{of(page).pk}/edit/#to-translate" in body
        assert "http://testserver/el/letters/unsubscribe/?token=" in body
    assert "Deutsch" not in letter.body
    assert letter.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_sent_once_a_week(small_tree: SiteTree, tora: Any, now: datetime) -> None:
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    send_letters(now)
    send_letters(now)
    assert len(mail.outbox) == 1


def test_none_is_sent_where_nothing_is_behind(small_tree: SiteTree, tora: Any, now: datetime) -> None:
    change(finished(small_tree.about["en"]))
    send_letters(now)
    assert mail.outbox == []
    assert not Letter.objects.exists()


def test_who_translates_nothing_gets_none(small_tree: SiteTree, give: Give, now: datetime) -> None:
    reviewer, gone = editor(), editor(is_active=False)
    give(reviewer, "reviewer", "nb")
    give(gone, "translator", "nb")
    editor(is_superuser=True)
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    send_letters(now)
    assert mail.outbox == []


def test_one_click_stops_it_and_the_board_lets_it_come_again(small_tree: SiteTree, tora: Any, now: datetime) -> None:
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    send_letters(now)
    stop = re.search(r"http://testserver(/el/letters/unsubscribe/\?token=\S+)", mail.outbox[0].body)
    assert stop
    assert Client().post(stop[1]).status_code == 200
    Letter.objects.all().delete()
    send_letters(now)
    assert len(mail.outbox) == 1
    desk = signed_in(tora)
    board = desk.get("/cms/translations/", headers={"referer": "http://testserver/cms/"}).content.decode()
    assert "You get no e-mail when something is behind in your languages." in board
    assert LETTER in desk.get("/en/me/").content.decode()
    assert desk.post(LETTER, {"letter": "on", "next": "/en/me/"}).headers["Location"] == "/en/me/"
    assert not Refusal.objects.filter(user=tora, kind=KIND).exists()
    send_letters(now)
    assert len(mail.outbox) == 2
    desk.post(LETTER, {"letter": "off"})
    assert Refusal.objects.filter(user=tora, kind=KIND).exists()


def test_another_site_cannot_stop_it(tora: Any) -> None:
    answer = signed_in(tora).post(LETTER, {"letter": "off"}, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert not Refusal.objects.exists()
