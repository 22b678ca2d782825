"""The master and the layouts of a file: 16:9, in the house's colours, with letters that every trainer's machine has.

python-pptx's own template is taken, and all that one sees in it is written anew.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches

from mimi.paper.word import WORD_LANGUAGES
from mimi.slides.colours import house_colours
from mimi.slides.content import About, Layout
from mimi.slides.fitting import Box, Places, kicker_size, places
from mimi.slides.xml import EMU, element, fill, name_of, run

WIDE, HIGH = 13.333, 7.5
# The face of titles comes with Windows, macOS and Office; the other with Office, elsewhere a twin of the same width.
TITLES, TEXTS = "Georgia", "Calibri"
FOOT = Box(0.75, 6.98, 9.5, 0.3)
NUMBER = Box(11.58, 6.98, 1.0, 0.3)
TIMELINE = Box(0, HIGH - 0.09, WIDE, 0.09)
_THEME = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "deep",
    "lt2": "field",
    "accent1": "fjord",
    "accent2": "ochre",
    "accent3": "barn",
    "accent4": "moss",
    "accent5": "ochre-ink",
    "accent6": "art-hill",
    "hlink": "fjord",
    "folHlink": "ink-soft",
}
# By layout: its ground, and the colours of title and kicker.
_LOOKS = {
    Layout.COVER: ("deep", "FFFFFF", "art-sun"),
    Layout.OPENER: ("fjord-soft", "deep", "fjord"),
    Layout.PAGE: ("paper", "fjord", "ochre-ink"),
    Layout.PAIR: ("paper", "fjord", "ochre-ink"),
    Layout.QUESTION: ("ochre-soft", "ink", "ochre-ink"),
    Layout.ANSWER: ("moss-soft", "moss", "moss"),
}
# Which of the template's layouts is written anew for which.
ORDER = [
    (Layout.COVER, 1),
    (Layout.COVER, 2),
    (Layout.OPENER, 1),
    (Layout.OPENER, 2),
    (Layout.PAGE, 1),
    (Layout.PAGE, 2),
    (Layout.PAIR, 1),
    (Layout.QUESTION, 1),
    (Layout.QUESTION, 2),
    (Layout.ANSWER, 1),
    (Layout.ANSWER, 2),
]
# The index of each part's placeholder, for the first column and the second.
KICKERS, OTHER_TITLE, BODIES = (10, 11), 12, (13, 14)
FOOT_INDEX, NUMBER_INDEX = 20, 21


def opened(about: About) -> Any:
    """Return an empty file with the house's master and layouts."""
    made = Presentation()
    made.slide_width, made.slide_height = Inches(WIDE), Inches(HIGH)
    size = made.element.find(name_of("p:sldSz"))
    size.set("cx", str(round(WIDE * EMU)))
    size.attrib.pop("type", None)
    _drop(made.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    _drop(made.part.package, RELATIONSHIP_TYPE.THUMBNAIL)
    master = made.slide_master
    _colour(next(rel.target_part for rel in master.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.THEME))
    _write_master(master, about)
    for (layout, columns), old in zip(ORDER, made.slide_layouts, strict=True):
        _write_layout(old, layout, columns, about)
    for spoken in made.element.iter(name_of("a:defRPr")):
        spoken.set("lang", WORD_LANGUAGES[about.language])
    return made


def colour(name: str) -> str:
    """Return a colour of the house as six hexadecimal digits; digits stay as they are."""
    return house_colours().get(name, name)


def _drop(part: Any, kind: str) -> None:
    """Take away what the template brings along of a kind: it is of another file."""
    rels = part._rels if hasattr(part, "_rels") else part.rels
    for name in [name for name, rel in rels.items() if rel.reltype == kind]:
        rels.pop(name)


def _colour(theme: Any) -> None:
    """Put the house's colours and letters into a theme."""
    root = etree.fromstring(theme.blob)
    root.set("name", "Microintegration")
    scheme = root.find(f".//{name_of('a:clrScheme')}")
    scheme.set("name", "Microintegration")
    for name, house in _THEME.items():
        place = scheme.find(name_of(f"a:{name}"))
        place[:] = [element("a:srgbClr", val=colour(house))]
    fonts = root.find(f".//{name_of('a:fontScheme')}")
    fonts.set("name", "Microintegration")
    for kind, face in (("majorFont", TITLES), ("minorFont", TEXTS)):
        fonts.find(f"{name_of(f'a:{kind}')}/{name_of('a:latin')}").set("typeface", face)
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write_master(master: Any, about: About) -> None:
    shown = master.element.find(name_of("p:cSld"))
    _ground(shown, "bg1")
    tree = shown.find(name_of("p:spTree"))
    _empty(tree)
    [place] = places(Layout.PAGE, 1)
    tree.append(placeholder(2, "Title", "title", None, place.title))
    tree.append(placeholder(3, "Text", "body", 1, place.body))
    tree.append(_foot(4, about))
    tree.append(_page_number(5, about))
    styles = master.element.find(name_of("p:txStyles"))
    for style, face, ink in (("titleStyle", "+mj-lt", "accent1"), ("bodyStyle", "+mn-lt", "tx1")):
        for level in styles.find(name_of(f"p:{style}")):
            level.attrib.pop("algn", None)
            if style == "bodyStyle" and level.tag == name_of("a:lvl1pPr"):
                level.set("marL", "0")
                level.set("indent", "0")
            says = level.find(name_of("a:defRPr"))
            says.set("lang", WORD_LANGUAGES[about.language])
            for old in [*says.findall(name_of("a:solidFill")), *says.findall(name_of("a:latin"))]:
                says.remove(old)
            says.insert(0, fill(ink))
            says.insert(1, element("a:latin", typeface=face))


def _write_layout(old: Any, layout: Layout, columns: int, about: About) -> None:
    ground, title, kicker = _LOOKS[layout]
    root = old.element
    root.attrib.pop("type", None)
    root.set("userDrawn", "1")
    shown = root.find(name_of("p:cSld"))
    shown.set("name", about.layouts.get(layout, layout) + (" · 2" if columns == 2 else ""))
    _ground(shown, colour(ground))
    tree = shown.find(name_of("p:spTree"))
    _empty(tree)
    for number, (name, box, shade) in enumerate(_decoration(layout, columns), start=100):
        tree.append(panel(number, name, box, shade))
    found = places(layout, 2 if layout is Layout.PAIR else columns)
    tree.append(placeholder(2, "Title", "title", None, found[0].title, colour(title)))
    for n, place in enumerate(found):
        _add_column(tree, n, place, layout, (colour(title), colour(kicker)))
    if layout is not Layout.COVER:
        tree.append(_foot(40, about))
        tree.append(_page_number(41, about))


def _add_column(tree: Any, n: int, place: Places, layout: Layout, colours: tuple[str, str]) -> None:
    title, kicker = colours
    is_cover = layout is Layout.COVER
    if n == 0 or layout is not Layout.PAIR:
        size = kicker_size(layout)
        tree.append(placeholder(10 + n, f"Kicker {n + 1}", "body", KICKERS[n], place.kicker, kicker, size, bold=True))
    if n == 1 and layout is not Layout.PAIR:
        tree.append(placeholder(20, "Title 2", "body", OTHER_TITLE, place.title, title, face="+mj-lt"))
    ink = "FFFFFF" if is_cover else ""
    tree.append(placeholder(30 + n, f"Text {n + 1}", "body", BODIES[n], place.body, ink))


def _decoration(layout: Layout, columns: int) -> list[tuple[str, Box, str]]:
    """Return what only decorates: name, place, colour."""
    if layout is Layout.COVER:
        return [("Field", Box(7.0, 0, WIDE - 7.0, HIGH), colour("art-sky"))]
    is_opener = layout is Layout.OPENER
    line = "art-hill" if is_opener else "line"
    below = 3.25 if is_opener else 2.02
    found = [
        ("Rule", Box(0.75, below, 0.9, 0.05), colour("ochre")),
        ("Timeline", TIMELINE, colour("line")),
    ]
    if layout is Layout.PAIR:
        (x, y, wide, high), (x2, _y, wide2, _high) = (
            (box.x - 0.2, box.y - 0.15, box.width + 0.4, box.height + 0.3)
            for box in (place.body for place in places(layout, 2))
        )
        found += [("Left", Box(x, y, wide, high), colour("moss-soft"))]
        found += [("Right", Box(x2, y, wide2, high), colour("barn-soft"))]
    elif columns == 2:
        found += [("Rule 2", Box(7.0, below, 0.9, 0.05), colour("ochre"))]
        found += [("Between", Box(6.66, 0.55, 0.01, 6.1), colour(line))]
    if layout in (Layout.QUESTION, Layout.ANSWER):
        found += [("Edge", Box(0, 0, 0.28, HIGH - 0.09), colour("ochre" if layout is Layout.QUESTION else "moss"))]
    return found


def placeholder(
    number: int,
    name: str,
    kind: str,
    index: int | None,
    box: Box,
    ink: str = "",
    size: int = 0,
    *,
    bold: bool = False,
    face: str = "",
) -> Any:
    """Return a placeholder at a place."""
    shape = element("p:sp")
    about = element("p:nvSpPr")
    about.append(element("p:cNvPr", id=str(number), name=name))
    locks = element("p:cNvSpPr")
    locks.append(element("a:spLocks", noGrp="1"))
    about.append(locks)
    place = element("p:nvPr")
    place.append(element("p:ph", type=kind, **({"idx": str(index)} if index is not None else {})))
    about.append(place)
    shape.append(about)
    shape.append(_at(box))
    body = element("p:txBody")
    inside = element("a:bodyPr", vert="horz", wrap="square", lIns="0", tIns="0", rIns="0", bIns="0", anchor="t")
    inside.append(element("a:normAutofit"))
    body.append(inside)
    levels = element("a:lstStyle")
    level = element("a:lvl1pPr", marL="0", indent="0", algn="l")
    level.append(element("a:buNone"))
    says = element("a:defRPr")
    if size:
        says.set("sz", str(size * 100))
    if bold or kind == "title":
        says.set("b", str(int(bold)))
    if ink:
        says.append(fill(ink))
    if face:
        says.append(element("a:latin", typeface=face))
    level.append(says)
    levels.append(level)
    body.append(levels)
    body.append(element("a:p"))
    shape.append(body)
    return shape


def panel(number: int, name: str, box: Box, shade: str) -> Any:
    """Return a plain rectangle that only decorates."""
    from mimi.slides.drawing import named

    shape = element("p:sp")
    shape.append(named(number, name, "p:nvSpPr", "p:cNvSpPr"))
    properties = _at(box)
    geometry = element("a:prstGeom", prst="rect")
    geometry.append(element("a:avLst"))
    properties.append(geometry)
    properties.append(fill(shade))
    line = element("a:ln")
    line.append(element("a:noFill"))
    properties.append(line)
    shape.append(properties)
    return shape


def _foot(number: int, about: About) -> Any:
    shape = placeholder(number, "Foot", "ftr", FOOT_INDEX, FOOT, colour("ink-soft"), 11)
    words = shape.find(f"{name_of('p:txBody')}/{name_of('a:p')}")
    words.append(run(about.foot, about.language))
    return shape


def _page_number(number: int, about: About) -> Any:
    shape = placeholder(number, "Number", "sldNum", NUMBER_INDEX, NUMBER, colour("ink-soft"), 11)
    shape.find(f".//{name_of('a:lvl1pPr')}").set("algn", "r")
    field = element("a:fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    field.append(element("a:rPr", lang=WORD_LANGUAGES[about.language]))
    words = element("a:t")
    words.text = "‹#›"
    field.append(words)
    shape.find(f"{name_of('p:txBody')}/{name_of('a:p')}").append(field)
    return shape


def _at(box: Box) -> Any:
    properties = element("p:spPr")
    frame = element("a:xfrm")
    frame.append(element("a:off", x=str(round(box.x * EMU)), y=str(round(box.y * EMU))))
    frame.append(element("a:ext", cx=str(round(box.width * EMU)), cy=str(round(box.height * EMU))))
    properties.append(frame)
    return properties


def _ground(shown: Any, shade: str) -> None:
    for old in shown.findall(name_of("p:bg")):
        shown.remove(old)
    ground = element("p:bg")
    properties = element("p:bgPr")
    properties.append(fill(shade))
    properties.append(element("a:effectLst"))
    ground.append(properties)
    shown.insert(0, ground)


def _empty(tree: Any) -> None:
    """Take all shapes out of a tree; its first two elements say what it is."""
    tree[2:] = []
