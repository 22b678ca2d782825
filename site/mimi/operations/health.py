"""Two addresses for the operator's probes: is the process alive, and can it serve visitors?"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mimi.operations import periodic
from mimi.operations.models import PeriodicRun
from mimi.operations.work import waiting_since

# Work that waits longer than this tells that no worker runs, or that one is stuck.
LATE = timedelta(minutes=15)
_log = structlog.get_logger("mimi.health")
# Migrations only ever come to be applied while a process runs, so the answer “all applied” is kept.
_all_applied = False
_process_began = time.monotonic()


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all; touches no database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when visitors can be served, else 503; the JSON says which part is in the way, and the log says why.

    Visitors are served without a worker, too, so work that waits far too long makes it “degraded”, which is still 200.
    """
    checks: dict[str, Callable[[], str]] = {
        "database": _database,
        "migrations": _migrations,
        "cache": _cache,
    }
    results = {name: _outcome(name, check) for name, check in checks.items()}
    healthy = all(result == "ok" for result in results.values())
    status = "unavailable"
    if healthy:
        results["background"] = _outcome("background", _background)
        status = "ok" if results["background"] == "ok" else "degraded"
    return JsonResponse({"status": status, "checks": results}, status=200 if healthy else 503)


def _outcome(name: str, check: Callable[[], str]) -> str:
    """The check's own word, or “unavailable” with a line on the log when it raises."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 (whatever a driver raises, the answer is the same)
        _log.error("health check failed", check=name, error=f"{type(error).__name__}: {error}")
        return "unavailable"


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return "ok"


def _migrations() -> str:
    global _all_applied  # noqa: PLW0603 (one fact about the process)
    if _all_applied:
        return "ok"
    executor = MigrationExecutor(connection)
    _all_applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "ok" if _all_applied else "pending"


def _cache() -> str:
    key, value = f"health:{uuid.uuid4()}", "ok"
    cache.set(key, value, timeout=10)
    found = cache.get(key)
    cache.delete(key)
    return "ok" if found == value else "unavailable"


def _background() -> str:
    return background(timezone.now(), timedelta(seconds=time.monotonic() - _process_began))


def background(now: datetime, running: timedelta) -> str:
    """“late” when something has waited for a worker for too long: a task, or a job that no worker has enqueued.

    A worker that starts with the site gets the same time for its first turn; `running` is how long the site has run.
    """
    if waiting_since(now - LATE).exists():
        return "late"
    if running < LATE:
        return "ok"
    due = periodic.periods(now - LATE)
    started = set(PeriodicRun.objects.filter(job__in=due).values_list("job", "period"))
    return "ok" if all(item in started for item in due.items()) else "late"
