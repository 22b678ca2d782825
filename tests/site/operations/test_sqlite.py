"""The embedded database takes many writers: none is refused, nothing is lost."""

from __future__ import annotations

import json
import os
import queue
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from mimi.operations.sqlite.base import DatabaseWrapper
from mimi.settings.services import SQLITE_OPTIONS

PROCESSES, THREADS, WRITES = 4, 8, 10
ENGINE = "mimi.operations.sqlite"
pytestmark = pytest.mark.once


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 1), ("foreign_keys", 1), ("busy_timeout", 20_000)],
)
def test_every_connection_is_tuned(pragma: str, expected: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == expected


def test_a_transaction_takes_its_lock_when_it_begins() -> None:
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_many_processes_with_many_threads_write_and_none_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "counter.sqlite3"
    with sqlite3.connect(file) as made:
        # The first migration leaves a file in this mode; to change the mode, a connection has to be the only one.
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE counter (id INTEGER PRIMARY KEY, total INTEGER NOT NULL)")
        made.execute("INSERT INTO counter VALUES (1, 0)")
    entry = {"ENGINE": ENGINE, "NAME": str(file), "OPTIONS": SQLITE_OPTIONS}
    command = [sys.executable, Path(__file__).with_name("writers.py"), json.dumps(entry), str(THREADS), str(WRITES)]
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR / "site")}
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) for _ in range(PROCESSES)]
    errors = [process.communicate(timeout=120)[1] for process in running]
    assert errors == [""] * PROCESSES
    with sqlite3.connect(file) as made:
        assert made.execute("SELECT total FROM counter").fetchone()[0] == PROCESSES * THREADS * WRITES


@pytest.fixture
def connect(tmp_path: Path) -> Callable[..., DatabaseWrapper]:
    """Return what opens one more connection to a file of the test's own, for any thread."""

    def open_one(timeout: float = 20) -> DatabaseWrapper:
        options = {**SQLITE_OPTIONS, "timeout": timeout}
        made = {**settings.DATABASES["default"], "ENGINE": ENGINE, "NAME": str(tmp_path / "line"), "OPTIONS": options}
        one = DatabaseWrapper(made, alias="line")
        one.inc_thread_sharing()
        return one

    return open_one


def begun(one: DatabaseWrapper, said: queue.Queue[str]) -> Thread:
    """Begin a transaction in a thread, and say how that went."""

    def begin() -> None:
        try:
            one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
            said.put("begun")
        except OperationalError as error:
            said.put(str(error))

    thread = Thread(target=begin)
    thread.start()
    return thread


def end(one: DatabaseWrapper, how: str) -> None:
    if how == "close":
        one.close()
        return
    getattr(one, how)()
    one.set_autocommit(True)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["commit", "rollback", "close"])
def test_a_thread_waits_until_the_transaction_of_another_ends(
    connect: Callable[..., DatabaseWrapper], how: str
) -> None:
    first, second = connect(), connect()
    said: queue.Queue[str] = queue.Queue()
    begun(first, said).join()
    assert said.get(timeout=20) == "begun"
    second.ensure_connection()
    sent: list[str] = []
    second.connection.set_trace_callback(sent.append)
    waiting = begun(second, said)
    with pytest.raises(queue.Empty):
        said.get(timeout=0.3)
    # It waits in line, not at SQLite's lock.
    assert sent == []
    end(first, how)
    assert said.get(timeout=20) == "begun"
    assert sent == ["BEGIN IMMEDIATE"]
    waiting.join()
    end(second, "rollback")


@pytest.mark.django_db
def test_a_thread_that_has_waited_long_enough_is_told_so_and_may_come_again(
    connect: Callable[..., DatabaseWrapper],
) -> None:
    first, second = connect(), connect(timeout=0.2)
    said: queue.Queue[str] = queue.Queue()
    begun(first, said).join()
    begun(second, said).join()
    assert [said.get(timeout=20), said.get(timeout=20)] == ["begun", "database is locked"]
    second.close()
    end(first, "commit")
    begun(second, said).join()
    assert said.get(timeout=20) == "begun"
    end(second, "rollback")


@pytest.mark.django_db
def test_another_process_that_holds_the_file_leaves_the_line_free(
    connect: Callable[..., DatabaseWrapper], tmp_path: Path
) -> None:
    first, second = connect(timeout=0.2), connect()
    said: queue.Queue[str] = queue.Queue()
    with sqlite3.connect(tmp_path / "line", isolation_level=None) as elsewhere:
        elsewhere.execute("PRAGMA journal_mode=WAL")
        elsewhere.execute("BEGIN IMMEDIATE")
        begun(first, said).join()
        assert said.get(timeout=20) == "database is locked"
        elsewhere.execute("COMMIT")
    begun(second, said).join()
    assert said.get(timeout=20) == "begun"
    end(second, "commit")


@pytest.mark.django_db
def test_statements_keep_their_per_cents(connect: Callable[..., DatabaseWrapper]) -> None:
    one = connect()
    with one.cursor() as cursor:
        for _ in range(2):
            cursor.execute("SELECT %s || '%%', 100 %% 7", ["a"])
            assert cursor.fetchone() == ("a%", 2)
            cursor.execute("SELECT %(name)s", {"name": "b"})
            assert cursor.fetchone() == ("b",)
    one.close()
