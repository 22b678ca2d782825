"""The marks of a chart as SVG: bars, dots, lines, each in a tone that has its own pattern beside its own colour.

Marks carry plain colours, which hold on paper and in a file; a page's style sheet overrides them by class, so that
they follow light and dark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import escape

# What a share doesn't fill.
REST = 0
TONES = 4
_FILLS = {REST: "#e7e9e1", 1: "#175660", 2: "#b5770f", 3: "#44622f", 4: "#9f3826"}
_PAPER, _LINE, _EDGE, _SOFT, _INK = "#fcfcf8", "#d3d6cb", "#7b8781", "#4c5a57", "#1e2c2b"
# What lies over a tone, in a square of eight; the first tone is plain.
_OVER = {
    2: '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" class="hatch" stroke="{paper}" stroke-width="2"/>',
    3: '<circle cx="4" cy="4" r="1.6" class="hatch-dot" fill="{paper}"/>',
    4: '<path d="M0 2h8M0 6h8" class="hatch" stroke="{paper}" stroke-width="1.5"/>',
}


def tone_of(place: int) -> int:
    """Return the tone of the n-th series or part, from 0; the tones begin anew when they are used up."""
    return place % TONES + 1


def number(value: float) -> str:
    """Return a number as SVG writes it."""
    return f"{round(value, 2):g}"


class Canvas:
    """Collects marks. `width` is in pixels; without one, everything across is in per cent of the place there is."""

    def __init__(self, name: str, width: float | None = None) -> None:
        self.name = name
        self.width = width
        self._marks: list[str] = []
        self._patterns: dict[int, str] = {}

    @property
    def svg(self) -> str:
        """What was drawn, with the patterns that it needs."""
        defs = "".join(self._patterns.values())
        return (f"<defs>{defs}</defs>" if defs else "") + "".join(self._marks)

    def across(self, percent: float) -> str:
        """Return a distance from the left, or a width."""
        return f"{number(percent)}%" if self.width is None else number(self.width * percent / 100)

    def bar(self, x: str, y: str, width: str, height: str, tone: int) -> None:
        """Draw a rectangle; what a share doesn't fill has an edge."""
        edge = f' stroke="{_LINE}"' if tone == REST else ""
        self._marks.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {self._painted(tone)}{edge}/>',
        )

    def unstated(self, width: str, height: str) -> None:
        """Draw the place of a number that the source doesn't state."""
        look = f'fill="none" stroke="{_EDGE}" stroke-dasharray="3 4"'
        self._marks.append(f'<rect x="0" y="0" width="{width}" height="{height}" class="unstated" {look}/>')

    def dot(self, x: float, y: float, radius: float, tone: int) -> None:
        """Draw a dot; what a share doesn't fill is a ring."""
        where = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius - (0.5 if tone == REST else 0))}"'
        edge = f' stroke="{_EDGE}"' if tone == REST else ""
        self._marks.append(f"<circle {where} {self._painted(tone)}{edge}/>")

    def stroke(self, start: tuple[str, str], end: tuple[str, str], tone: int, kind: str = "line") -> None:
        """Draw a line: `kind` is "line" for data, "axis" for what it stands on, "guide" for what it is measured by, and
        "gap" for what parts two parts.
        """
        (x1, y1), (x2, y2) = start, end
        colour, width = {"axis": (_EDGE, 1), "guide": (_LINE, 1), "gap": (_PAPER, 2)}.get(kind, (_FILLS[tone], 3))
        look = f'stroke="{colour}" stroke-width="{width}"'
        self._marks.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" class="{kind} line-{tone}" {look}/>')

    def point(self, x: str, y: str, tone: int) -> None:
        """Draw the point of a line, in a shape that is its tone's own."""
        shapes = {
            1: '<circle r="6" {}/>',
            2: '<rect x="-5.5" y="-5.5" width="11" height="11" {}/>',
            3: '<path d="M0-7.5 7.5 0 0 7.5-7.5 0Z" {}/>',
            4: '<path d="M0-7 7 6H-7Z" {}/>',
        }
        look = f'class="point tone-{tone}" fill="{_FILLS[tone]}" stroke="{_PAPER}" stroke-width="2"'
        shape = shapes[tone].format(look)
        if self.width is None:
            # A path knows no per cent, so it stands in an SVG of its own, whose place does.
            self._marks.append(f'<svg x="{x}" y="{y}" overflow="visible">{shape}</svg>')
        else:
            self._marks.append(f'<g transform="translate({x} {y})">{shape}</g>')

    def words(self, x: str, y: float, text: str, *, look: str = "plain", anchor: str = "middle") -> None:
        """Write a few characters at a place: a number, a year. `look` is "plain", "strong" or "soft"."""
        weight = ' font-weight="600"' if look == "strong" else ""
        colour, size = (_SOFT, 13) if look == "soft" else (_INK, 15)
        self._marks.append(
            f'<text x="{x}" y="{number(y)}" text-anchor="{anchor}" class="{look}" '
            f'fill="{colour}" font-size="{size}"{weight}>{escape(text)}</text>'
        )

    def _painted(self, tone: int) -> str:
        if tone not in _OVER:
            return f'class="tone-{tone}" fill="{_FILLS[tone]}"'
        name = f"{self.name}-{tone}"
        self._patterns[tone] = (
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect width="8" height="8" class="tone-{tone}" fill="{_FILLS[tone]}"/>'
            f"{_OVER[tone].format(paper=_PAPER)}</pattern>"
        )
        return f'fill="url(#{name})"'


@dataclass(frozen=True)
class Marks:
    """Marks with the place that they take.

    `height` is in pixels. Those with a `width` keep their shape; without one they are as wide as their place.
    """

    name: str
    height: float
    paint: Callable[[Canvas], None]
    width: float | None = None

    def inside(self, width: float | None = None) -> str:
        """Return the SVG of the marks without the element around them."""
        canvas = Canvas(self.name, width)
        self.paint(canvas)
        return canvas.svg


def swatch(name: str, tone: int) -> Marks:
    """Return a small square in a tone, for the key of a chart."""
    return Marks(name, 16, lambda canvas: canvas.bar("0.5", "0.5", "15", "15", tone), width=16)
