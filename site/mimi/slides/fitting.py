"""Sizes for what stands on a slide; where it doesn't fit in the smallest, it goes on on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from mimi.slides.content import Column, Kind, Layout, Picture, Slide, Text, Unit
from mimi.slides.measuring import LEADING, cut, wrapped

POINTS = 72


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Style:
    """How a kind of paragraph is set: `scale` of the size, `hang` (the room of its mark) and `before` in sizes."""

    scale: float = 1.0
    bold: bool = False
    hang: float = 0.0
    before: float = 0.45


STYLES = {
    Kind.PLAIN: Style(),
    Kind.STRONG: Style(bold=True),
    Kind.HEADING: Style(scale=0.85, bold=True),
    Kind.SOFT: Style(scale=0.75),
    Kind.BULLET: Style(hang=1.0),
    Kind.MARKED: Style(hang=1.9),
    Kind.STEP: Style(bold=True, hang=1.6, before=0.6),
    Kind.UNDER: Style(hang=1.6, before=0.1),
    Kind.TIMED: Style(scale=0.9, hang=4.4, before=0.25),
    Kind.RIGHT: Style(bold=True, hang=1.9),
}

# From large to small; the last is the smallest that is read from the back of a room.
SIZES = {1: (36, 32, 28, 26, 24, 22, 20), 2: (26, 24, 22, 20, 18, 16)}
# A cover is one slide, and a question stands better on one than on two.
_SIZES = {
    Layout.COVER: {1: (26, 24, 22, 20, 18, 16), 2: (20, 18, 16, 14, 12)},
    Layout.QUESTION: {1: (*SIZES[1], 18), 2: (*SIZES[2], 15, 14)},
    Layout.ANSWER: {1: (*SIZES[1], 18), 2: (*SIZES[2], 15, 14)},
}
TITLES = {1: (34, 30, 26, 22, 18), 2: (26, 22, 19, 16, 13)}
# Of covers and of what begins a step.
LARGE_TITLES = {1: (46, 40, 34, 28, 22, 16), 2: (32, 28, 24, 20, 16, 13)}
KICKER, LARGE_KICKER = 14, 20
# Where a machine lacks the face of titles, the one in its place may be wider.
_SERIF = 0.9
_LARGE = (Layout.COVER, Layout.OPENER)
_BODY_TOP, _BODY_HEIGHT = 2.2, 4.45
_ONE, _LEFT, _RIGHT = (0.75, 11.83), (0.75, 5.6), (7.0, 5.6)
# Below a picture there is a caption.
PICTURE = Box(0.75, 2.2, 11.83, 3.55)
_CAPTION_TOP, _CAPTION_HEIGHT = 5.85, 0.9


@dataclass(frozen=True)
class Places:
    """Where the parts of a column stand."""

    kicker: Box
    title: Box
    body: Box


@dataclass(frozen=True)
class Fitted:
    """A slide as it is drawn: titles with their sizes, and the size of what stands below."""

    slide: Slide
    titles: tuple[int, ...]
    size: int

    @property
    def places(self) -> list[Places]:
        """Where its columns stand."""
        return places(self.slide.layout, len(self.slide.columns), self.slide.picture)


def kicker_size(layout: Layout) -> int:
    """Return the size of the line above a title."""
    return LARGE_KICKER if layout is Layout.OPENER else KICKER


def places(layout: Layout, columns: int, picture: Picture | None = None) -> list[Places]:
    """Return where the columns of a slide stand."""
    if layout is Layout.COVER:
        return _on_cover(columns)
    sides = [_ONE] if columns == 1 else [_LEFT, _RIGHT]
    if layout is Layout.OPENER:
        return [
            Places(Box(x, 1.05, width, 0.45), Box(x, 1.6, width, 1.5), Box(x, 3.55, width, 3.1)) for x, width in sides
        ]
    top, height = (_CAPTION_TOP, _CAPTION_HEIGHT) if picture else (_BODY_TOP, _BODY_HEIGHT)
    found = [
        Places(Box(x, 0.5, width, 0.35), Box(x, 0.85, width, 1.1), Box(x, top, width, height)) for x, width in sides
    ]
    if layout is Layout.PAIR:
        # One title over both; what stands in them has a panel around it.
        x, width = _ONE
        above = Box(x, 0.5, width, 0.35), Box(x, 0.85, width, 1.1)
        found = [Places(*above, Box(side[0] + 0.2, top + 0.15, side[1] - 0.4, height - 0.3)) for side in sides]
    return found


def _on_cover(columns: int) -> list[Places]:
    """Return what stands on a cover: one language below the other, beside the drawing."""
    x, width, each = 0.7, 5.9, 6.3 / columns
    found = []
    for n in range(columns):
        top = 0.6 + n * each
        title = 2.5 if columns == 1 else 1.1
        found.append(
            Places(
                Box(x, top, width, 0.4),
                Box(x, top + 0.45, width, title),
                Box(x, top + 0.55 + title, width, each - title - 0.75),
            )
        )
    return found


def fitted(slide: Slide) -> list[Fitted]:
    """Return a slide as slides on which nothing runs over.

    Raises:
        PaperUnavailableError: the letters that it is measured by aren't there.
    """
    boxes = places(slide.layout, len(slide.columns), slide.picture)
    rows = list(zip_longest(*(column.units for column in slide.columns), fillvalue=()))
    size, parts = _parted(rows, [place.body for place in boxes], _SIZES.get(slide.layout, SIZES)[len(slide.columns)])
    if slide.layout is Layout.COVER:
        parts = parts[:1]
    shown = []
    for number, part in enumerate(parts):
        columns, titles = [], []
        for n, (column, place) in enumerate(zip(slide.columns, boxes, strict=True)):
            units = tuple(row[n] for row in part if row[n])
            title, title_size = _title(column, number, slide.layout, place.title, len(slide.columns))
            kicker = cut(column.kicker, kicker_size(slide.layout), place.kicker.width * POINTS, 1, bold=True)
            columns.append(replace(column, title=title, kicker=kicker, units=units))
            titles.append(title_size)
        here = replace(slide, columns=tuple(columns), picture=slide.picture if number == 0 else None)
        shown.append(Fitted(here, tuple(titles), size))
    return shown


def height(units: Sequence[Unit], size: float, width: float) -> float:
    """Return how much room units take below each other, in points; `width` is in inches."""
    return sum(_height(text, size, width) for unit in units for text in unit)


def _height(text: Text, size: float, width: float) -> float:
    style = STYLES[text.kind]
    own = size * style.scale
    lines = wrapped(text.text, own, width * POINTS - style.hang * size, bold=style.bold)
    return len(lines) * own * LEADING + style.before * size


def _title(column: Column, number: int, layout: Layout, box: Box, columns: int) -> tuple[str, int]:
    """Return a title with the largest size in which it fits; it is cut off where it fits in none."""
    title = f"{column.title} {column.goes_on}" if number and column.goes_on else column.title
    sizes = (LARGE_TITLES if layout in _LARGE else TITLES)[1 if layout is Layout.PAIR else columns]
    width = box.width * POINTS * _SERIF
    for size in sizes:
        most = int(box.height * POINTS / (size * LEADING))
        if len(wrapped(title, size, width, bold=True)) <= most:
            return title, size
    return cut(title, size, width, most, bold=True), size


Row = tuple[Unit, ...]


def _parted(rows: list[Row], boxes: Sequence[Box], sizes: Sequence[int]) -> tuple[int, list[list[Row]]]:
    """Return a size, and the rows that stand on each slide: as few slides as can be, about equally full."""
    smallest = sizes[-1]
    if not _fits([rows], boxes, sizes[-1]):
        rows = [piece for row in rows for piece in _pieces(row, boxes, smallest)]
    fewest = len(_filled(rows, boxes, smallest, 1.0))
    tenths = (n / 10 for n in range(3, 11))
    parts = next(found for part in tenths if len(found := _filled(rows, boxes, smallest, part)) == fewest)
    return next((size for size in sizes if _fits(parts, boxes, size)), smallest), parts


def _fits(parts: Sequence[Sequence[Row]], boxes: Sequence[Box], size: int) -> bool:
    return all(_fill(part, boxes, size) <= 1.0 for part in parts)


def _fill(rows: Sequence[Row], boxes: Sequence[Box], size: int) -> float:
    """Return how full the fullest column is; more than 1 where it runs over."""
    return max(height([row[n] for row in rows], size, box.width) / (box.height * POINTS) for n, box in enumerate(boxes))


def _filled(rows: Sequence[Row], boxes: Sequence[Box], size: int, part: float) -> list[list[Row]]:
    """Return the rows on slides that are filled to a part, and never more than full by more than a row."""
    slides: list[list[Row]] = [[]]
    for row in rows:
        if slides[-1] and _fill([*slides[-1], row], boxes, size) > part:
            slides.append([])
        slides[-1].append(row)
    return slides


def _pieces(row: Row, boxes: Sequence[Box], size: int) -> list[Row]:
    """Return a row as rows that fit a slide each: paragraph by paragraph, and line by line if it must be."""
    if _fill([row], boxes, size) <= 1.0:
        return [row]
    columns = [list(_short(unit, box, size)) for unit, box in zip(row, boxes, strict=True)]
    return list(zip_longest(*columns, fillvalue=()))


def _short(unit: Unit, box: Box, size: int) -> list[Unit]:
    """Return the paragraphs of a unit as units, each no longer than a slide."""
    found: list[Unit] = []
    for text in unit:
        style = STYLES[text.kind]
        own = size * style.scale
        lines = wrapped(text.text, own, box.width * POINTS - style.hang * size, bold=style.bold)
        most = max(1, int((box.height * POINTS - style.before * size) / (own * LEADING)))
        for start in range(0, len(lines), most):
            piece = " ".join(lines[start : start + most])
            found.append((replace(text, text=piece, mark=text.mark if start == 0 else ""),))
    return found
