"""The map of the library: pieces of the world that are drawn, and where a place stands in them.

Each piece is an equirectangular projection round its own middle; lengths are units of its own SVG, close to pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices import outlines

# Pins nearer to each other than this are moved apart, as long as there are few enough to find room.
APART = 21.0
MOST_APART = 150
ROUNDS = 30

Point = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """A place where practices are: its code in the address, its name in one language, degrees north and east."""

    code: str
    name: str
    country: str
    latitude: float
    longitude: float


def spot_code(latitude: float, longitude: float) -> str:
    """Return the code of a place, the same in every language: its latitude and longitude in hundredths of degrees."""
    return f"{latitude:.2f}_{longitude:.2f}"


@dataclass(frozen=True)
class Piece:
    """A piece of the map: what it shows, its bounds in degrees, its width in units, its outlines.

    `inside` is a smaller piece that shows part of this one larger: a frame marks it, and its pins stand there.
    """

    name: str
    title: str | Promise
    west: float
    east: float
    south: float
    north: float
    width: float
    shapes: tuple[str, ...]
    inside: Piece | None = None

    @property
    def _per_degree(self) -> Point:
        shrunk = math.cos(math.radians((self.south + self.north) / 2))
        along = self.width / (self.east - self.west)
        return along, along / shrunk

    @property
    def height(self) -> float:
        """The height in units."""
        return round((self.north - self.south) * self._per_degree[1], 1)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Say whether a place lies within the bounds."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def point(self, latitude: float, longitude: float) -> Point:
        """Return where a place stands, from the upper left corner."""
        x, y = self._per_degree
        return round((longitude - self.west) * x, 1), round((self.north - latitude) * y, 1)

    @cached_property
    def path(self) -> str:
        """The outlines as the data of an SVG path."""
        return "".join(f"M{'L'.join(self._corners(shape))}Z" for shape in self.shapes)

    def _corners(self, shape: str) -> Iterator[str]:
        for corner in shape.split(","):
            longitude, latitude = map(float, corner.split())
            x, y = self.point(latitude, longitude)
            yield f"{x:g} {y:g}"

    @cached_property
    def frame(self) -> dict[str, str]:
        """Where the smaller piece lies in this one; empty where there is none."""
        if self.inside is None:
            return {}
        left, top = self.point(self.inside.north, self.inside.west)
        right, bottom = self.point(self.inside.south, self.inside.east)
        sides = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        return {name: f"{round(length, 1):g}" for name, length in sides.items()}


SOUTHERN_NORWAY = Piece("norway-south", _("Southern Norway"), 4.3, 13.0, 57.7, 61.7, 360, outlines.NORWAY)
PIECES = (
    SOUTHERN_NORWAY,
    Piece("norway", _("Norway"), 3.6, 31.6, 57.3, 71.6, 180, outlines.NORWAY, inside=SOUTHERN_NORWAY),
    Piece("austria", _("Austria"), 9.2, 17.5, 46.1, 49.3, 180, outlines.AUSTRIA),
    Piece("greece", _("Greece"), 19.2, 28.6, 34.6, 42.0, 180, outlines.GREECE),
)


def placed(spots: Iterable[Spot]) -> dict[str, list[tuple[Spot, Point]]]:
    """Return the pins of each piece by its name; a place that lies in none of them has no pin."""
    found: dict[str, list[Spot]] = {piece.name: [] for piece in PIECES}
    for spot in spots:
        piece = next((piece for piece in PIECES if piece.holds(spot.latitude, spot.longitude)), None)
        if piece is not None:
            found[piece.name].append(spot)
    pins = {}
    for piece in PIECES:
        here = found[piece.name]
        points = [piece.point(spot.latitude, spot.longitude) for spot in here]
        pins[piece.name] = list(zip(here, apart(points, (piece.width, piece.height)), strict=True))
    return pins


def apart(points: list[Point], size: Point) -> list[Point]:
    """Move points that are too near to each other apart, a little at a time, without leaving the piece."""
    moved = list(points)
    if len(moved) > MOST_APART:
        return moved
    for _round in range(ROUNDS):
        still = True
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                step = _step(moved[one], moved[other])
                if step is not None:
                    still = False
                    moved[one] = _within(moved[one][0] - step[0], moved[one][1] - step[1], size)
                    moved[other] = _within(moved[other][0] + step[0], moved[other][1] + step[1], size)
        if still:
            break
    return [(round(x, 1), round(y, 1)) for x, y in moved]


def _step(one: Point, other: Point) -> Point | None:
    """Return how far the second of two points has to go for its half of the way; nothing where they are apart."""
    across, down = other[0] - one[0], other[1] - one[1]
    distance = math.hypot(across, down)
    if distance >= APART:
        return None
    if distance < 0.01:
        return APART / 2, 0.0
    half = (APART - distance) / 2 + 0.05
    return across / distance * half, down / distance * half


def _within(x: float, y: float, size: Point) -> Point:
    margin = APART / 2
    return min(max(x, margin), size[0] - margin), min(max(y, margin), size[1] - margin)
