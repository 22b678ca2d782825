"""Several workers beside each other: each keeps pages of its own, and sees what the others change."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from mimi.pages.cache import fragments, middleware, stamps
from mimi.pages.cache.fragments import Entry, Memory, cached
from mimi.pages.cache.models import StampCounter
from mimi.pages.cache.stamps import StampView, raise_tags
from mimi.pages.cache.tags import collecting, depends_on, noting_nothing
from tests.factories import SiteTree
from tests.site.pages.visits import address, committed, public_pages, publish, text_of, visit


class Worker:
    """A process that serves the site, with a memory of its own."""

    def __init__(self) -> None:
        self.view = StampView()
        self.fragments = Memory(fragments.MOST_FRAGMENTS)
        self.pages = Memory(middleware.MOST_PAGES)

    @contextmanager
    def working(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Let this worker answer."""
        with monkeypatch.context() as patch:
            for module in (stamps, fragments, middleware):
                patch.setattr(module, "view", self.view)
            patch.setattr(fragments, "memory", self.fragments)
            patch.setattr(middleware, "pages", self.pages)
            yield


@pytest.fixture
def workers() -> tuple[Worker, Worker]:
    return Worker(), Worker()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return a function that lets seconds pass for all who look at the stamps."""
    now = [1000.0]
    monkeypatch.setattr(stamps, "LOOK_EVERY_SECONDS", 1.0)
    monkeypatch.setattr(stamps.time, "monotonic", lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += seconds

    return wait


Clock = Callable[[float], None]


def test_a_second_worker_sees_a_publish_at_its_next_look(
    small_tree: SiteTree, workers: tuple[Worker, Worker], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = workers
    url = address(small_tree.about["en"])
    with two.working(monkeypatch):
        assert "About" in text_of(visit(url))
    clock(0.5)
    with one.working(monkeypatch):
        publish(small_tree.about["en"], title="Who we are")
        assert "Who we are" in text_of(visit(url)), "who published sees it at once"
    with two.working(monkeypatch):
        assert "Who we are" not in text_of(visit(url)), "it has looked less than a second ago"
        clock(0.6)
        assert "Who we are" in text_of(visit(url))


def test_a_worker_looks_once_a_second_however_many_pages_it_serves(
    small_tree: SiteTree, clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = address(small_tree.about["en"])
    visit(url)
    with django_assert_num_queries(0):
        for _ in range(5):
            visit(url)
    clock(1.1)
    with django_assert_num_queries(1):
        for _ in range(5):
            visit(url)


def test_a_render_that_began_before_a_publish_is_not_kept_for_fresh(
    small_tree: SiteTree, workers: tuple[Worker, Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    about = small_tree.about["en"]
    url = address(about)
    slow = True
    serve = type(about).serve

    def serve_slowly(page: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal slow
        response = serve(page, request, *args, **kwargs)
        if slow:
            # Rendered, not yet sent: now somebody publishes.
            slow = False
            publish(about, title="Who we are")
        return response

    monkeypatch.setattr(type(about), "serve", serve_slowly)
    assert "Who we are" not in text_of(visit(url))
    assert "Who we are" in text_of(visit(url))
    with workers[1].working(monkeypatch):
        assert "Who we are" in text_of(visit(url))


def test_a_part_that_was_begun_before_a_change_is_not_kept_for_fresh(db: Any) -> None:
    def build() -> str:
        depends_on("thing")
        with committed():
            raise_tags("thing")
        return "old"

    assert cached("part", build) == "old"
    assert cached("part", lambda: "new") == "new"


def test_a_part_is_made_anew_after_a_change_and_only_then(db: Any) -> None:
    made = []

    def build() -> int:
        depends_on("thing")
        made.append(1)
        return len(made)

    raise_tags("the first thing of all")
    assert [cached("part", build), cached("part", build)] == [1, 1]
    with committed():
        raise_tags("another thing")
    assert cached("part", build) == 1
    with committed():
        raise_tags("thing")
    assert cached("part", build) == 2


def test_a_whole_depends_on_what_its_parts_depend_on(db: Any) -> None:
    def part() -> str:
        depends_on("thing")
        return "part"

    for _ in range(2):
        with collecting() as tags:
            assert cached("whole", lambda: cached("part", part)) == "part"
        assert tags == {"thing"}
    with collecting() as tags, noting_nothing():
        cached("whole", lambda: "")
    assert tags == set()


def test_another_database_makes_a_worker_forget_everything(
    small_tree: SiteTree, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = address(small_tree.about["en"])
    before = visit(url)
    about = type(small_tree.about["en"])
    # A backup is put in the place of the database: other contents, an older count, and nobody is told.
    about.objects.filter(pk=small_tree.about["en"].pk).update(title="From the backup")
    StampCounter.objects.update_or_create(pk=1, defaults={"epoch": uuid.uuid4(), "value": 1})
    assert visit(url).content == before.content
    clock(1.1)
    assert "From the backup" in text_of(visit(url))


def test_a_database_whose_count_went_back_makes_a_worker_forget_everything(small_tree: SiteTree, clock: Clock) -> None:
    url = address(small_tree.about["en"])
    publish(small_tree.about["en"])
    visit(url)
    type(small_tree.about["en"]).objects.filter(pk=small_tree.about["en"].pk).update(title="From the backup")
    epoch = StampCounter.objects.get(pk=1).epoch
    StampCounter.objects.filter(pk=1).update(value=1)
    clock(1.1)
    assert "From the backup" in text_of(visit(url))
    assert StampCounter.objects.get(pk=1).epoch != epoch, "nor may another worker believe what was made since"


def test_workers_started_on_an_older_state_of_the_database_do_not_take_what_was_shared_of_the_later(
    small_tree: SiteTree, workers: tuple[Worker, Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = workers
    about = small_tree.about["en"]
    with one.working(monkeypatch):
        publish(about)
        value = StampCounter.objects.get(pk=1).value
        publish(about, title="Later")
        assert "Later" in text_of(visit(address(about)))
    # All is stopped, a backup put in place, and started again.
    type(about).objects.filter(pk=about.pk).update(title="From the backup")
    StampCounter.objects.filter(pk=1).update(value=value)
    with two.working(monkeypatch):
        assert "From the backup" in text_of(visit(address(about)))


def test_the_memory_is_bounded_and_forgets_what_was_asked_for_longest_ago() -> None:
    memory = Memory(3)
    for name in "abc":
        memory.put(name, Entry(name, frozenset(), 0, ""))
    assert memory.get("a") is not None
    memory.put("d", Entry("d", frozenset(), 0, ""))
    assert len(memory) == 3
    assert memory.get("b") is None
    assert [memory.get(name).value for name in "acd"] == ["a", "c", "d"]  # type: ignore[union-attr]


def test_made_up_addresses_do_not_fill_the_memory(small_tree: SiteTree) -> None:
    url = address(small_tree.library["en"])
    visit(url)
    kept, parts = len(middleware.pages), len(fragments.memory)
    for n in range(20):
        visit(f"{url}?theme=made-up-{n}")
        visit(f"{url}?utm_source={n}")
        visit(f"{url}?group={'&group='.join('x' * n)}")
        visit(f"/en/made-up-{n}/")
        visit(f"/en/translations/{uuid.uuid4()}/")
    assert (len(middleware.pages), len(fragments.memory)) == (kept, parts)


def test_a_second_worker_takes_a_page_from_the_shared_cache(
    small_tree: SiteTree,
    workers: tuple[Worker, Worker],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one, two = workers
    urls = [address(page) for page in public_pages(small_tree).values()]
    with one.working(monkeypatch):
        first = [visit(url).content for url in urls]
    with two.working(monkeypatch):
        two.view.refresh()
        with django_assert_num_queries(0):
            assert [visit(url).content for url in urls] == first


def test_a_worker_does_not_take_what_is_stale_from_the_shared_cache(
    small_tree: SiteTree, workers: tuple[Worker, Worker], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = workers
    url = address(small_tree.about["en"])
    with one.working(monkeypatch):
        visit(url)
        publish(small_tree.about["en"], title="Who we are")
    with two.working(monkeypatch):
        assert "Who we are" in text_of(visit(url))


def test_another_release_does_not_take_what_the_last_one_has_shared(
    small_tree: SiteTree, workers: tuple[Worker, Worker], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    one, two = workers
    url = address(small_tree.about["en"])
    with one.working(monkeypatch):
        visit(url)
    settings.RELEASE = "the next one"
    type(small_tree.about["en"]).objects.filter(pk=small_tree.about["en"].pk).update(title="As the next one shows it")
    with two.working(monkeypatch):
        assert "As the next one shows it" in text_of(visit(url))


def test_a_shared_cache_that_fails_stops_nobody(small_tree: SiteTree, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("the cache is gone")

    backend = type(caches["pages"])
    monkeypatch.setattr(backend, "get", fail)
    monkeypatch.setattr(backend, "set", fail)
    url = address(small_tree.about["en"])
    assert visit(url).status_code == 200
    assert visit(url).status_code == 200


@pytest.mark.parametrize("other", [{"headers": {"host": "other.example"}}, {"secure": True}])
def test_hosts_and_schemes_are_kept_apart(other: dict[str, Any], small_tree: SiteTree) -> None:
    url = address(small_tree.about["en"])
    visit(url)
    kept = len(middleware.pages)
    assert Client().get(url, **other).status_code == 200
    assert len(middleware.pages) == kept + 1


def test_with_keeping_switched_off_everything_is_made_anew(small_tree: SiteTree, settings: Any) -> None:
    settings.KEEP_RENDERED = False
    url = address(small_tree.about["en"])
    visit(url)
    type(small_tree.about["en"]).objects.filter(pk=small_tree.about["en"].pk).update(title="At once")
    assert "At once" in text_of(visit(url))
    assert len(middleware.pages) == len(fragments.memory) == 0
