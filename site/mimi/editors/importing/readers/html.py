"""The HTML that mammoth makes of a Word file, as blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mimi.editors.importing import limits
from mimi.editors.importing.outline import (
    Block,
    Heading,
    Item,
    Listing,
    Paragraph,
    Place,
    Run,
    Runs,
    Table,
    plain,
    tidy,
)
from mimi.editors.importing.problems import DocumentError

LISTS = {"ul", "ol"}
BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "div", *LISTS}
BACK = "↑"


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of a document; its footnotes stand behind the paragraphs that they belong to."""
    return _Reading(root).blocks


class _Reading:
    def __init__(self, root: Any) -> None:
        self.notes = _footnotes(root)
        self.blocks: list[Block] = []
        self.line = 0
        for element in root:
            self._element(element, 0)

    def _element(self, element: Any, depth: int) -> None:
        if depth > limits.DEEPEST_XML or len(self.blocks) > limits.MOST_BLOCKS:
            raise DocumentError("too-deep" if depth > limits.DEEPEST_XML else "too-much-text")
        tag = element.tag
        if not isinstance(tag, str):
            return
        self.line += 1
        place = Place(0, self.line)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._add(
                Heading(tuple(Run(run.text, False, run.italic, run.href) for run in _runs(element)), int(tag[1]), place)
            )
        elif tag in LISTS:
            self._add(_listing(element, place, 1))
        elif tag == "table":
            self._add(_table(element, place))
        elif tag == "div":
            for child in element:
                self._element(child, depth + 1)
        else:
            self._add(Paragraph(_runs(element), place))
        for key in [link.get("href", "")[1:] for link in element.iter("a")]:
            note = self.notes.pop(key, None)
            if note:
                self.blocks.append(Paragraph(note, place))

    def _add(self, block: Block) -> None:
        if isinstance(block, Heading | Paragraph) and not plain(block.runs):
            return
        if isinstance(block, Listing) and not block.items:
            return
        if isinstance(block, Table) and not block.rows:
            return
        self.blocks.append(block)


def _footnotes(root: Any) -> dict[str, Runs]:
    """Take the footnotes from the end of a document; by their ids."""
    found: dict[str, Runs] = {}
    for item in list(root.iter("li")):
        key = item.get("id") or ""
        if not key.startswith(("footnote-", "endnote-")):
            continue
        number = len(found) + 1
        words = [run for run in _runs(item) if run.text.strip() != BACK]
        found[key] = tidy(
            [Run(f"[{number}] "), *(Run(run.text.replace(BACK, ""), run.bold, run.italic, run.href) for run in words)]
        )
        above = item.getparent()
        above.remove(item)
        if len(above) == 0 and above.getparent() is not None:
            above.getparent().remove(above)
    return found


def _runs(element: Any, *, skip: frozenset[str] = frozenset()) -> Runs:
    return tidy(_walk(element, Run(""), skip, 0))


def _walk(element: Any, marks: Run, skip: frozenset[str], depth: int) -> Iterator[Run]:
    if depth > limits.DEEPEST_XML:
        raise DocumentError("too-deep")
    yield _like(marks, element.text or "")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in skip:
            if child.tag in BLOCKS and depth:
                yield _like(marks, " ")
            yield from _walk(child, _marked(child, marks), skip, depth + 1)
            if child.tag in {"br", *BLOCKS, "td", "th", "tr", "li"}:
                yield _like(marks, " ")
        yield _like(marks, child.tail or "")


def _like(marks: Run, text: str) -> Run:
    return Run(text, marks.bold, marks.italic, marks.href)


def _marked(element: Any, marks: Run) -> Run:
    bold = marks.bold or element.tag in {"strong", "b"}
    italic = marks.italic or element.tag in {"em", "i"}
    href = marks.href
    if element.tag == "a" and not (element.get("href") or "#").startswith("#"):
        href = element.get("href")
    return Run("", bold, italic, href)


def _listing(element: Any, place: Place, depth: int) -> Listing:
    items: list[Item] = []
    for child in element:
        if child.tag != "li":
            continue
        inner = next((one for one in child if one.tag in LISTS), None)
        deeper = inner is not None and depth < limits.DEEPEST_LIST
        runs = _runs(child, skip=frozenset(LISTS)) if deeper else _runs(child)
        below = _listing(inner, place, depth + 1) if deeper else None
        if plain(runs) or (below and below.items):
            items.append(Item(runs, below if below and below.items else None))
    return Listing(tuple(items), element.tag == "ol", place)


def _table(element: Any, place: Place) -> Table:
    rows: list[tuple[Runs, ...]] = []
    heads = element.find("thead") is not None
    for row in element.iter("tr"):
        if next(row.iterancestors("table"), None) is not element:
            continue
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        runs = tuple(_runs(cell) for cell in cells)
        if any(plain(cell) for cell in runs):
            rows.append(runs)
            bold = all(run.bold for cell in runs for run in cell if run.text.strip())
            heads = heads or (len(rows) == 1 and bold and len(cells) > 1)
    return Table(tuple(rows), heads, place)
