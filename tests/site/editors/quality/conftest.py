"""What tests of quality share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_queries() -> Callable[[Callable[[], Any]], int]:
    """Counts the queries that something makes, when it is done for the second time."""

    def count(do: Callable[[], Any]) -> int:
        do()
        with CaptureQueriesContext(connection) as context:
            do()
        return len(context)

    return count
