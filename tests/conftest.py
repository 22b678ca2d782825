"""What every test shares."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.utils import translation

from courses.workshop.views import kept_packs
from mimi.pages.cache import fragments, middleware, stamps
from mimi.pages.gates import open_gates
from mimi.search import indexing
from practices import booklet
from tests.factories import SiteTree, grow

# A database, fixtures for tests in a real browser, and which worker does what.
pytest_plugins = ["tests.browser", "tests.migrated", "tests.handing_out"]


# How long an example takes on a busy machine says nothing.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


# Characters of a failure, from its beginning and from its end.
ENOUGH_TOLD = 3000
_NEEDS_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on a second database what no database has a part in."""
    if connection.vendor == "sqlite":
        return
    left: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        asks = item.get_closest_marker("django_db") or _NEEDS_DATABASE & set(getattr(item, "fixturenames", ()))
        left[bool(asks) and not item.get_closest_marker("once")].append(item)
    items[:] = left[True]
    config.hook.pytest_deselected(items=left[False])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say at once what failed, even if it is run again: a long run that is stopped would never come to its summary."""
    if report.outcome in ("failed", "rerun") and "PYTEST_XDIST_WORKER" not in os.environ:
        text = report.longreprtext
        told = text if len(text) < 2 * ENOUGH_TOLD else f"{text[:ENOUGH_TOLD]}\n…\n{text[-ENOUGH_TOLD:]}"
        print(f"\n{report.nodeid} ({report.when}, {report.outcome})\n{told}", flush=True)  # noqa: T201 - nobody would see it otherwise


def _forget() -> None:
    for cache in caches.all():
        cache.clear()
    fragments.memory.clear()
    middleware.pages.clear()
    middleware.apart.clear()
    booklet.kept_lists.clear()
    kept_packs.clear()
    stamps.view.forget()


@pytest.fixture(autouse=True)
def _empty_caches() -> Iterator[None]:
    """No test finds in a cache, or in the memory of this process, what another left there."""
    _forget()
    yield
    _forget()


@pytest.fixture(autouse=True)
def _no_look_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker looks for new stamps when a test tells it to, not because the machine was slow."""
    monkeypatch.setattr(stamps, "LOOK_EVERY_SECONDS", 3600.0)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """No test speaks the language of the last page that another asked for."""
    with translation.override("en"):
        yield


def _searches(request: pytest.FixtureRequest) -> bool:
    return bool({"search", "e2e", "loading"} & set(request.node.path.parts))


@pytest.fixture(autouse=True)
def _indexed_only_to_be_found(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is published is indexed where a test searches; elsewhere that would take as long as the publish itself."""
    if not _searches(request):
        for name in ("page_changed", "entry_changed"):
            monkeypatch.setattr(indexing, name, lambda *_things: None)


@pytest.fixture(autouse=True)
def _published_as_it_is(request: pytest.FixtureRequest) -> Iterator[None]:
    """The gate asks what is published for its English only where it is tested: elsewhere texts are placeholders."""
    with nullcontext() if "editors" in request.node.path.parts else open_gates():
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_files_left_behind() -> Iterator[None]:
    """Uploads and databases of a test run live in a folder of its own, which goes with it."""
    settings.RUNTIME_DIR.mkdir(parents=True, exist_ok=True)
    yield
    shutil.rmtree(settings.RUNTIME_DIR, ignore_errors=True)


@pytest.fixture
def site_tree(request: pytest.FixtureRequest, db: Any) -> SiteTree:
    """The small site of `tests.factories.tree` in all four languages."""
    return grow(anew=_searches(request))


@pytest.fixture
def small_tree(request: pytest.FixtureRequest, db: Any) -> SiteTree:
    """The same site in English and Norwegian only, for tests that need no more."""
    return grow(("en", "nb"), anew=_searches(request))
