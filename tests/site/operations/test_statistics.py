"""PostgreSQL counts the rows of the site's tables while they grow; no lock is taken on what other databases share."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mimi.operations import statistics
from mimi.operations.statistics import Growth, count_rows


@pytest.mark.django_db
def test_only_the_sites_own_tables_are_counted() -> None:
    with CaptureQueriesContext(connection) as queries:
        count_rows()
    said = [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]
    if connection.vendor != "postgresql":
        assert said == []
        return
    assert len(said) == 1
    assert '"wagtailcore_page"' in said[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
            " WHERE l.pid = pg_backend_pid() AND l.mode = 'ShareUpdateExclusiveLock' AND c.relisshared"
        )
        assert cursor.fetchall() == []


def test_rows_are_counted_whenever_there_are_twice_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    growth = Growth()
    for number in range(200):
        monkeypatch.setattr(statistics, "count_rows", lambda number=number: counted.append(number))
        growth.reached(number)
    assert counted == [40, 80, 160]
