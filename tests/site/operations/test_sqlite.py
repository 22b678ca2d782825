"""The embedded database takes many writers: none is refused, nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from mimi.settings.services import SQLITE_OPTIONS

PROCESSES, THREADS, WRITES = 4, 8, 10
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
    entry = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "OPTIONS": SQLITE_OPTIONS}
    command = [sys.executable, Path(__file__).with_name("writers.py"), json.dumps(entry), str(THREADS), str(WRITES)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(PROCESSES)]
    errors = [process.communicate(timeout=120)[1] for process in running]
    assert errors == [""] * PROCESSES
    with sqlite3.connect(file) as made:
        assert made.execute("SELECT total FROM counter").fetchone()[0] == PROCESSES * THREADS * WRITES
