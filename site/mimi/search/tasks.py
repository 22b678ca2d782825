"""What takes long where there is much, and may wait for the worker."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from mimi.search.indexing import update_index


@task(backend="background")
def read_pages_anew(model: str) -> None:
    """Read all pages of a model anew."""
    update_index(everything=True, model=model)


def read_anew_later(model: str) -> None:
    """Let the worker read all pages of a model anew, as something that they show has changed.

    What waits already does for many changes at once, as when a whole vocabulary is loaded.
    """
    transaction.on_commit(lambda: _waits(model) or read_pages_anew.enqueue(model))


def _waits(model: str) -> bool:
    same = {"task_path": read_pages_anew.module_path, "args_kwargs": {"args": [model], "kwargs": {}}}
    return bool(DBTaskResult.objects.ready().filter(**same).exists())
