"""The two addresses that tell an operator how the site is."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone

from mimi.operations import health, periodic
from tests.site.operations.background import note, queue

__all__ = ["queue"]


@pytest.fixture(autouse=True)
def _migrations_not_looked_at_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_all_applied", False)


@pytest.fixture(autouse=True)
def _a_process_that_has_just_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    # A long test run is a process too, and no worker runs beside it.
    monkeypatch.setattr(health, "_process_began", time.monotonic())


def test_a_live_process_says_so_without_a_database(client: Client) -> None:
    # No `db` fixture: a query would fail the test.
    response = client.get("/health/live")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
def test_a_ready_site_says_what_it_looked_at(client: Client) -> None:
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "migrations": "ok", "cache": "ok", "background": "ok"},
    }


@pytest.mark.django_db
def test_applied_migrations_are_not_counted_again(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/health/ready")
    with django_assert_num_queries(2):  # the database, and what waits for the worker
        client.get("/health/ready")


def test_a_database_that_is_away_makes_it_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("could not connect: password=hush")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()["checks"] == {"database": "unavailable", "migrations": "unavailable", "cache": "ok"}
    assert "hush" not in response.content.decode()


@pytest.mark.django_db
def test_a_migration_to_come_makes_it_unready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "pending"


@pytest.mark.django_db
def test_a_cache_that_is_away_makes_it_unready(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "cache": "unavailable"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_nobody_posts_to_a_probe(client: Client) -> None:
    assert client.post("/health/live").status_code == 405


@pytest.mark.django_db
def test_work_that_waits_far_too_long_is_told_while_visitors_are_served(
    client: Client, queue: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    note.enqueue("waits")
    assert client.get("/health/ready").json()["checks"]["background"] == "ok"
    monkeypatch.setattr(health, "LATE", timedelta(0))
    monkeypatch.setattr(periodic, "_jobs", {})
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["background"] == "late"


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "word"), [(14, "ok"), (16, "late")])
def test_a_task_that_is_put_off_waits_from_when_it_is_due(queue: list[str], minutes: int, word: str) -> None:
    begun = timezone.now()
    note.using(run_after=begun + timedelta(hours=5)).enqueue("later")
    later = begun + timedelta(hours=5, minutes=minutes)
    assert health.background(later, timedelta(0)) == word


@pytest.mark.django_db
def test_a_job_that_no_worker_has_begun_is_told_once_the_site_runs_for_a_while(queue: list[str]) -> None:
    now = timezone.now()
    assert health.background(now, timedelta(minutes=14)) == "ok"
    assert health.background(now, timedelta(minutes=16)) == "late"
    for job, period in periodic.periods(now - health.LATE).items():
        periodic.enqueue(job, period)
    assert health.background(now, timedelta(days=3)) == "ok"
