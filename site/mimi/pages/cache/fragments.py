"""A worker's memory of parts of pages and of small things that took queries to work out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.conf import settings

from mimi.pages.cache.stamps import view
from mimi.pages.cache.tags import collecting, depends_on

T = TypeVar("T")
MOST_FRAGMENTS = 4000


@dataclass(slots=True)
class Entry(Generic[T]):
    """Something kept, with the tags that it depends on and the stamp at which its making began.

    `held_at` is the newest stamp at which it was found to be true still, so that each is compared once.
    """

    value: T
    tags: frozenset[str]
    stamp: int
    epoch: str
    held_at: int = -1


class Memory:
    """A bounded mapping in this process, that forgets what was asked for longest ago."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._entries: OrderedDict[Any, Entry[Any]] = OrderedDict()

    def get(self, key: Any) -> Entry[Any] | None:
        """Return what is kept under the key if it is still true."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        latest = view.latest
        if entry.epoch != view.epoch or (entry.held_at != latest and not view.holds(entry.tags, entry.stamp)):
            self.drop(key)
            return None
        entry.held_at = latest
        with self._lock:
            if key in self._entries:
                self._entries.move_to_end(key)
        return entry

    def put(self, key: Any, entry: Entry[Any]) -> None:
        """Keep an entry."""
        with self._lock:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)

    def drop(self, key: Any) -> None:
        """Forget one entry."""
        with self._lock:
            self._entries.pop(key, None)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)


memory = Memory(MOST_FRAGMENTS)


def cached(key: Any, build: Callable[[], T]) -> T:
    """Return what is kept under `key`, or build it and keep it.

    What `build` depends on it notes with `depends_on`; the caller depends on the same. The value is shared by
    threads: nobody may change it. With `KEEP_RENDERED` off, everything is built anew.
    """
    if not settings.KEEP_RENDERED:
        return build()
    view.refresh()
    entry = memory.get(key)
    if entry is not None:
        depends_on(*entry.tags)
        return entry.value
    stamp, epoch = view.latest, view.epoch
    with collecting() as tags:
        value = build()
    memory.put(key, Entry(value, frozenset(tags), stamp, epoch))
    return value


class Lazy(Generic[T]):
    """A template variable that is worked out when a template first asks for it.

    Parts of a page are kept apart from each other, so each that asks is told what the value depends on.
    """

    def __init__(self, build: Callable[[], T]) -> None:
        self._build = build
        self._made: tuple[T, set[str]] | None = None

    def __call__(self) -> T:
        """Return the value; templates call what can be called."""
        if self._made is None:
            with collecting() as tags:
                value = self._build()
            self._made = value, tags
        else:
            depends_on(*self._made[1])
        return self._made[0]

    def __str__(self) -> str:
        """Return the value as text: a translated sentence takes its variables without calling them."""
        return str(self())
