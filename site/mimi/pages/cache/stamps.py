"""Raising tags, and a worker's view of which were raised when."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max

LOOK_EVERY_SECONDS = 1.0


class StampView:
    """One worker's knowledge of the stamps, renewed at most once a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamps: dict[str, int] = {}
        self._looked_at = float("-inf")
        self.latest = 0
        self.epoch = ""

    def is_fresh(self) -> bool:
        """Say whether the last look is less than a second ago."""
        return time.monotonic() - self._looked_at < LOOK_EVERY_SECONDS

    def refresh(self, *, now: bool = False) -> None:
        """Look for stamps that other workers have raised, unless that was done within the last second."""
        if not now and self.is_fresh():
            return
        with self._lock:
            if not now and self.is_fresh():
                return
            self._read()
            self._looked_at = time.monotonic()

    def _read(self) -> None:
        from mimi.pages.cache.models import CacheStamp, StampCounter

        row = StampCounter.objects.filter(pk=1).values_list("epoch", "value").first()
        epoch, value = (str(row[0]), row[1]) if row else ("", 0)
        if epoch == self.epoch and value < self.latest:
            # The same database as it was some time ago: what was made since must not be taken for true when the count
            # comes there again.
            epoch = begin_epoch(epoch)
        if epoch != self.epoch:
            # Another database than before: forget all.
            self.epoch, self._stamps, self.latest = epoch, {}, 0
        if value > self.latest:
            self._stamps.update(CacheStamp.objects.filter(stamp__gt=self.latest).values_list("tag", "stamp"))
            self.latest = value

    def holds(self, tags: Iterable[str], stamp: int) -> bool:
        """Say whether something made at `stamp` from `tags` is still true."""
        stamps = self._stamps
        return all(stamps.get(tag, 0) <= stamp for tag in tags)

    def forget(self) -> None:
        """Know nothing again; the next look reads all."""
        with self._lock:
            self._stamps, self.latest, self.epoch = {}, 0, ""
            self._looked_at = float("-inf")


view = StampView()


def begin_epoch(old: str) -> str:
    """Make everything be made anew, everywhere; return the new epoch, which another worker may have begun already."""
    from mimi.pages.cache.models import StampCounter

    counter = StampCounter.objects.filter(pk=1)
    counter.filter(epoch=old).update(epoch=uuid.uuid4())
    return str(counter.values_list("epoch", flat=True).first() or "")


def raise_tags(*tags: str) -> None:
    """Make everything that depends on one of the tags be made anew.

    The counter's row is locked until the surrounding transaction ends, so stamps become visible in
    the order in which they were given out.
    """
    from mimi.pages.cache.models import CacheStamp, StampCounter

    if not tags:
        return
    with transaction.atomic():
        StampCounter.objects.get_or_create(pk=1)
        StampCounter.objects.filter(pk=1).update(value=F("value") + 1)
        stamp = StampCounter.objects.aggregate(value=Max("value"))["value"]
        CacheStamp.objects.bulk_create(
            [CacheStamp(tag=tag, stamp=stamp) for tag in sorted(set(tags))],
            update_conflicts=True,
            unique_fields=["tag"],
            update_fields=["stamp"],
        )
        transaction.on_commit(lambda: view.refresh(now=True))
