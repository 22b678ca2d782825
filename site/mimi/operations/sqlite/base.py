"""SQLite for many writers.

A writer that finds the file locked sleeps, longer each time, up to a tenth of a second (`sqlite3_busy_timeout`; see
<https://www.sqlite.org/c3ref/busy_timeout.html>): others that come later get the lock before it. So transactions of one
process wait for each other at a lock of their own, which wakes the next as soon as it is free; processes still wait for
each other as SQLite has it.
"""

from __future__ import annotations

import functools
import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

# By the name of the file.
_lines: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


@functools.lru_cache(maxsize=1000)
def _with_question_marks(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that writes a statement with SQLite's own marks once, not each time it is sent."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Return a statement of Django's as SQLite takes it."""
        if param_names is None:
            return _with_question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose transactions wait for those of other threads."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._turn: threading.Lock | None = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        """Return a cursor; SQLite's have no names."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        """Wait for this thread's turn, as long as for SQLite's lock, and begin.

        Raises:
            OperationalError: others held the file for all that time.
        """
        line = _lines[str(self.settings_dict["NAME"])]
        if not line.acquire(timeout=float(self.settings_dict["OPTIONS"].get("timeout", 5))):
            raise OperationalError("database is locked")
        self._turn = line
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave out what is private
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave out what is private
        self._end_turn()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # the stubs leave out what is private
        self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave out what is private
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.release()
