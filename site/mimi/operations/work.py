"""The worker: runs what was enqueued for the background, and sets periodic jobs going.

It runs tasks by django-tasks' own worker. Between them it only reads, so it takes no lock from those who write to an
embedded database.
"""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from mimi.operations import periodic

BACKEND = "background"
POLL_SECONDS = 2.0
# A task that has run for so long has lost its worker.
ABANDONED_AFTER = timedelta(hours=2)
# A task that has taken so many workers with it is given up.
MOST_STARTS = 3
_log = structlog.get_logger("mimi.worker")


class AbandonedError(Exception):
    """A task whose worker died while it ran, more often than chance would have it."""


def work(name: str, alive: int | None = None) -> None:
    """Work until told to stop by a signal, or until the process `alive` is gone; a task in hand is finished first.

    No two workers that run at the same time may have the same name.
    """
    worker = _batch_worker(name)
    worker.configure_signals()
    release_abandoned(timezone.now(), name)
    _log.info("worker started", worker=name)
    started: dict[str, str] = {}
    while worker.running and (alive is None or _lives(alive)):
        close_old_connections()
        started = turn(worker, timezone.now(), started)
        if worker.running:
            time.sleep(POLL_SECONDS)
    _log.info("worker stopped", worker=name)


def turn(worker: Worker, now: datetime, started: dict[str, str]) -> dict[str, str]:
    """Do once what is to be done; `started` are the periods of jobs as an earlier turn has returned them."""
    due = periodic.periods(now)
    for job, period in due.items():
        if started.get(job) != period:
            periodic.enqueue(job, period)
    release_abandoned(now)
    if waiting().exists():
        worker.run()
    return due


def run_waiting(name: str = "once") -> None:
    """Run all tasks that are ready, and come back."""
    _batch_worker(name).run()


def waiting() -> QuerySet[DBTaskResult]:
    """Return the tasks that are ready to be run."""
    return DBTaskResult.objects.ready().filter(backend_name=BACKEND)


def waiting_since(when: datetime) -> QuerySet[DBTaskResult]:
    """Return the tasks that could have been run since then, and weren't."""
    at_once = Q(run_after=get_date_max(), enqueued_at__lt=when)
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, backend_name=BACKEND)
    return ready.filter(at_once | Q(run_after__lt=when))


def release_abandoned(now: datetime, name: str | None = None) -> None:
    """Let tasks be run again whose worker died while they ran: all old ones, and those of a worker called `name`."""
    for row in DBTaskResult.objects.running().filter(backend_name=BACKEND):
        lost = row.started_at is None or now - row.started_at > ABANDONED_AFTER
        if not lost and (name is None or row.worker_ids[-1:] != [name]):
            continue
        if len(row.worker_ids) >= MOST_STARTS:
            _log.error("task given up: its workers died", task=str(row.pk), path=row.task_path)
            row.set_failed(AbandonedError(row.task_path))
            continue
        _log.warning("task released: its worker died", task=str(row.pk), path=row.task_path)
        # Only as it was found: another worker may have released it meanwhile.
        same = DBTaskResult.objects.filter(started_at=row.started_at, pk=row.pk, status=TaskResultStatus.RUNNING)
        same.update(status=TaskResultStatus.READY, started_at=None)


def _batch_worker(name: str) -> Worker:
    """Return a worker that runs what is ready and then comes back."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
