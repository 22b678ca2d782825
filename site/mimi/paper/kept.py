"""Files that are made once for all who ask for the same: a few are kept in memory, those that were asked for last."""

from __future__ import annotations

from collections.abc import Callable

from mimi.pages.cache.fragments import Entry, Memory
from mimi.pages.cache.stamps import view

from .turns import in_turn


class KeptFiles(Memory):
    """A worker's memory of a few files, by digests of all that they are made of."""

    def file(self, made_of: str, make: Callable[[], bytes]) -> bytes:
        """Return a file, made now unless it is kept. Few are made at a time.

        Raises:
            PaperBusyError: others are being made; see `in_turn`.
            PaperUnavailableError: it can't be made here; what `make` says.
        """
        entry = self.get(made_of)
        if entry is None:
            with in_turn():
                # Whoever stood before in the line may have wanted the same.
                entry = self.get(made_of)
                if entry is None:
                    # Its key says all that it depends on.
                    entry = Entry(make(), frozenset(), 0, view.epoch)
                    self.put(made_of, entry)
        content: bytes = entry.value
        return content
