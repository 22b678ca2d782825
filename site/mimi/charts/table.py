"""The table that a chart is drawn from, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from mimi.charts.written import written

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Row:
    """What was counted, and a number for each column; None where the source states none."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Fault:
    """Something that keeps a table from being drawn, in the editor's language; `row` counts from 0, None for all."""

    message: str
    row: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of numbers in a unit; `columns` are empty where there is one column, whose name the title says already."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""

    @property
    def width(self) -> int:
        """How many numbers a row holds."""
        return max(1, len(self.columns))

    @property
    def is_share(self) -> bool:
        """Whether the numbers are per cent of a whole."""
        return self.unit == "%" and self.most <= HUNDRED

    @property
    def most(self) -> Decimal:
        """The highest number; 0 where there is none."""
        return max((value for row in self.rows for value in row.values if value is not None), default=Decimal(0))

    @property
    def full(self) -> Decimal:
        """What the longest possible bar stands for: the whole of a share, otherwise the highest number."""
        return HUNDRED if self.is_share else self.most

    @property
    def name(self) -> str:
        """A short name that differs between tables, for the ids of what is drawn from them."""
        return f"c{crc32(repr(self).encode()):08x}"

    def part(self, value: Decimal | None) -> float:
        """Return how much of the longest possible bar a number fills, in per cent from 0 to 100."""
        if value is None or value <= 0 or not self.full:
            return 0.0
        return min(round(float(value / self.full * 100), 2), 100.0)

    def written(self, value: Decimal | None) -> str:
        """Return a number with its unit, as the active language writes it."""
        return written(value, self.unit)

    @property
    def written_rows(self) -> list[tuple[str, list[str]]]:
        """The rows as people read them."""
        return [(row.label, [self.written(value) for value in row.values]) for row in self.rows]
