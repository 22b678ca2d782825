"""What has a time goes live, or offline, by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from mimi.editors.safety.scheduled import is_due, publish_scheduled
from mimi.operations import periodic
from mimi.pages.models import TextPage
from tests.factories import SiteTree

pytestmark = pytest.mark.django_db
JOB = "publish what is scheduled"


def give_time(tree: SiteTree, when: datetime) -> TextPage:
    """Let a new version of the page about the site go live at a time."""
    page = TextPage.objects.get(pk=tree.about["en"].pk)
    page.title, page.go_live_at = "Later", when
    page.save_revision().publish()
    return page


def test_nothing_is_due_where_nothing_has_a_time(small_tree: SiteTree) -> None:
    now = timezone.now()
    assert not is_due(now)
    assert JOB in periodic.jobs()
    assert JOB not in periodic.periods(now)


def test_a_version_goes_live_at_its_time_and_not_before(small_tree: SiteTree) -> None:
    page = give_time(small_tree, timezone.now() + timedelta(hours=1))
    assert not is_due(timezone.now())
    Revision.page_revisions.filter(object_id=page.pk, approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(seconds=1)
    )
    assert is_due(timezone.now())
    publish_scheduled(timezone.now())
    assert TextPage.objects.get(pk=page.pk).title == "Later"
    assert not is_due(timezone.now())


def test_a_page_goes_offline_at_its_time(small_tree: SiteTree) -> None:
    TextPage.objects.filter(pk=small_tree.about["en"].pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert is_due(timezone.now())
    publish_scheduled(timezone.now())
    assert not TextPage.objects.get(pk=small_tree.about["en"].pk).live
    assert not is_due(timezone.now())


def test_the_worker_is_told_once_a_minute_while_something_is_due(small_tree: SiteTree) -> None:
    TextPage.objects.filter(pk=small_tree.about["en"].pk).update(expire_at=timezone.now() - timedelta(days=1))
    now = timezone.now().replace(second=10, microsecond=0)
    periods = [periodic.periods(now + timedelta(seconds=seconds))[JOB] for seconds in (0, 20, 60)]
    assert periods[0] == periods[1] != periods[2]
    assert periodic.enqueue(JOB, periods[0])
    assert not periodic.enqueue(JOB, periods[1])
