"""What the worker remembers: which periodic jobs have been set going, and for which period."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone


class PeriodicRun(models.Model):
    """That a job was enqueued for a period; the row and the task are written in one transaction."""

    job = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    enqueued_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "run of a periodic job"
        verbose_name_plural = "runs of periodic jobs"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["job", "period"], name="a_job_runs_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.job} ({self.period})"
