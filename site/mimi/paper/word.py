"""Word files in a language, with styles that Word knows by their own names, so that a table of contents can be made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from mimi.paper.texts import paragraphs, reads_from_right, without_controls

# As Word calls the languages of the site.
WORD_LANGUAGES = {"nb": "nb-NO", "en": "en-GB", "de": "de-DE", "el": "el-GR"}
# Letters that come with every office program or a twin of the same width, Greek ones included.
FACE = "Calibri"
INK, FJORD, SOFT = RGBColor(0x1E, 0x2C, 0x2B), RGBColor(0x17, 0x56, 0x60), RGBColor(0x4C, 0x5A, 0x57)
# Size, space before and after in points; colour.
_STYLES = {
    "Normal": (11, 0, 6, INK),
    "Title": (26, 0, 4, FJORD),
    "Subtitle": (11, 0, 12, SOFT),
    "Heading 1": (18, 24, 6, FJORD),
    "Heading 2": (14, 18, 4, INK),
    "Heading 3": (12, 14, 2, SOFT),
}


def document(language: str, title: str) -> WordDocument:
    """Return an empty document with its language, title, styles, A4 pages and page numbers.

    Beside Word's own styles there are "Prompt", for what was asked, and "Aside", for small print.
    """
    made = Document()
    _set_properties(made, language, title)
    for name, (size, before, after, colour) in _STYLES.items():
        _shape(made.styles[name], size, before, after, colour)
    _own_style(
        made, "Prompt", bold=True, size=11, before=10, after=3, colour=INK
    ).paragraph_format.keep_with_next = True
    _own_style(made, "Aside", bold=False, size=9, before=2, after=6, colour=SOFT)
    for section in made.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(24)
        _number_pages(section)
    return made


def add_text(made: WordDocument, text: str, style: str = "Normal", language: str = "") -> None:
    """Add what somebody has typed: its paragraphs and line breaks, and the direction in which each paragraph runs.

    `language` is given where it is another than the document's.
    """
    for part in paragraphs(text):
        add_run(made.add_paragraph(style=style), part, language)


def add_run(paragraph: Paragraph, text: str, language: str = "") -> Run:
    """Add a text to a paragraph, with its language where it is another; a text that runs from the right turns it."""
    run = paragraph.add_run(without_controls(text))
    if language:
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), WORD_LANGUAGES.get(language, language))
        run._r.get_or_add_rPr().append(spoken)
    if reads_from_right(text):
        _switch_on(paragraph._p.get_or_add_pPr(), "w:bidi")
        run.font.rtl = True
    return run


def add_link(paragraph: Paragraph, text: str, url: str, language: str = "") -> None:
    """Add a link to a paragraph. Its address must be one of ours: Word opens whatever it is given."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = add_run(paragraph, text, language)
    run.font.color.rgb, run.font.underline = FJORD, True
    link.append(run._r)
    paragraph._p.append(link)


def _set_properties(made: WordDocument, language: str, title: str) -> None:
    code = WORD_LANGUAGES[language]
    properties = made.core_properties
    # The library takes no more of a property.
    properties.title, properties.language = without_controls(title)[:255], code
    properties.author = properties.comments = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    defaults = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = defaults.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        defaults.append(spoken)
    spoken.set(qn("w:val"), code)


def _own_style(made: WordDocument, name: str, *, bold: bool, **shape: Any) -> Any:
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    _shape(style, **shape)
    style.font.bold = bold
    return style


def _shape(style: Any, size: int, before: int, after: int, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), colour
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{kind}"), FACE)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _number_pages(section: Any) -> None:
    """Put the number of each page at its foot."""
    run = section.footer.paragraphs[0].add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _switch_on(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))
