"""Grows a site once and sets it out again from its rows, in a small part of the time.

What a maker writes into the database is kept as the rows by which the tables differ before and after it. Where a later
test begins from the same rows, they are put in again; where it doesn't, the maker makes its things anew. Signals
are not sent again, so a test that wants something to hear of its pages asks for them `anew`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Site

Made = TypeVar("Made")
# The rows of a table by their primary keys.
Rows = dict[Any, tuple[Any, ...]]

# Made with the database, and known by other things than their numbers.
_LEFT_OUT = {"django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Table:
    """A table of the database; `key` and `kinds` are the places of its primary key and of its content types."""

    name: str
    columns: tuple[str, ...]
    key: int
    kinds: tuple[int, ...]

    def read(self) -> Rows:
        """Return all rows."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_quoted(*self.columns)} FROM {_quoted(self.name)}")  # noqa: S608 - names of ours
            return {row[self.key]: tuple(row) for row in cursor.fetchall()}

    def remove(self, keys: Iterable[Any]) -> None:
        """Take rows out."""
        statement = f"DELETE FROM {_quoted(self.name)} WHERE {_quoted(self.columns[self.key])} = %s"  # noqa: S608 - same
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(key,) for key in keys])

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Put rows in."""
        values = ", ".join(["%s"] * len(self.columns))
        statement = f"INSERT INTO {_quoted(self.name)} ({_quoted(*self.columns)}) VALUES ({values})"  # noqa: S608 - same
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(rows))


def _quoted(*names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables of all models, and those between two models."""
    found: dict[str, Table] = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        # SQLite fills the tables for its search by itself.
        if options.proxy or options.db_table in _LEFT_OUT or options.db_table.endswith("_fts"):
            continue
        fields = options.local_concrete_fields
        assert options.pk is not None
        found[options.db_table] = Table(
            options.db_table,
            tuple(str(field.column) for field in fields),
            [field.column for field in fields].index(options.pk.column),
            tuple(place for place, field in enumerate(fields) if field.related_model is ContentType),
        )
    return tuple(found.values())


@dataclass(frozen=True)
class Difference:
    """What a maker did in a table: which rows it found, which of them it took out, and which it put in."""

    table: Table
    found: Rows
    removed: tuple[Any, ...]
    added: tuple[tuple[Any, ...], ...]

    def rows(self, kinds: dict[Any, Any]) -> list[tuple[Any, ...]]:
        """Return the rows put in, with their content types by today's numbers."""
        places = self.table.kinds
        return [
            tuple(kinds.get(value, value) if at in places else value for at, value in enumerate(row))
            for row in self.added
        ]


@dataclass(frozen=True)
class Kept:
    """All that a maker did, and the names of the content types by their numbers at that time."""

    differences: tuple[Difference, ...]
    kinds: dict[Any, tuple[str, str]]

    def fits(self) -> bool:
        """Say whether the database is as the maker found it."""
        return all(difference.table.read() == difference.found for difference in self.differences)

    def set_out(self) -> None:
        """Do again what the maker did."""
        today = {old: ContentType.objects.get_by_natural_key(*name).pk for old, name in self.kinds.items()}
        with transaction.atomic():
            for difference in self.differences:
                difference.table.remove(difference.removed)
            for difference in self.differences:
                kinds = difference.table.kinds
                difference.table.add(
                    [
                        tuple(today[value] if at in kinds and value else value for at, value in enumerate(row))
                        for row in difference.added
                    ]
                    if kinds
                    else difference.added
                )
        Site.clear_site_root_paths_cache()


_kept: dict[Hashable, list[tuple[Kept, Any]]] = {}


def keep(name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what `make` returns, or returned when it was asked under this name before; it holds numbers, no rows."""
    for kept, made in _kept.get(name, []):
        if kept.fits():
            kept.set_out()
            return cast(Made, made)
    before = {table: table.read() for table in tables()}
    made = make()
    differences = []
    for table in tables():
        found, left = before[table], table.read()
        removed = tuple(key for key, row in found.items() if left.get(key) != row)
        added = tuple(row for key, row in left.items() if found.get(key) != row)
        if removed or added:
            differences.append(Difference(table, found, removed, added))
    kinds = {kind.pk: kind.natural_key() for kind in ContentType.objects.all()}
    _kept.setdefault(name, []).append((Kept(tuple(differences), kinds), made))
    return made
