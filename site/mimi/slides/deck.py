"""A file of slides, drawn from what stands on them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pptx.util import Inches

from mimi.paper.texts import without_controls
from mimi.paper.word import WORD_LANGUAGES
from mimi.slides import house
from mimi.slides.content import About, Column, Layout, Slide
from mimi.slides.drawing import drawn
from mimi.slides.fitting import PICTURE, Box, Fitted, Places, fitted, kicker_size
from mimi.slides.xml import element, line, name_of, paragraph, run

KIND = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# ZIP knows no earlier moment; what a file is made of says when it was made.
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_DRAWING = Box(7.3, 0.5, 5.733, 6.5)


def presentation(slides: Iterable[Slide], about: About) -> bytes:
    """Return slides as PPTX; the same slides make the same bytes.

    Raises:
        PaperUnavailableError: the letters by which texts are measured aren't there.
    """
    made = house.opened(about)
    layouts = dict(zip(house.ORDER, made.slide_layouts, strict=True))
    for slide in slides:
        for part in fitted(slide):
            columns = 1 if slide.layout is Layout.PAIR else len(slide.columns)
            _draw(made.slides.add_slide(layouts[slide.layout, columns]), part, about)
    used = {slide.slide_layout.part.partname for slide in made.slides}
    for layout in list(made.slide_layouts):
        if layout.part.partname not in used:
            made.slide_layouts.remove(layout)
    _set_properties(made, about)
    buffer = io.BytesIO()
    made.save(buffer)
    return _timeless(buffer.getvalue())


def _draw(slide: Any, fit: Fitted, about: About) -> None:
    tree = slide.shapes._spTree
    shapes = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
    tree[2:] = []
    columns = fit.slide.columns
    is_pair = fit.slide.layout is Layout.PAIR
    for n, (column, place) in enumerate(zip(columns, fit.places, strict=True)):
        if not (n and is_pair):
            title = shapes[0] if n == 0 else shapes[house.OTHER_TITLE]
            if column.title:
                _put(tree, title, [line(column.title, column.language, fit.titles[n])])
            if column.kicker:
                size = kicker_size(fit.slide.layout)
                _put(tree, shapes[house.KICKERS[n]], [line(column.kicker, column.language, size)])
        if column.units:
            body = shapes[house.BODIES[n]]
            _put(tree, body, _paragraphs(column, fit))
            if fit.slide.picture:
                _place(body, place)
    # What only decorates, or says nothing of its own, is read last.
    if fit.slide.picture:
        _show(slide, fit)
    if fit.slide.drawing:
        tree.append(drawn(fit.slide.drawing, _DRAWING, 1000, "Drawing"))
    if fit.slide.layout is not Layout.COVER:
        _foot(tree, slide, about)
        _mark_time(tree, fit.slide)
    for number, shape in enumerate(tree.iter(name_of("p:cNvPr")), start=1):
        shape.set("id", str(number))
    _note(slide, columns)


def _put(tree: Any, shape: Any, words: list[Any]) -> None:
    """Put words into a placeholder, and the placeholder where it is read after what stands there already."""
    body = shape._element.find(name_of("p:txBody"))
    for old in body.findall(name_of("a:p")):
        body.remove(old)
    body.extend(words)
    tree.append(shape._element)


def _paragraphs(column: Column, fit: Fitted) -> list[Any]:
    words = [paragraph(text, column.language, fit.size) for unit in column.units for text in unit]
    if fit.slide.layout is Layout.COVER:
        for colour in [found for word in words for found in word.iter(name_of("a:solidFill"))]:
            colour.getparent().remove(colour)
    return words


def _place(shape: Any, place: Places) -> None:
    box = place.body
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in (box.x, box.y, box.width, box.height))


def _show(slide: Any, fit: Fitted) -> None:
    """Show a picture in its whole, as large as its place allows."""
    shown = fit.slide.picture
    if shown is None:
        return
    picture = slide.shapes.add_picture(io.BytesIO(shown.content), 0, 0)
    scale = min(Inches(PICTURE.width) / picture.width, Inches(PICTURE.height) / picture.height)
    picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
    picture.left, picture.top = Inches(PICTURE.x), Inches(PICTURE.y)
    picture._element.nvPicPr.cNvPr.set("descr", without_controls(shown.shows))


def _foot(tree: Any, slide: Any, about: About) -> None:
    """Put what stands at the foot of the layout on the slide itself, which shows it only then."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.idx in (house.FOOT_INDEX, house.NUMBER_INDEX):
            own = deepcopy(shape._element)
            for part in ("p:spPr", "p:txBody/a:lstStyle"):
                *above, last = (name_of(name) for name in part.split("/"))
                place = own.find("/".join([*above, last]))
                place[:] = []
            tree.append(own)


def _mark_time(tree: Any, slide: Slide) -> None:
    """Say at the lower edge how much of the whole is over, and which part of it this is."""
    if slide.end <= slide.begin:
        return
    whole = house.TIMELINE
    over = Box(whole.x, whole.y, whole.width * slide.begin, whole.height)
    now = Box(whole.width * slide.begin, whole.y, whole.width * (slide.end - slide.begin), whole.height)
    if over.width:
        tree.append(house.panel(1, "Time over", over, house.colour("art-hill")))
    tree.append(house.panel(1, "Time now", now, house.colour("ochre")))


def _note(slide: Any, columns: tuple[Column, ...]) -> None:
    """Write the speaker's notes."""
    notes = [(column.language, text) for column in columns for text in column.notes]
    if not notes:
        return
    body = slide.notes_slide.notes_text_frame._txBody
    for old in body.findall(name_of("a:p")):
        body.remove(old)
    for language, text in notes:
        said = element("a:p")
        if text:
            said.append(run(text, language))
        body.append(said)


def _set_properties(made: Any, about: About) -> None:
    properties = made.core_properties
    properties.title = without_controls(about.title)[:_LONGEST_PROPERTY]
    properties.subject = without_controls(about.subject)[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = without_controls(about.author)[:_LONGEST_PROPERTY]
    properties.language = WORD_LANGUAGES[about.language]
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = about.changed_at
    properties.revision = 1
    for rel in made.part.package._rels.values():
        if rel.target_part.partname == "/docProps/app.xml":
            rel.target_part._blob = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
                b'openxmlformats.org/officeDocument/2006/extended-properties"><PresentationFormat>Widescreen'
                b"</PresentationFormat></Properties>"
            )


def _timeless(content: bytes) -> bytes:
    """Return a file that says nothing of the moment at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
