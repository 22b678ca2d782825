"""The admin's first page shows each person what waits for her, and everybody what is behind and what is learned."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.editors.learning import learned, weeks
from courses.progress.models import LessonCompletion, QuizAttempt
from mimi.editors.dashboard import registry
from mimi.people.models import Learner
from practices.models import PracticePage
from tests.factories import SiteTree, TextPageFactory, UserFactory, editor
from tests.site.editors.conftest import Give, signed_in
from tests.site.editors.translating import change, finished, of, reviewers, save, translate

INSIDE = {"referer": "http://testserver/cms/pages/"}
OSLO = ZoneInfo("Europe/Oslo")


def lines(user: Any) -> list[str]:
    """Return what the first page says that waits for somebody."""
    html = signed_in(user).get("/cms/", headers=INSIDE).content.decode()
    part = re.search(r'aria-labelledby="dashboard-waiting">(.*?)</section>', html, re.DOTALL)
    assert part
    return [" ".join(line.split()) for line in re.sub(r"<[^>]+>", "\n", part[1]).split("\n") if line.strip()][1:]


@pytest.fixture
def small_tree(small_tree: SiteTree) -> SiteTree:
    """The small site, whose practices ask for no review."""
    PracticePage.objects.update(judged_on=timezone.localdate())
    return small_tree


@pytest.fixture
def behind(small_tree: SiteTree) -> SiteTree:
    """A site whose page about itself is behind in Norwegian."""
    change(finished(small_tree.about["en"]), summary="Another sentence.")
    return small_tree


def test_a_translator_is_told_what_is_behind_in_her_languages(behind: SiteTree, give: Give) -> None:
    tora = editor()
    give(tora, "translator", "nb")
    assert lines(tora) == ["Norsk: 1 translation waits for you."]
    translate(behind.about["en"])
    save(behind.about["en"])
    assert lines(tora) == ["Nothing waits for you now."]


def test_who_doesnt_translate_is_told_of_none(behind: SiteTree, give: Give) -> None:
    author = editor()
    give(author, "author")
    assert lines(author) == ["Nothing waits for you now."]


def test_a_reviewer_is_told_what_waits_for_her_and_led_to_it(behind: SiteTree, give: Give) -> None:
    translate(behind.about["en"])
    save(behind.about["en"], publish=False)
    reviewers().start(of(behind.about["en"]), UserFactory())
    reviewer = editor()
    give(reviewer, "reviewer", "nb")
    assert lines(reviewer)[0] == "1 page or entry waits for your review."
    html = signed_in(reviewer).get("/cms/", headers=INSIDE).content.decode()
    assert f'href="/cms/pages/{of(behind.about["en"]).pk}/edit/"' in html
    author = UserFactory()
    author.groups.add(*editor().groups.filter(name="Authors"))
    assert lines(author) == ["Nothing waits for you now."]


def test_who_may_publish_is_reminded_of_her_drafts(small_tree: SiteTree, give: Give) -> None:
    publisher, other = editor(), editor()
    give(publisher, "publisher")
    change(small_tree.about["en"], summary="A draft.", by=publisher, publish=False)
    assert lines(publisher) == ["1 draft of yours isn’t published.", "About"]
    assert lines(other) == ["Nothing waits for you now."]
    of_hers = small_tree.about["en"]
    change(of_hers, by=publisher)
    assert lines(publisher) == ["Nothing waits for you now."]


def test_what_is_behind_is_told_for_each_language_and_leads_to_the_board(behind: SiteTree, boss: Client) -> None:
    html = boss.get("/cms/").content.decode()
    assert "/cms/translations/?language=nb&amp;state=behind" in html
    assert "/cms/translations/?language=de&amp;state=missing" in html


def test_wagtails_own_lists_of_reviews_give_way(behind: SiteTree, boss: Client) -> None:
    reviewers().start(of(behind.about["en"]), UserFactory())
    html = boss.get("/cms/").content.decode()
    assert "Awaiting your review" not in html
    assert "1 page or entry waits for your review." in html


def test_much_that_waits_takes_as_many_queries_as_little(small_tree: SiteTree, boss: Client) -> None:
    user = UserFactory()
    me = boss.session["_auth_user_id"]
    reviewing = reviewers()
    counts = []
    for total in (2, 8):
        for n in range(len(counts) and 2, total):
            page = TextPageFactory(parent=small_tree.home["en"], title=f"Page {n}", slug=f"page-{n}")
            change(page, summary="A draft.", by=type(user).objects.get(pk=me), publish=False)
            other = TextPageFactory(parent=small_tree.home["en"], title=f"Other {n}", slug=f"other-{n}")
            change(other, summary="A draft.", by=user, publish=False)
            reviewing.start(other, user)
        boss.get("/cms/")
        with CaptureQueriesContext(connection) as queries:
            html = boss.get("/cms/").content.decode()
        assert f"{total} drafts of yours" in html
        assert f"{total} pages or entries wait" in html
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_weeks_begin_on_mondays_in_the_sites_time_zone() -> None:
    sunday = datetime(2026, 11, 22, 23, 59, tzinfo=OSLO)
    (begin, end), (before, until) = weeks(sunday)
    assert begin == until == datetime(2026, 11, 16, tzinfo=OSLO)
    assert end == datetime(2026, 11, 23, tzinfo=OSLO)
    assert before == datetime(2026, 11, 9, tzinfo=OSLO)


def test_a_week_keeps_its_midnights_when_the_clocks_change() -> None:
    (begin, end), _last = weeks(datetime(2026, 10, 25, 12, tzinfo=OSLO))
    assert end - begin == timedelta(days=7)
    assert end.timestamp() - begin.timestamp() == timedelta(days=7, hours=1).total_seconds()


def test_learning_is_counted_this_week_and_last(db: Any) -> None:
    now = timezone.now()
    (this, _end), _before = weeks(now)
    last = this - timedelta(days=2)
    long_ago = this - timedelta(days=30)
    ann, ben = Learner.objects.create(), Learner.objects.create()
    for learner, at in ((ann, now), (ann, last), (ben, long_ago)):
        LessonCompletion.objects.create(
            learner=learner, course_key=uuid4(), lesson_key=uuid4(), language="en", completed_at=at
        )
    common = {"course_key": uuid4(), "quiz_key": uuid4(), "language": "en"}
    QuizAttempt.objects.create(learner=ann, number=1, started_at=last, finished_at=last, passed=True, **common)
    merged = QuizAttempt.objects.create(learner=ann, number=2, started_at=now, finished_at=now, passed=True, **common)
    QuizAttempt.objects.create(learner=ann, number=3, started_at=now, merged_into=merged, **common)
    with CaptureQueriesContext(connection) as queries:
        found = {one.label: (one.this_week, one.last_week) for one in learned(now)}
    assert found == {
        "Learners active": (1, 1),
        "Lessons read": (1, 1),
        "Quizzes begun": (1, 1),
        "Quizzes passed": (1, 1),
    }
    assert len(queries) == 5


def test_a_room_adds_what_waits_and_a_part_of_its_own(monkeypatch: pytest.MonkeyPatch, rf: Any) -> None:
    monkeypatch.setattr(registry, "_waiting", [])
    monkeypatch.setattr(registry, "_parts", [])
    registry.register_waiting(order=2)(lambda _request: [registry.Waiting("Second")])
    registry.register_waiting(order=1)(lambda _request: [registry.Waiting("First")])
    registry.register_part("quiet.html", order=1)(lambda _request: None)
    registry.register_part("told.html", order=2)(lambda _request: {"words": "Told"})
    request = rf.get("/cms/")
    assert [one.text for one in registry.all_waiting(request)] == ["First", "Second"]
    assert registry.dashboard_parts(request) == [{"template": "told.html", "part": {"words": "Told"}}]
