"""A practice that nobody has looked at for two years asks its editors for a review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from practices.models import PracticePage
from practices.review import due_before, due_for_review
from tests.factories import PracticePageFactory, SiteTree, UserFactory, editor
from tests.practices.test_browsing import publish
from tests.practices.test_library import again

REPORT = "/cms/reports/practices/"


@pytest.fixture
def judged(small_tree: SiteTree) -> SiteTree:
    """A library with a practice judged today, one long ago, and one never."""
    long_ago, now = small_tree.practices["en"]
    publish(long_ago, title="Long ago", judged_on=due_before() - timedelta(days=1))
    publish(now, title="On the day", judged_on=due_before())
    PracticePageFactory(parent=again(small_tree.library["en"]), title="Never")
    return small_tree


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("today", "before"),
    [
        (date(2026, 11, 22), date(2024, 11, 22)),
        (date(2027, 1, 31), date(2025, 1, 31)),
        (date(2028, 2, 29), date(2026, 2, 28)),
        (date(2026, 12, 1), date(2024, 12, 1)),
    ],
)
def test_two_years_are_counted_to_the_day(today: date, before: date) -> None:
    assert due_before(today) == before


def test_how_long_is_a_setting(settings: Any) -> None:
    settings.PRACTICE_REVIEW_MONTHS = 13
    assert due_before(date(2026, 3, 31)) == date(2025, 2, 28)


def test_those_never_looked_at_come_before_those_looked_at_long_ago(judged: SiteTree) -> None:
    due = due_for_review(editor(is_superuser=True))
    assert [page.title for page in due] == ["Never", "Long ago"]


def test_drafts_and_translations_are_not_asked_for(judged: SiteTree) -> None:
    PracticePage.objects.get(title="Never").unpublish()
    due = due_for_review(editor(is_superuser=True))
    assert {page.locale.language_code for page in due} == {"en"}
    assert [page.title for page in due] == ["Long ago"]


def test_an_editor_finds_them_in_a_report(judged: SiteTree) -> None:
    client = signed_in(editor())
    html = client.get(REPORT).content.decode()
    assert html.index("Never") < html.index("Long ago")
    assert "On the day" not in html
    assert client.get(f"{REPORT}results/").status_code == 200
    assert REPORT in client.get("/cms/").content.decode()


def test_the_report_can_be_taken_along(judged: SiteTree) -> None:
    response = signed_in(editor()).get(f"{REPORT}?export=csv")
    text = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
    assert [line.split(",")[1] for line in text.splitlines()[1:]] == ["Never", "Long ago"]


def test_the_first_page_of_the_admin_asks_for_a_review(judged: SiteTree) -> None:
    html = signed_in(editor()).get("/cms/").content.decode()
    assert "2 practices have not been looked at for 24 months or more." in html
    assert "Long ago" in html


def test_a_review_takes_the_practice_off_the_list(judged: SiteTree) -> None:
    for page in PracticePage.objects.filter(title__in=["Never", "Long ago"]):
        publish(page, judged_on=date.today())  # noqa: DTZ011 - a day, not a moment
    client = signed_in(editor())
    assert "have not been looked at" not in client.get("/cms/").content.decode()
    assert "No practice is due for a review." in client.get(REPORT).content.decode()


def test_somebody_who_edits_nothing_sees_nothing_of_it(judged: SiteTree) -> None:
    visitor = signed_in(UserFactory())
    assert visitor.get(REPORT).status_code in (302, 403)
    assert not due_for_review(UserFactory())
