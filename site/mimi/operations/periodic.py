"""Jobs that are done once a day, once a week, or whenever one is due, by whichever worker comes first.

A job is a function of the time at which it runs. It may be run again for the same period when it failed or its worker
died, so it does only what is still to be done. Each room registers its jobs when its app is ready:

    @daily("forget drafts", hour=4)
    def forget_drafts(now: datetime) -> None: ...

A job of a period that went by while no worker ran isn't made up for; the one of the period that has begun is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from mimi.operations.models import PeriodicRun

Run = Callable[[datetime], None]

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
# A weekly job that comes later than this waits for the next week: what it says would arrive twice within days.
LATEST_WEEKLY = timedelta(days=3)
# How long a job that failed waits before it is tried again, each time.
PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
_log = structlog.get_logger("mimi.periodic")


@dataclass(frozen=True)
class PeriodicJob:
    """A job and when it is due: from an hour of each day, or of one weekday, in the site's time zone."""

    name: str
    run: Run
    hour: int
    weekday: int | None = None

    def begin(self, now: datetime) -> datetime:
        """Return when the period that `now` falls into has begun."""
        local = timezone.localtime(now)
        days_ago = 0 if self.weekday is None else (local.weekday() - self.weekday) % 7
        begin = self._at(local, days_ago)
        return begin if begin <= local else self._at(local, days_ago + (1 if self.weekday is None else 7))

    def _at(self, local: datetime, days_ago: int) -> datetime:
        day = local.date() - timedelta(days=days_ago)
        return datetime(day.year, day.month, day.day, self.hour, tzinfo=local.tzinfo)

    def period(self, now: datetime) -> str:
        """Return the day on which the period began, as a date; empty where it began too long ago to start now."""
        begin = self.begin(now)
        late = self.weekday is not None and now - begin > LATEST_WEEKLY
        return "" if late else begin.date().isoformat()


@dataclass(frozen=True)
class OccasionalJob(PeriodicJob):
    """A job that is due whenever something asks for it, once a minute at most; `is_due` only reads, and soon."""

    hour: int = 0
    is_due: Callable[[datetime], bool] = lambda _now: False

    def period(self, now: datetime) -> str:
        """Return the minute, counted since 1970, while the job is due; empty otherwise."""
        return str(int(now.timestamp() // 60)) if self.is_due(now) else ""


_jobs: dict[str, PeriodicJob] = {}


def daily(name: str, *, hour: int) -> Callable[[Run], Run]:
    """Register a job for every day, from this hour on; used as a decorator."""
    return _register(lambda run: PeriodicJob(name, run, hour))


def weekly(name: str, *, weekday: int, hour: int) -> Callable[[Run], Run]:
    """Register a job for one day of each week, from this hour on; used as a decorator."""
    return _register(lambda run: PeriodicJob(name, run, hour, weekday))


def whenever(name: str, is_due: Callable[[datetime], bool]) -> Callable[[Run], Run]:
    """Register a job for when it is due; used as a decorator."""
    return _register(lambda run: OccasionalJob(name, run, is_due=is_due))


def _register(make: Callable[[Run], PeriodicJob]) -> Callable[[Run], Run]:
    def register(run: Run) -> Run:
        job = make(run)
        if job.name in _jobs:
            raise ValueError(f"There is a job called “{job.name}” already.")
        _jobs[job.name] = job
        return run

    return register


def jobs() -> Mapping[str, PeriodicJob]:
    """Return the registered jobs by their names."""
    return _jobs


def periods(now: datetime) -> dict[str, str]:
    """Return the names of the jobs that should have been started by now, each with its period."""
    return {job.name: period for job in _jobs.values() if (period := job.period(now))}


def enqueue(name: str, period: str) -> bool:
    """Enqueue a job for a period, unless that was done before; return whether it was done now."""
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(job=name, period=period)
            run_job.enqueue(name)
    except IntegrityError:
        return False
    return True


@task(backend="background")
def run_job(name: str, attempt: int = 1) -> None:
    """Run a job; when it fails, it is tried again some time later."""
    job = _jobs.get(name)
    if job is None:
        _log.warning("there is no such job any more", job=name)
        return
    began = time.perf_counter()
    try:
        job.run(timezone.now())
    except Exception:
        if attempt <= len(PAUSES):
            again = timezone.now() + PAUSES[attempt - 1]
            run_job.using(run_after=again).enqueue(name, attempt + 1)
        raise
    _log.info("job done", job=name, attempt=attempt, seconds=round(time.perf_counter() - began, 1))
