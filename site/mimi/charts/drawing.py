"""What a kind of chart makes of a table: marks, and the words that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString, mark_safe

from mimi.charts.marks import Marks


class Layout(StrEnum):
    """How the panels of a drawing stand: below each other, beside each other, or one with its key beside it."""

    ROWS = "rows"
    COLUMNS = "columns"
    FIELD = "field"


@dataclass(frozen=True)
class Strip:
    """Marks, and the number that they show; empty where the marks say it themselves or the key does.

    `stated` is false where the source has no number, and the value says so.
    """

    marks: Marks
    value: str = ""
    stated: bool = True

    @property
    def svg(self) -> SafeString:
        """The marks as an SVG for a page; who can't see them has the table."""
        marks = self.marks
        if marks.width is None:
            place = f'class="marks" width="100%" height="{marks.height:g}"'
        else:
            place = f'class="marks is-whole" viewBox="0 0 {marks.width:g} {marks.height:g}"'
        # Marks are drawn by our own code, which escapes the few words that stand in them.
        return mark_safe(f'<svg {place} aria-hidden="true" focusable="false">{marks.inside()}</svg>')  # noqa: S308 - see above


@dataclass(frozen=True)
class Panel:
    """A label with one strip or more."""

    label: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True)
class Key:
    """What a tone stands for, and its number where no strip says it."""

    label: str
    swatch: Strip
    value: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart, ready to be shown."""

    layout: Layout
    panels: tuple[Panel, ...]
    keys: tuple[Key, ...] = ()
