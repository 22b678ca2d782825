"""The worker: what it runs, what it does about tasks whose worker died, and how its process comes and goes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mimi.operations import periodic, work
from tests.site.operations.background import fail, note, queue
from tests.site.operations.processes import ROOT, ask, environment

__all__ = ["ask", "environment", "queue"]


@pytest.mark.django_db
def test_tests_do_without_a_worker() -> None:
    assert note.enqueue("at once").status == "SUCCESSFUL"
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_worker_runs_what_waits_in_its_order(queue: list[str]) -> None:
    for text in ("first", "second"):
        note.enqueue(text)
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    assert queue == []
    work.run_waiting()
    assert queue == ["first", "second"]


@pytest.mark.django_db
def test_a_task_that_fails_is_kept_with_its_reason_and_stops_no_other(queue: list[str]) -> None:
    fail.enqueue()
    note.enqueue("next")
    work.run_waiting()
    assert queue == ["next"]
    assert DBTaskResult.objects.failed().get().exception_class_path == "builtins.ValueError"


@pytest.mark.django_db
def test_a_worker_without_work_only_reads(queue: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_jobs", {})
    worker = work._batch_worker("one")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        work.turn(worker, timezone.now(), {})
    assert len(asked) == 2
    assert all(query["sql"].startswith("SELECT") for query in asked)


def claimed(*workers: str, minutes_ago: int = 1) -> DBTaskResult:
    """Return a task that workers with these names have begun, the last of them so long ago."""
    note.enqueue("once more")
    row = DBTaskResult.objects.latest("enqueued_at")
    for name in workers:
        row.claim(name)
    row.started_at = timezone.now() - timedelta(minutes=minutes_ago)
    row.save()
    return row


@pytest.mark.django_db
def test_a_worker_that_was_killed_takes_up_what_it_had_in_hand(queue: list[str]) -> None:
    claimed("one")
    work.release_abandoned(timezone.now(), "other")
    work.run_waiting()
    assert queue == []
    work.release_abandoned(timezone.now(), "one")
    work.run_waiting()
    assert queue == ["once more"]


@pytest.mark.django_db
def test_a_task_whose_worker_never_came_back_is_run_by_another(queue: list[str]) -> None:
    row = claimed("gone", minutes_ago=121)
    work.turn(work._batch_worker("other"), timezone.now(), periodic.periods(timezone.now()))
    assert queue == ["once more"]
    row.refresh_from_db()
    assert row.worker_ids == ["gone", "other"]


@pytest.mark.django_db
def test_a_task_that_takes_its_workers_with_it_is_given_up(queue: list[str]) -> None:
    row = claimed("one", "one", "one")
    work.release_abandoned(timezone.now(), "one")
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "mimi.operations.work.AbandonedError")


def test_a_process_is_seen_to_live() -> None:
    assert work._lives(os.getpid())
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert not work._lives(ended.pid)


# --- As a process of its own


@pytest.fixture
def begin(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts the worker as `make run` does, for as long as this test runs."""
    begun: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        log = (tmp_path / "worker.log").open("ab")
        command = [str(ROOT / "tools" / "work.sh"), str(os.getpid())]
        begun.append(subprocess.Popen(command, env=environment, cwd=ROOT, stderr=log, start_new_session=True))
        return begun[-1]

    yield start
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def until(check: Callable[[], Any]) -> Any:
    """Wait until something is true, and return it."""
    for _ in range(300):
        if found := check():
            return found
        time.sleep(0.1)
    raise TimeoutError("It did not happen within half a minute.")


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(number) for number in found]


@pytest.mark.once
def test_the_worker_is_started_again_when_it_is_killed_and_stops_when_told(
    ask: Callable[[str], str], begin: Callable[[], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    keeper = begin()
    log = tmp_path / "worker.log"
    until(lambda: log.read_text().count("worker started") == 1)
    (first,) = children(keeper.pid)
    os.kill(first, signal.SIGKILL)
    until(lambda: log.read_text().count("worker started") == 2)
    # The jobs of the day were set going once, by the one or the other.
    count = "from mimi.operations.models import PeriodicRun; print(PeriodicRun.objects.count())"
    daily = sum(type(job) is periodic.PeriodicJob and job.weekday is None for job in periodic.jobs().values())
    until(lambda: int(ask(count)) >= daily)
    runs = "from django_tasks_db.models import DBTaskResult as R; print(R.objects.exclude(status='SUCCESSFUL').count())"
    until(lambda: ask(runs) == "0")
    (second,) = children(keeper.pid)
    assert second != first
    keeper.terminate()
    assert keeper.wait(timeout=20) == 0
    assert not work._lives(second)
    said = [line for line in log.read_text().splitlines() if "Killed" not in line]
    assert all(line.startswith("{") for line in said), "logs are structured"
