"""Queries whose SQL is worked out once a process.

Building a query and turning it into SQL takes Django several times as long as the database takes to answer. A query
that is asked with each page, and differs in its values only, is built once with stand-ins for these; what is kept is
the statement, never anything that was read.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Model, QuerySet
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

Value = str | int | uuid.UUID
M = TypeVar("M", bound=Model)
Fill = Callable[[Sequence[Value]], Any]


@dataclass(frozen=True)
class Statement:
    """SQL, how its parameters follow from the values, and how columns become what the fields hold."""

    sql: str
    fills: tuple[Fill, ...]
    names: tuple[str, ...]
    converters: tuple[tuple[int, Any, Any], ...]


class Prepared:
    """A query that ends in `values` or `values_list`, built by a function of its values.

    A value is a text, a whole number or a UUID, or a list of these that isn't empty. The function must only put them
    into the query: it is called with others.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._statements: dict[Any, Statement] = {}

    def rows(self, *values: Value | Sequence[Value]) -> list[tuple[Any, ...]]:
        """Ask the database; return its rows."""
        return self._ask(values)[1]

    def dicts(self, *values: Value | Sequence[Value]) -> list[dict[str, Any]]:
        """Ask the database; return its rows by the names of what was asked for."""
        names, rows = self._ask(values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def _ask(self, values: tuple[Any, ...]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        connection = connections[DEFAULT_DB_ALIAS]
        shape = (connection.vendor, *(len(value) if isinstance(value, list) else None for value in values))
        statement = self._statements.get(shape)
        if statement is None:
            statement = self._statements[shape] = self._prepare(connection, values)
        flat = [inner for value in values for inner in (value if isinstance(value, list) else [value])]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [fill(flat) for fill in statement.fills])
            rows = cursor.fetchall()
        if statement.converters:
            rows = [_converted(row, statement.converters, connection) for row in rows]
        return statement.names, rows

    def _prepare(self, connection: Any, values: tuple[Any, ...]) -> Statement:
        marks: list[Value] = []

        def mark(value: Any) -> Any:
            if isinstance(value, list):
                return [mark(inner) for inner in value]
            marks.append(_mark(value, len(marks)))
            return marks[-1]

        query = self._build(*[mark(value) for value in values]).query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        found: set[int] = set()
        fills = tuple(_fill(param, marks, found, connection.ops.prep_for_like_query) for param in params)
        if found != set(range(len(marks))):
            raise ValueError("A value isn't among the parameters of the query.")
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        converters = tuple(
            (n, convert, expression)
            for n, (functions, expression) in compiler.get_converters(columns).items()
            for convert in functions
        )
        return Statement(sql, fills, tuple(query.selected or ()), converters)


class PreparedGet(Generic[M]):
    """Reads an object by its id, with what some of its foreign keys point to."""

    def __init__(self, model: type[M], *related: str) -> None:
        self._model = model
        fields: list[Any] = [model._meta.get_field(name) for name in related]
        # The object's columns, then those of each that goes along.
        self._parts: list[tuple[str, type[Model], list[str]]] = [("", model, _columns(model))]
        self._parts += [(field.name, field.related_model, _columns(field.related_model)) for field in fields]
        names = [f"{name}__{column}" if name else column for name, _model, columns in self._parts for column in columns]
        self._query = Prepared(lambda pk: model._default_manager.filter(pk=pk).order_by().values_list(*names))

    def get(self, pk: int) -> M:
        """Return the object.

        Raises:
            DoesNotExist: there is none with this id.
        """
        rows = self._query.rows(pk)
        if not rows:
            raise self._model.DoesNotExist  # type: ignore[attr-defined]  # each model has one of its own
        found: Any = None
        start = 0
        for name, model, columns in self._parts:
            part = model.from_db(DEFAULT_DB_ALIAS, columns, rows[0][start : start + len(columns)])
            start += len(columns)
            if found is None:
                found = part
            else:
                setattr(found, name, part)
        return found


class PreparedObjects(Generic[M]):
    """Reads the objects of a model that a function of some values chooses; see `Prepared`."""

    def __init__(self, model: type[M], choose: Callable[..., QuerySet[M]]) -> None:
        self._model = model
        self._columns = _columns(model)
        self._query = Prepared(lambda *values: choose(*values).values_list(*self._columns))

    def all(self, *values: Value | Sequence[Value]) -> list[M]:
        """Return the objects."""
        make, columns = self._model.from_db, self._columns
        return [make(DEFAULT_DB_ALIAS, columns, row) for row in self._query.rows(*values)]


class PreparedInsert(Generic[M]):
    """Inserts objects, but for those that meet one with the same unique values; as `bulk_create` does, one by one."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
        self._statements: dict[str, str] = {}

    def insert(self, objects: Iterable[M]) -> None:
        """Write the objects; those that aren't there yet."""
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            for one in objects:
                if connection.vendor not in self._statements:
                    self._statements[connection.vendor] = self._prepare(connection, one)
                values = [field.get_db_prep_save(field.pre_save(one, True), connection) for field in self._fields]
                cursor.execute(self._statements[connection.vendor], values)

    def _prepare(self, connection: Any, one: M) -> str:
        query = InsertQuery(self._model, on_conflict=OnConflict.IGNORE)
        query.insert_values(self._fields, [one])
        [(sql, _values)] = query.get_compiler(connection=connection).as_sql()
        return str(sql)


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _converted(row: tuple[Any, ...], converters: Iterable[tuple[int, Any, Any]], connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for n, convert, expression in converters:
        values[n] = convert(values[n], expression, connection)
    return tuple(values)


def _mark(value: Value, place: int) -> Value:
    """Return something in the place of a value that can't be mistaken for anything else in the query."""
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=0x7A7A7A7A_0000_4000_8000_000000000000 + place)
    if isinstance(value, int):
        return 2_020_202_020 + place
    return f"standin{place}x"


def _fill(param: Any, marks: list[Value], found: set[int], escaped: Callable[[str], str]) -> Fill:
    """Return what makes a parameter of the values: one of them, perhaps within a pattern, or always the same."""
    for place, mark in enumerate(marks):
        if isinstance(param, type(mark)) and param == mark:
            found.add(place)
            # A database may want a number of a kind of its own.
            kind: Any = None if type(param) is type(mark) else type(param)
            return lambda values: kind(values[place]) if kind else values[place]
        if isinstance(mark, uuid.UUID) and param == mark.hex:
            found.add(place)
            return lambda values: values[place].hex  # type: ignore[union-attr]  # a UUID, as its stand-in is
        if isinstance(mark, str) and isinstance(param, str) and mark in param:
            found.add(place)
            before, after = param.split(mark)
            return lambda values: f"{before}{escaped(str(values[place]))}{after}"
    return lambda values: param
