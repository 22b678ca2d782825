"""Blocks as plain data that JSON can hold, and back: between the process that reads and ours, and in the database."""

from __future__ import annotations

from typing import Any

from mimi.editors.importing.outline import Block, Heading, Item, Listing, Paragraph, Place, Run, Runs, Table

Data = dict[str, Any]


def to_data(block: Block) -> Data:
    """Return a block as plain data."""
    place = list(block.place)
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "runs": _runs(block.runs), "place": place}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "runs": _runs(block.runs), "place": place}
    if isinstance(block, Listing):
        return {
            "kind": "list",
            "ordered": block.ordered,
            "items": [_item(item) for item in block.items],
            "place": place,
        }
    rows = [[_runs(cell) for cell in row] for row in block.rows]
    return {"kind": "table", "has_head": block.has_head, "rows": rows, "place": place}


def from_data(data: Data) -> Block:
    """Return the block that plain data tells.

    Raises:
        ValueError, KeyError, TypeError: it tells none.
    """
    page, line = data["place"]
    place = Place(int(page), int(line))
    kind = data["kind"]
    if kind == "heading":
        return Heading(_read_runs(data["runs"]), int(data["level"]), place)
    if kind == "paragraph":
        return Paragraph(_read_runs(data["runs"]), place)
    if kind == "list":
        return _read_list(data, place)
    if kind == "table":
        rows = tuple(tuple(_read_runs(cell) for cell in row) for row in data["rows"])
        return Table(rows, bool(data["has_head"]), place)
    raise ValueError(f"There is no block of the kind “{kind}”.")


def _runs(runs: Runs) -> list[list[Any]]:
    return [[run.text, int(run.bold), int(run.italic), run.href] for run in runs]


def _item(item: Item) -> Data:
    return {"runs": _runs(item.runs), "inner": to_data(item.inner) if item.inner else None}


def _read_runs(rows: list[list[Any]]) -> Runs:
    return tuple(Run(str(text), bool(bold), bool(italic), str(href)) for text, bold, italic, href in rows)


def _read_list(data: Data, place: Place) -> Listing:
    items = []
    for row in data["items"]:
        inner = from_data(row["inner"]) if row["inner"] else None
        items.append(Item(_read_runs(row["runs"]), inner if isinstance(inner, Listing) else None))
    return Listing(tuple(items), bool(data["ordered"]), place)
