"""What the operator's tables forget by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.management import call_command

from mimi.operations.models import PeriodicRun
from mimi.operations.periodic import daily
from mimi.operations.work import BACKEND

KEEP_RUNS = timedelta(days=60)
KEEP_RESULTS_DAYS, KEEP_FAILURES_DAYS = 7, 30


@daily("forget results of tasks", hour=4)
def forget_results(now: datetime) -> None:
    """Delete what is known of tasks that are over, and of jobs of long ago."""
    call_command(
        "prune_db_task_results",
        f"--backend={BACKEND}",
        "--queue-name=*",
        f"--min-age-days={KEEP_RESULTS_DAYS}",
        f"--failed-min-age-days={KEEP_FAILURES_DAYS}",
        verbosity=0,
    )
    PeriodicRun.objects.filter(enqueued_at__lt=now - KEEP_RUNS).delete()
