"""The kinds of chart there are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, TypeVar

from django.utils.translation import gettext as _

from mimi.charts.drawing import Drawing
from mimi.charts.table import Fault, Table


class ChartKind(ABC):
    """One way to draw a table; `label` tells an editor what it is for."""

    name: ClassVar[str]
    label: ClassVar[Any]

    @abstractmethod
    def draw(self, table: Table) -> Drawing:
        """Return the chart of a table; of one with faults, whatever can be shown of it."""

    def faults(self, table: Table) -> list[Fault]:
        """Return what keeps this kind from showing a table truly."""
        found = [
            Fault(_("A chart shows nothing below zero."), n)
            for n, row in enumerate(table.rows)
            if any(value is not None and value < 0 for value in row.values)
        ]
        if all(value is None for row in table.rows for value in row.values):
            found.append(Fault(_("There is no number to show.")))
        return found


def one_column(table: Table) -> list[Fault]:
    """Return the fault of a table of several columns, for a kind that shows one."""
    if table.width == 1:
        return []
    return [Fault(_("This chart shows one number a row. Choose another, or leave the columns out."))]


def nothing_missing(table: Table) -> list[Fault]:
    """Return the faults of rows without a number, for a kind that adds them up."""
    return [
        Fault(_("This chart needs every number."), n)
        for n, row in enumerate(table.rows)
        if any(value is None for value in row.values)
    ]


K = TypeVar("K", bound=type[ChartKind])
_kinds: dict[str, ChartKind] = {}


def register_chart(kind: K) -> K:
    """Register a kind of chart; used as a decorator."""
    _kinds[kind.name] = kind()
    return kind


def chart_kinds() -> list[ChartKind]:
    """Return all kinds, in the order in which they are offered."""
    return list(_kinds.values())


def chart_kind(name: str) -> ChartKind:
    """Return a kind by its name; the first for one that isn't there any more."""
    return _kinds.get(name) or next(iter(_kinds.values()))


def chart_choices() -> list[tuple[str, Any]]:
    """Return all kinds as choices of a form."""
    return [(kind.name, kind.label) for kind in _kinds.values()]
