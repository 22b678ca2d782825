"""The site's drawings as shapes of a slide: they stay sharp at any size, and need no picture of them.

What is understood is what the drawings use: groups, paths, circles and letters, filled or stroked in the house's
colours. Drawn in DrawingML (ECMA-376-1, 20.1.9) as one group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from fontTools.pens.basePen import BasePen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from lxml import etree

from mimi.slides.colours import house_colours
from mimi.slides.fitting import Box
from mimi.slides.xml import EMU, element, fill

# A drawing's own units are told in tenths.
FINE = 10
_MOVED = re.compile(r"translate\(([-\d.]+)[ ,]+([-\d.]+)\)")
_NAMED = re.compile(r"var\(--([a-z-]+)\)")
_INHERITED = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-dasharray", "opacity")
_LETTERS = "600SemiBold/NotoSans_600SemiBold.ttf"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)

Look = Mapping[str, str]


def drawn(svg: str, box: Box, number: int, name: str) -> Any:
    """Return a drawing as a group that fills a place as far as its shape allows; it only decorates."""
    root = etree.fromstring(svg.strip().encode(), _PARSER)
    left, top, wide, high = (float(side) for side in root.get("viewBox").split())
    scale = min(box.width / wide, box.height / high)
    width, height = wide * scale, high * scale
    x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    group = element("p:grpSp")
    group.append(named(number, name, "p:nvGrpSpPr", "p:cNvGrpSpPr"))
    frame = element("a:xfrm")
    frame.append(element("a:off", x=_emu(x), y=_emu(y)))
    frame.append(element("a:ext", cx=_emu(width), cy=_emu(height)))
    frame.append(element("a:chOff", x=_emu(left * scale), y=_emu(top * scale)))
    frame.append(element("a:chExt", cx=_emu(width), cy=_emu(height)))
    properties = element("p:grpSpPr")
    properties.append(frame)
    group.append(properties)
    field = (left, top, wide, high)
    for shape in _shapes(root, {}, (0.0, 0.0), field):
        number += 1
        group.append(_shape(*shape, number, scale, field))
    return group


def named(number: int, name: str, outer: str, inner: str, *, shows: str = "") -> Any:
    """Return the properties that name a shape; one that shows nothing to tell is marked as decoration."""
    properties = element(outer)
    told = element("p:cNvPr", id=str(number), name=name, **({"descr": shows} if shows else {}))
    if not shows:
        extensions = element("a:extLst")
        extension = element("a:ext", uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
        extension.append(element("adec:decorative", val="1"))
        extensions.append(extension)
        told.append(extensions)
    properties.extend([told, element(inner), element("p:nvPr")])
    return properties


def _emu(inches: float) -> str:
    return str(round(inches * EMU))


def _shapes(parent: Any, above: Look, moved: tuple[float, float], field: Any) -> Iterator[tuple[Any, Look]]:
    """Yield the outline and the look of each shape."""
    for shape in parent:
        look = {**above, **{name: shape.get(name) for name in _INHERITED if shape.get(name)}}
        found = _MOVED.match(shape.get("transform") or "")
        here = (moved[0] + float(found[1]), moved[1] + float(found[2])) if found else moved
        kind = etree.QName(shape).localname
        if kind == "g":
            yield from _shapes(shape, look, here, field)
            continue
        outline = _Outline(field)
        pen = TransformPen(outline, (1, 0, 0, 1, *here))
        if kind == "path":
            parse_path(shape.get("d"), pen)
        elif kind == "circle":
            parse_path(_circle(*(float(shape.get(side)) for side in ("cx", "cy", "r"))), pen)
        elif kind == "text":
            _write(shape, pen)
        yield outline.path, look


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _write(shape: Any, pen: Any) -> None:
    """Draw a word by the outlines of its letters, in its middle."""
    from fontTools.ttLib import TTFont

    with TTFont(Path(settings.PAPER_FONTS) / _LETTERS) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        size = float(shape.get("font-size")) / font["head"].unitsPerEm
        known = [glyphs[names[ord(letter)]] for letter in shape.text or "" if ord(letter) in names]
        x = float(shape.get("x")) - sum(glyph.width for glyph in known) * size / 2
        for glyph in known:
            outline = DecomposingRecordingPen(glyphs)
            glyph.draw(outline)
            outline.replay(TransformPen(pen, (size, 0, 0, -size, x, float(shape.get("y")))))
            x += glyph.width * size


class _Outline(BasePen):
    """Writes down an outline as a path; what lies outside of the drawing is drawn in to its edge."""

    def __init__(self, field: tuple[float, float, float, float]) -> None:
        super().__init__(None)
        self.left, self.top, self.wide, self.high = field
        self.path = element("a:path", w=str(round(self.wide * FINE)), h=str(round(self.high * FINE)))

    def _add(self, name: str, *points: tuple[float, float]) -> None:
        step = element(name)
        for x, y in points:
            across = min(max(x - self.left, 0), self.wide)
            down = min(max(y - self.top, 0), self.high)
            step.append(element("a:pt", x=str(round(across * FINE)), y=str(round(down * FINE))))
        self.path.append(step)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools names it
        self._add("a:moveTo", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools names it
        self._add("a:lnTo", pt)

    def _curveToOne(  # noqa: N802 - fontTools names it
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("a:cubicBezTo", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802 - fontTools names it
        self.path.append(element("a:close"))


def _shape(path: Any, look: Look, number: int, scale: float, field: tuple[float, float, float, float]) -> Any:
    """Return a path as a shape as large as the whole drawing."""
    left, top, wide, high = (side * scale for side in field)
    shape = element("p:sp")
    shape.append(named(number, f"Drawing {number}", "p:nvSpPr", "p:cNvSpPr"))
    properties = element("p:spPr")
    frame = element("a:xfrm")
    frame.append(element("a:off", x=_emu(left), y=_emu(top)))
    frame.append(element("a:ext", cx=_emu(wide), cy=_emu(high)))
    properties.append(frame)
    geometry = element("a:custGeom")
    for part in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
        geometry.append(element(part))
    geometry.append(element("a:rect", l="0", t="0", r="r", b="b"))
    paths = element("a:pathLst")
    if look.get("fill") == "none":
        path.set("fill", "none")
    paths.append(path)
    geometry.append(paths)
    properties.append(geometry)
    opacity = float(look.get("opacity", 1))
    properties.append(_filled(look.get("fill", "var(--art-ink)"), opacity))
    properties.append(_stroked(look, scale, opacity))
    shape.append(properties)
    return shape


def _filled(colour: str, opacity: float) -> Any:
    if colour == "none":
        return element("a:noFill")
    known = _NAMED.match(colour)
    return fill(house_colours()[known[1]] if known else colour.removeprefix("#").upper(), opacity)


def _stroked(look: Look, scale: float, opacity: float) -> Any:
    colour = look.get("stroke", "none")
    if colour == "none":
        line = element("a:ln")
        line.append(element("a:noFill"))
        return line
    width = float(look.get("stroke-width", 1))
    line = element("a:ln", w=_emu(width * scale), cap="rnd" if look.get("stroke-linecap") == "round" else "flat")
    line.append(_filled(colour, opacity))
    if dashes := look.get("stroke-dasharray"):
        long, gap = (round(float(part) / width * 100_000) for part in dashes.split())
        dash = element("a:custDash")
        dash.append(element("a:ds", d=str(long), sp=str(gap)))
        line.append(dash)
    line.append(element("a:miter", lim="800000"))
    return line
