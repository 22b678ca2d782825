"""Where the words of a PDF's page stand: runs through what draws the page, and notes each stretch of text with
its place, size and weight.

pypdf's own visitors join what stands side by side on a line, also over two columns, and don't tell where a text ends;
so the operators are followed here (PDF 32000-1, 9.4), with pypdf's fonts to read the letters and their widths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, StreamObject
from pypdf.generic._font import Font  # The only reader of widths there is; pypdf is pinned.

from mimi.editors.importing import limits
from mimi.editors.importing.problems import DocumentError

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST_FORM = 8
MOST_OPERATORS = 2_000_000
BOLD_WEIGHT = 600
# Letters set closer or wider than this, in sizes, are words of their own.
KERNING = 0.1
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_ITALIC = ("italic", "oblique", "kursiv")


@dataclass(frozen=True)
class Word:
    """A stretch of text: from x0 to x1, its baseline y counted down from the top of the page; in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True)
class _State:
    matrix: Matrix
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return a transformation followed by another."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def page_words(page: PageObject) -> tuple[list[Word], float, float, bool]:
    """Return the words of a page, its width and height, and whether some that don't stand level were left out."""
    box = page.mediabox
    turn, width, height = _upright(page, float(box.left), float(box.bottom), float(box.width), float(box.height))
    walk = _Walk(page, turn, height)
    walk.contents(page.get("/Contents"), page.get("/Resources"), _State(turn), 0)
    return _linked(walk.words, list(_links(page, turn, height))), width, height, walk.turned


def _upright(page: PageObject, left: float, bottom: float, width: float, height: float) -> tuple[Matrix, float, float]:
    """Return what turns a page as its reader sees it, and its size then."""
    turned = page.get("/Rotate", 0)
    angle = int(turned) % 360 if isinstance(turned, int) else 0
    if angle == 90:
        return (0, -1, 1, 0, -bottom, left + width), height, width
    if angle == 180:
        return (-1, 0, 0, -1, left + width, bottom + height), width, height
    if angle == 270:
        return (0, 1, -1, 0, bottom + height, -left), height, width
    return (1, 0, 0, 1, -left, -bottom), width, height


class _Walk:
    def __init__(self, page: PageObject, turn: Matrix, height: float) -> None:
        self.page = page
        self.height = height
        self.words: list[Word] = []
        self.turned = False
        self.steps = 0
        self.fonts: dict[int, Font] = {}

    def contents(self, found: Any, resources: Any, state: _State, depth: int) -> None:
        found = found.get_object() if found is not None else None
        resources = resources.get_object() if resources is not None else None
        if not isinstance(found, ArrayObject | StreamObject) or depth > DEEPEST_FORM:
            return
        if not isinstance(resources, DictionaryObject):
            resources = DictionaryObject()
        stack: list[_State] = []
        text = line = IDENTITY
        stream = ContentStream(found, self.page.pdf, "bytes")
        for operands, operator in stream.operations:
            self.steps += 1
            if self.steps > MOST_OPERATORS:
                raise DocumentError("took-too-long")
            if operator == b"q":
                if len(stack) < 1000:
                    stack.append(state)
            elif operator == b"Q":
                state = stack.pop() if stack else state
            elif operator == b"cm":
                state = replace(state, matrix=times(_matrix(operands), state.matrix))
            elif operator == b"BT":
                text = line = IDENTITY
            elif operator == b"Tm":
                text = line = _matrix(operands)
            elif operator in {b"Td", b"TD"}:
                x, y = _numbers(operands, 2)
                if operator == b"TD":
                    state = replace(state, leading=-y)
                text = line = times((1, 0, 0, 1, x, y), line)
            elif operator == b"T*":
                text = line = times((1, 0, 0, 1, 0, -state.leading), line)
            elif operator == b"Tf":
                state = replace(state, font=self._font(resources, operands), size=_numbers(operands[1:], 1)[0])
            elif operator in _SETTINGS:
                name, scale = _SETTINGS[operator]
                changed: dict[str, Any] = {name: _numbers(operands, 1)[0] * scale}
                state = replace(state, **changed)
            elif operator in {b"Tj", b"TJ", b"'", b'"'}:
                if operator in {b"'", b'"'}:
                    text = line = times((1, 0, 0, 1, 0, -state.leading), line)
                text = self._show(operands, state, text)
            elif operator == b"Do":
                self._form(resources, operands, state, depth)

    def _form(self, resources: DictionaryObject, operands: list[Any], state: _State, depth: int) -> None:
        """Draw what a page draws from elsewhere."""
        forms = resources.get("/XObject")
        forms = forms.get_object() if forms is not None else None
        form = forms.get(operands[0]) if isinstance(forms, DictionaryObject) and operands else None
        form = form.get_object() if form is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        matrix = form.get("/Matrix")
        own = _matrix(list(matrix.get_object())) if matrix is not None else IDENTITY
        inner = replace(state, matrix=times(own, state.matrix))
        self.contents(form, form.get("/Resources", resources), inner, depth + 1)

    def _font(self, resources: DictionaryObject, operands: list[Any]) -> Font | None:
        fonts = resources.get("/Font")
        fonts = fonts.get_object() if fonts is not None else None
        found = fonts.get(operands[0]) if isinstance(fonts, DictionaryObject) and operands else None
        found = found.get_object() if found is not None else None
        if not isinstance(found, DictionaryObject):
            return None
        if id(found) not in self.fonts:
            self.fonts[id(found)] = Font.from_font_resource(found)
        return self.fonts[id(found)]

    def _show(self, operands: list[Any], state: _State, text: Matrix) -> Matrix:
        """Note what is shown, and return where the next goes."""
        if state.font is None or not operands:
            return text
        last = operands[-1]
        pieces = list(last) if isinstance(last, ArrayObject | list) else [last]
        begin, letters = text, ""
        for piece in pieces:
            if isinstance(piece, bytes | str):
                raw = piece if isinstance(piece, bytes) else str(piece).encode("latin-1", "replace")
                shown, width = _read(raw, state)
                letters += shown
                text = times((1, 0, 0, 1, width, 0), text)
                continue
            try:
                shift = -float(piece) / 1000
            except (TypeError, ValueError):
                continue
            if letters and abs(shift) > KERNING:
                self._note(letters, times(begin, state.matrix), times(text, state.matrix), state)
                letters = ""
            text = times((1, 0, 0, 1, shift * state.size * state.scale, 0), text)
            begin = begin if letters else text
        if letters:
            self._note(letters, times(begin, state.matrix), times(text, state.matrix), state)
        return text

    def _note(self, shown: str, begin: Matrix, end: Matrix, state: _State) -> None:
        if not shown or not all(map(isfinite, (*begin, *end))):
            return
        size = abs(state.size) * (begin[2] ** 2 + begin[3] ** 2) ** 0.5
        if begin[0] <= 0 or abs(begin[1]) > abs(begin[0]) * 0.1:
            self.turned = self.turned or bool(shown.strip())
            return
        assert state.font is not None  # noqa: S101 (for the type: `_show` has looked)
        name = state.font.name.lower()
        weight = getattr(state.font.font_descriptor, "weight", 0) or 0
        bold = any(sign in name for sign in _BOLD) or (isinstance(weight, int | float) and weight >= BOLD_WEIGHT)
        italic = any(sign in name for sign in _ITALIC)
        y = self.height - begin[5] - state.rise * abs(begin[3])
        self.words.append(Word(shown, begin[4], max(end[4], begin[4]), y, size, bold, italic))
        if len(self.words) > limits.MOST_CHARACTERS // 4:
            raise DocumentError("too-much-text")


_SETTINGS = {
    b"Tc": ("spacing", 1.0),
    b"Tw": ("word_spacing", 1.0),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}


def _read(raw: bytes, state: _State) -> tuple[str, float]:
    """Return the letters of a string and how wide it is, before the transformations."""
    font = state.font
    assert font is not None  # noqa: S101 (for the type: asked for only where there is one)
    if isinstance(font.encoding, str):
        codes = raw.decode(font.encoding, "replace")
        letters = codes
    else:
        codes = "".join(chr(byte) for byte in raw)
        letters = "".join(font.encoding.get(byte, chr(byte)) for byte in raw)
    shown = "".join(str(font.character_map.get(letter, letter)) for letter in letters)
    width = (
        sum(font.space_width if code == font.space_char else font.get_text_width(code) for code in codes)
        / 1000
        * state.size
    )
    width += len(codes) * state.spacing + codes.count(font.space_char) * state.word_spacing
    return shown, width * state.scale


def _numbers(operands: list[Any], count: int) -> list[float]:
    found: list[float] = []
    for place in range(count):
        try:
            found.append(float(operands[place]))
        except (IndexError, TypeError, ValueError):
            found.append(0.0)
    return found


def _matrix(operands: list[Any]) -> Matrix:
    try:
        a, b, c, d, e, f = (float(number) for number in operands[:6])
    except (TypeError, ValueError):
        return IDENTITY
    return (a, b, c, d, e, f)


def _links(page: PageObject, turn: Matrix, height: float) -> Iterator[tuple[float, float, float, float, str]]:
    """Return the boxes of a page's links, counted down from its top, with where they lead."""
    found = page.get("/Annots")
    found = found.get_object() if found is not None else None
    for each in list(found)[:2000] if isinstance(found, ArrayObject) else []:
        link = each.get_object()
        action = link.get("/A") if isinstance(link, DictionaryObject) else None
        action = action.get_object() if action is not None else None
        address = action.get("/URI") if isinstance(action, DictionaryObject) else None
        box = link.get("/Rect") if address is not None else None
        if not isinstance(box, ArrayObject) or len(box) != 4:
            continue
        a = times((1, 0, 0, 1, float(box[0]), float(box[1])), turn)
        b = times((1, 0, 0, 1, float(box[2]), float(box[3])), turn)
        address = address.get_object() if address is not None else ""
        told = address.decode("utf-8", "replace") if isinstance(address, bytes) else str(address)
        xs, ys = sorted((a[4], b[4])), sorted((height - a[5], height - b[5]))
        yield xs[0], ys[0], xs[1], ys[1], told


def _linked(words: list[Word], links: list[tuple[float, float, float, float, str]]) -> list[Word]:
    """Return words with the links that lie over them; a word partly under one is cut."""
    if not links:
        return words
    done: list[Word] = []
    for word in words:
        over = [
            link for link in links if link[1] - 2 <= word.y <= link[3] + 2 and word.x0 < link[2] and word.x1 > link[0]
        ]
        done += _cut(word, over) if over else [word]
    return done


def _cut(word: Word, links: list[tuple[float, float, float, float, str]]) -> list[Word]:
    letter = (word.x1 - word.x0) / max(len(word.text), 1)
    pieces: list[Word] = []
    at = 0
    for piece in _stretches(word.text):
        x0, x1 = word.x0 + at * letter, word.x0 + (at + len(piece)) * letter
        at += len(piece)
        middle = (x0 + x1) / 2
        href = next((link[4] for link in links if link[0] - 1 <= middle <= link[2] + 1), "")
        if pieces and pieces[-1].href == href:
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text + piece, x1=x1)
        else:
            pieces.append(replace(word, text=piece, x0=x0, x1=x1, href=href))
    return pieces


def _stretches(text: str) -> Iterator[str]:
    """Return words with the spaces behind them."""
    start = 0
    for place in range(1, len(text)):
        if text[place - 1] == " " and text[place] != " ":
            yield text[start:place]
            start = place
    if text[start:]:
        yield text[start:]
