"""Elements of PresentationML and DrawingML (ECMA-376-1), and the paragraphs of a slide."""

from __future__ import annotations

from typing import Any

from pptx.oxml import oxml_parser

from mimi.paper.texts import without_controls
from mimi.paper.word import WORD_LANGUAGES
from mimi.slides.colours import house_colours
from mimi.slides.content import Kind, Text
from mimi.slides.fitting import STYLES
from mimi.slides.measuring import LEADING

EMU = 914_400
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
# Points are told in hundredths, and lengths in English metric units.
_HUNDREDTHS, _EMU_A_POINT = 100, 12_700
_COLOURS = {Kind.HEADING: "accent1", Kind.RIGHT: "accent4"}


def name_of(name: str) -> str:
    """Return a name with its namespace, such as `a:t`, as lxml writes it."""
    prefix, _colon, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def element(name: str, /, **attributes: str) -> Any:
    """Return an element with attributes."""
    prefix = name.partition(":")[0]
    space = {prefix: SPACES[prefix]}
    # By the parser of python-pptx, which gives its own classes to elements.
    made = oxml_parser.makeelement(name_of(name), nsmap=space)
    for key, value in attributes.items():
        made.set(key, without_controls(value))
    return made


def fill(colour: str, opacity: float = 1.0) -> Any:
    """Return a solid fill: six hexadecimal digits, or the name of one of the theme's colours."""
    solid = element("a:solidFill")
    is_plain = len(colour) == 6 and all(digit in "0123456789ABCDEF" for digit in colour)
    inside = element("a:srgbClr" if is_plain else "a:schemeClr", val=colour)
    if opacity < 1:
        inside.append(element("a:alpha", val=str(round(opacity * 100_000))))
    solid.append(inside)
    return solid


def paragraph(text: Text, language: str, size: float) -> Any:
    """Return a paragraph as it was measured; its language is marked, so that it is spoken and spelled rightly."""
    style = STYLES[text.kind]
    own = size * style.scale
    made = element("a:p")
    properties = _set(style.hang * size, own, style.before * size, is_hung=bool(text.mark) or text.kind is Kind.BULLET)
    if text.kind is Kind.BULLET:
        colour = element("a:buClr")
        colour.append(element("a:schemeClr", val="accent2"))
        properties.extend([colour, element("a:buFont", typeface="Arial"), element("a:buChar", char="•")])
    else:
        properties.append(element("a:buNone"))
    made.append(properties)
    colour_name = house_colours()["ink-soft"] if text.kind is Kind.SOFT else _COLOURS.get(text.kind, "tx1")
    if text.mark:
        made.append(run(f"{text.mark}\t", language, own, bold=True, colour="accent1"))
    made.append(run(text.text, language, own, bold=style.bold, colour=colour_name))
    return made


def line(text: str, language: str, size: float) -> Any:
    """Return a title or a kicker, in its place's own colour."""
    made = element("a:p")
    made.append(_set(0, size, 0, is_hung=False))
    made.append(run(text, language, size))
    return made


def run(text: str, language: str, size: float = 0, *, bold: bool | None = None, colour: str = "") -> Any:
    """Return a run of text; what isn't said of it is as its place says."""
    made = element("a:r")
    properties = element("a:rPr", lang=WORD_LANGUAGES[language])
    if size:
        properties.set("sz", str(round(size * _HUNDREDTHS)))
    if bold is not None:
        properties.set("b", str(int(bold)))
    properties.set("dirty", "0")
    if colour:
        properties.append(fill(colour))
    made.append(properties)
    words = element("a:t")
    # A tab stands before what a mark belongs to; in what people wrote it is a space.
    words.text = without_controls(text)
    made.append(words)
    return made


def _set(hang: float, size: float, before: float, *, is_hung: bool) -> Any:
    """Return a paragraph's properties, in points."""
    made = element("a:pPr", marL=str(round(hang * _EMU_A_POINT)))
    made.set("indent", str(-round(hang * _EMU_A_POINT) if is_hung else 0))
    for name, points in (("a:lnSpc", size * LEADING), ("a:spcBef", before)):
        spacing = element(name)
        spacing.append(element("a:spcPts", val=str(round(points * _HUNDREDTHS))))
        made.append(spacing)
    return made
