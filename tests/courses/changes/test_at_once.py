"""Several at once: a change is made once, and a look counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page

from courses.models import ChangeInLanguage, LessonCompletion, MajorChange, PublishedContent
from tests.courses.changes.test_being_told import NOTE, change, flagged, say_anew
from tests.courses.desk import Desk
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


@pytest.fixture
def desk(db: None) -> Desk:
    """An editor who may do everything; groups don't outlive a test that commits."""
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    return Desk(client)


def together(work: Any) -> None:
    """Do something in several threads at once; each closes its connection."""

    def one(_number: int) -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(AT_ONCE)))


def test_a_change_that_is_published_several_times_at_once_is_one(tree: SiteTree, desk: Desk) -> None:
    lesson = tree.lessons["en"][0]
    Visitor().mark_read(lesson)
    assert desk.send(lesson, "", weight="major", note=NOTE, changes=say_anew("middle")).status_code == 302
    together(lambda: Page.objects.get(pk=lesson.pk).get_latest_revision().publish())
    assert MajorChange.objects.count() == ChangeInLanguage.objects.count() == 1
    page = Page.objects.get(pk=lesson.pk).specific
    assert PublishedContent.objects.get().revision_number == page.live_revision_id
    assert PublishedContent.objects.get().digests == page.digests()


def test_a_look_that_is_sent_several_times_at_once_counts_once(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    lesson = tree.lessons["en"][0]
    visitor.mark_read(lesson)
    change(desk, lesson, "middle")
    cookie = visitor.cookie

    def look() -> None:
        again = Visitor()
        again.client.cookies["learner"] = cookie
        assert again.mark_read(lesson).status_code == 302

    together(look)
    assert LessonCompletion.objects.get().edition == 1
    assert flagged(visitor, tree) == {}
