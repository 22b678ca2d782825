"""Hands tests out to workers by the file (`--dist loadfile`), with two exceptions.

What loads the practice set goes to one worker, first, as that takes long and needs to be done once. Tests that commit
go last, one by one, as they leave a worker's database empty: so files that hold some are not handed out as a whole.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
# Tests that load the practice set, or part of it.
LOADING = ("tests/site/loading/", "tests/site/search/test_table.py")
_COMMITTING = ("transaction=True", "transactional_db", "live_server")


def commits(item: pytest.Item) -> bool:
    """Say whether a test leaves its worker's database empty."""
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and marker.kwargs.get("transaction"))
    return asked or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@cache
def _holds_some_that_commit(file: str) -> bool:
    text = (ROOT / file).read_text(encoding="utf-8")
    return any(word in text for word in _COMMITTING)


class ByFile(LoadScopeScheduling):
    """Whole files, in the order in which they stand."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if _holds_some_that_commit(file):
            return nodeid
        return "practice set" if nodeid.startswith(LOADING) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """Return what hands out whole files; other ways of handing out are pytest-xdist's own."""
    if config.getvalue("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, and what commits last."""
    items.sort(key=lambda item: (commits(item), not item.nodeid.startswith(LOADING)))
