"""A drawing with all its words as one SVG, to be put on paper or taken along as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from mimi.charts.drawing import Drawing, Key, Layout, Panel, Strip
from mimi.charts.lettering import lines_of, width_of
from mimi.charts.marks import number

WIDTH = 640.0
SIZE, SMALL, LARGE = 15.0, 13.0, 20.0
LEADING = 1.35
GAP = 16.0
INK, SOFT, PAPER = "#1e2c2b", "#4c5a57", "#fcfcf8"
FACES = "'Noto Sans', 'Segoe UI', Roboto, 'DejaVu Sans', Arial, sans-serif"


def as_svg(drawing: Drawing, title: str, description: str, *, foot: str = "", framed: bool = False) -> SafeString:
    """Return a drawing as an SVG of its own, 640 wide.

    Its title and description are there for those who can't see it. With `framed`, the title stands above the chart and
    `foot` below it, on a ground: a file that is passed on says what it is and where it comes from.
    """
    sheet = _Sheet()
    if framed:
        sheet.lines(title, LARGE, strong=True)
        sheet.y += GAP
    _LAYOUTS[drawing.layout](sheet, drawing)
    if framed and foot:
        sheet.y += GAP
        sheet.lines(foot, SMALL, colour=SOFT)
    margin = 24.0 if framed else 0.0
    width, height = WIDTH + 2 * margin, sheet.y + 2 * margin
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>' if framed else ""
    # Every word in it is escaped, here or where it is set.
    return mark_safe(  # noqa: S308 - all its words are escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" font-family="{FACES}">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
        f'{ground}<g transform="translate({number(margin)} {number(margin)})">{"".join(sheet.parts)}</g></svg>'
    )


class _Sheet:
    """What has been put on the sheet so far; `y` is where it goes on."""

    def __init__(self) -> None:
        self.y = 0.0
        self.parts: list[str] = []

    def lines(
        self,
        text: str,
        size: float,
        *,
        x: float = 0,
        width: float = WIDTH,
        colour: str = INK,
        strong: bool = False,
        centred: bool = False,
    ) -> None:
        """Write a text in as many lines as it needs."""
        for line in lines_of(text, size, width, strong=strong):
            self.text(line, size, x + width / 2 if centred else x, colour, strong, "middle" if centred else "start")
            self.y += size * LEADING

    def text(self, text: str, size: float, x: float, colour: str, strong: bool, anchor: str) -> None:
        """Write one line where the sheet goes on, and stay there."""
        weight = ' font-weight="600"' if strong else ""
        self.parts.append(
            f'<text x="{number(x)}" y="{number(self.y + size)}" text-anchor="{anchor}" fill="{colour}" '
            f'font-size="{size:g}"{weight}>{escape(text)}</text>'
        )

    def value(self, strip: Strip) -> None:
        """Write the number of a strip at the right edge, where the sheet goes on, and stay there."""
        self.text(strip.value, SIZE, WIDTH, INK if strip.stated else SOFT, strip.stated, "end")

    def strip(self, strip: Strip, x: float, width: float) -> None:
        """Draw marks where the sheet goes on, and stay there."""
        own = strip.marks.width
        inside = strip.marks.inside(own or width)
        self.parts.append(f'<g transform="translate({number(x)} {number(self.y)})">{inside}</g>')


def _rows(sheet: _Sheet, drawing: Drawing) -> None:
    if drawing.keys:
        _keys(sheet, drawing.keys, 0, WIDTH)
        sheet.y += GAP
    values = [strip.value for panel in drawing.panels for strip in panel.strips]
    room = max((width_of(value, SIZE, strong=True) for value in values), default=0) + GAP
    for n, panel in enumerate(drawing.panels):
        sheet.y += GAP if n else 0
        if len(panel.strips) == 1:
            _one_strip(sheet, panel)
        else:
            _several_strips(sheet, panel, room)


def _one_strip(sheet: _Sheet, panel: Panel) -> None:
    """The label, with the number at its side, above the marks."""
    strip = panel.strips[0]
    room = width_of(strip.value, SIZE, strong=True) + GAP if strip.value else 0
    if strip.value:
        sheet.value(strip)
    if panel.label:
        sheet.lines(panel.label, SIZE, width=WIDTH - room)
        sheet.y += 4
    sheet.strip(strip, 0, WIDTH)
    sheet.y += strip.marks.height


def _several_strips(sheet: _Sheet, panel: Panel, room: float) -> None:
    """The label, and below it each strip with its number at its end, for which all panels leave the same room."""
    sheet.lines(panel.label, SIZE)
    for strip in panel.strips:
        sheet.y += 4
        sheet.strip(strip, 0, WIDTH - room)
        sheet.y -= (SIZE * LEADING - strip.marks.height) / 2
        sheet.value(strip)
        sheet.y += SIZE * LEADING


def _columns(sheet: _Sheet, drawing: Drawing) -> None:
    count = max(len(drawing.panels), 1)
    width = min((WIDTH - GAP * (count - 1)) / count, 160.0)
    top, bottom = sheet.y, sheet.y
    for n, panel in enumerate(drawing.panels):
        x = n * (width + GAP)
        sheet.y = top
        for strip in panel.strips:
            sheet.lines(strip.value, SIZE, x=x, width=width, strong=True, centred=True)
            sheet.y += 4
            sheet.strip(strip, x, width)
            sheet.y += strip.marks.height + 6
        sheet.lines(panel.label, SMALL, x=x, width=width, centred=True)
        bottom = max(bottom, sheet.y)
    sheet.y = bottom


def _field(sheet: _Sheet, drawing: Drawing) -> None:
    """One piece that keeps its shape, with the key at its side."""
    top, across = sheet.y, 0.0
    for panel in drawing.panels:
        for strip in panel.strips:
            sheet.strip(strip, 0, WIDTH)
            across = max(across, strip.marks.width or WIDTH / 2)
            sheet.y += strip.marks.height
    bottom = sheet.y
    sheet.y = top
    _keys(sheet, drawing.keys, across + 2 * GAP, WIDTH - across - 2 * GAP)
    sheet.y = max(bottom, sheet.y)


def _keys(sheet: _Sheet, keys: Iterable[Key], x: float, width: float) -> None:
    for key in keys:
        sheet.y += 4
        sheet.strip(key.swatch, x, 16)
        room = width_of(key.value, SIZE, strong=True) + GAP if key.value else 0
        if key.value:
            sheet.text(key.value, SIZE, x + width, INK, True, "end")
        sheet.lines(key.label, SIZE, x=x + 26, width=width - 26 - room)
        sheet.y += 4


_LAYOUTS: dict[Layout, Callable[[_Sheet, Drawing], None]] = {
    Layout.ROWS: _rows,
    Layout.COLUMNS: _columns,
    Layout.FIELD: _field,
}
