"""The queue in the database, which other tests do without: there, tasks run at once."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks import task
from django_tasks_db.management.commands import db_worker

from mimi.operations import work
from mimi.settings.base import TASKS

done: list[str] = []


@pytest.fixture
def queue(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keep tasks in the database until a worker runs them; return the list of what the tasks below have done."""
    settings.TASKS = TASKS
    # A test's transaction lives as long as its connection.
    for module in (db_worker, work):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    done.clear()
    return done


@task(backend="background")
def note(text: str) -> None:
    """Note that it was run."""
    done.append(text)


@task(backend="background")
def fail() -> None:
    """Go wrong.

    Raises:
        ValueError: always.
    """
    raise ValueError("hush")
