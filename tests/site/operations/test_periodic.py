"""Periodic jobs: when they are due, that each runs once a period, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mimi.operations import cleaning, periodic, work
from mimi.operations.models import PeriodicRun
from mimi.operations.periodic import MONDAY, PeriodicJob
from tests.site.operations.background import note, queue

__all__ = ["queue"]

OSLO = ZoneInfo("Europe/Oslo")
Runs = list[datetime]


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, PeriodicJob]:
    """No job but those that a test registers."""
    registered: dict[str, PeriodicJob] = {}
    monkeypatch.setattr(periodic, "_jobs", registered)
    return registered


def at(text: str) -> datetime:
    """Return a time in Oslo as all others are kept."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


def nothing(now: datetime) -> None:
    """Do nothing."""


@pytest.mark.parametrize(
    ("now", "period"),
    [
        ("2026-03-10T04:00", "2026-03-10"),
        ("2026-03-10T23:59", "2026-03-10"),
        ("2026-03-11T03:59", "2026-03-10"),
        ("2026-03-11T04:00", "2026-03-11"),
        # The clock is put forward on 29 March, and back on 25 October.
        ("2026-03-29T03:30", "2026-03-28"),
        ("2026-03-29T04:00", "2026-03-29"),
        ("2026-10-25T04:00", "2026-10-25"),
        ("2027-01-01T00:30", "2026-12-31"),
    ],
)
def test_a_day_begins_at_the_hour_of_its_job(now: str, period: str) -> None:
    assert PeriodicJob("job", nothing, hour=4).period(at(now)) == period


@pytest.mark.parametrize(
    ("now", "period"),
    [
        ("2026-11-23T07:00", "2026-11-23"),
        ("2026-11-26T06:59", "2026-11-23"),
        ("2026-11-26T07:01", ""),
        ("2026-11-30T06:59", ""),
        ("2026-11-30T07:00", "2026-11-30"),
        ("2026-12-28T12:00", "2026-12-28"),
    ],
)
def test_a_week_begins_on_the_day_of_its_job_and_is_not_begun_late(now: str, period: str) -> None:
    assert PeriodicJob("job", nothing, hour=7, weekday=MONDAY).period(at(now)) == period


def test_a_name_is_given_once(jobs: dict[str, PeriodicJob]) -> None:
    periodic.daily("job", hour=4)(nothing)
    with pytest.raises(ValueError, match="“job”"):
        periodic.daily("job", hour=5)(nothing)


@pytest.mark.django_db
def test_a_job_runs_once_a_period_however_often_the_clock_comes_by(
    jobs: dict[str, PeriodicJob], queue: list[str]
) -> None:
    ran: Runs = []
    periodic.daily("job", hour=4)(ran.append)
    worker = work._batch_worker("one")
    for now in ("2026-03-10T05:00", "2026-03-10T05:01", "2026-03-10T04:30", "2026-03-11T03:00"):
        work.turn(worker, at(now), {})
    assert len(ran) == 1
    work.turn(worker, at("2026-03-11T04:00"), {})
    assert len(ran) == 2
    assert set(PeriodicRun.objects.values_list("period", flat=True)) == {"2026-03-10", "2026-03-11"}


@pytest.mark.django_db
def test_a_worker_that_is_begun_anew_enqueues_nothing_twice(jobs: dict[str, PeriodicJob], queue: list[str]) -> None:
    periodic.daily("job", hour=4)(nothing)
    assert periodic.enqueue("job", "2026-03-10")
    assert not periodic.enqueue("job", "2026-03-10")
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_enqueue_a_job_once(jobs: dict[str, PeriodicJob], queue: list[str]) -> None:
    periodic.daily("job", hour=4)(nothing)
    barrier = Barrier(8)

    def enqueue(number: int) -> bool:
        try:
            barrier.wait(timeout=20)
            return periodic.enqueue("job", "2026-03-10")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(enqueue, range(8))) == [False] * 7 + [True]
    assert PeriodicRun.objects.count() == DBTaskResult.objects.count() == 1


@pytest.mark.django_db
def test_a_period_that_could_not_be_enqueued_counts_as_not_begun(
    jobs: dict[str, PeriodicJob], queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**fields: Any) -> None:
        raise OSError("the disk is full")

    periodic.daily("job", hour=4)(nothing)
    monkeypatch.setattr(DBTaskResult.objects, "create", gone)
    with pytest.raises(OSError, match="full"):
        periodic.enqueue("job", "2026-03-10")
    assert not PeriodicRun.objects.exists()


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_later_and_then_given_up(
    jobs: dict[str, PeriodicJob], queue: list[str]
) -> None:
    ran: Runs = []

    def fail(now: datetime) -> None:
        ran.append(now)
        raise ValueError("not today")

    periodic.daily("job", hour=4)(fail)
    began = timezone.now()
    periodic.enqueue("job", "2026-03-10")
    for pause in periodic.PAUSES:
        work.run_waiting()
        again = DBTaskResult.objects.get(status="READY")
        assert pause <= again.run_after - began < pause + timedelta(minutes=1)
        DBTaskResult.objects.filter(pk=again.pk).update(run_after=began)
    work.run_waiting()
    assert len(ran) == 1 + len(periodic.PAUSES)
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert "not today" in DBTaskResult.objects.failed()[0].traceback


@pytest.mark.django_db
def test_a_job_that_is_no_more_does_nothing(jobs: dict[str, PeriodicJob], queue: list[str]) -> None:
    periodic.run_job.enqueue("of an older release")
    work.run_waiting()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.django_db
def test_what_is_long_over_is_forgotten(queue: list[str]) -> None:
    now = timezone.now()
    for text in ("old", "new"):
        note.enqueue(text)
    work.run_waiting()
    note.enqueue("waits")
    old = DBTaskResult.objects.filter(args_kwargs__args=["old"])
    old.update(finished_at=now - timedelta(days=8))
    PeriodicRun.objects.create(job="job", period="long ago", enqueued_at=now - timedelta(days=61))
    PeriodicRun.objects.create(job="job", period="lately", enqueued_at=now - timedelta(days=59))
    cleaning.forget_results(now)
    assert sorted(row.args_kwargs["args"][0] for row in DBTaskResult.objects.all()) == ["new", "waits"]
    assert PeriodicRun.objects.get().period == "lately"


def test_the_site_has_jobs_that_clean_up() -> None:
    run: Callable[[datetime], None] = cleaning.forget_results
    assert periodic.jobs()["forget results of tasks"].run is run
