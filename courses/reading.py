"""Readers of the blocks that lessons have beside running text; see `courses/content/README.md`."""

from __future__ import annotations

from typing import Any

from mimi.loading.blocks import Path, register_block
from mimi.loading.documents import Block
from mimi.loading.figures import FIGURE, read_figure
from mimi.loading.items import Link, list_items, numbered


@register_block("steps")
def steps(block: Block, path: Path) -> dict[str, Any]:
    """Titled steps in their order."""
    node = block.yaml().only("title", "items")
    rows = [
        {"title": row.only("title", "text")["title"].text(), "text": row["text"].markdown()} for row in node["items"]
    ]
    title = node["title"].text() if node.has("title") else ""
    return {"title": title, "items": list_items((*path, "items"), numbered(rows))}


@register_block("do-dont")
def do_dont(block: Block, path: Path) -> dict[str, Any]:
    """What helps and what doesn't."""
    node = block.yaml().only("do", "dont")
    return {name: list_items((*path, name), numbered([row.text() for row in node[name]])) for name in ("do", "dont")}


@register_block("definition")
def definition(block: Block, path: Path) -> dict[str, Any]:
    """A glossary term."""
    term = block.yaml().only("term")["term"].text()
    return {"term": Link((("term", str(term)),), file=term.file, line=term.line)}


@register_block("reflection")
def reflection(block: Block, path: Path) -> dict[str, Any]:
    """A question to think about."""
    node = block.yaml().only("prompt", "hint")
    return {
        "prompt": node["prompt"].text(),
        "hint": node["hint"].text() if node.has("hint") else "",
    }


@register_block("exercise")
def exercise(block: Block, path: Path) -> dict[str, Any]:
    """Something to do with participants."""
    node = block.yaml().only("title", "aim", "minutes", "group_size", "materials", "steps")
    materials = [row.text() for row in node["materials"]]
    done = [row.markdown() for row in node["steps"]]
    return {
        "title": node["title"].text(),
        "aim": node["aim"].text(),
        "minutes": node["minutes"].number(),
        "group_size": node["group_size"].text(),
        "materials": list_items((*path, "materials"), numbered(materials)),
        "steps": list_items((*path, "steps"), numbered(done)),
    }


@register_block("figure")
def figure(block: Block, path: Path) -> dict[str, Any]:
    """A chart's title, table, year and source."""
    return read_figure(block.yaml().only(*FIGURE), path, say=lambda node: node)


@register_block("table")
def table(block: Block, path: Path) -> dict[str, Any]:
    """A table of words."""
    node = block.yaml().only("title", "head", "names_rows", "rows")
    names = [row.text() for row in node["head"]] if node.has("head") else []
    rows = [[cell.markdown() for cell in row] for row in node["rows"]]
    if not rows:
        raise node["rows"].fail("a table has at least one row.")
    width = len(names) or len(rows[0])
    for row, cells in zip(node["rows"], rows, strict=True):
        if len(cells) != width:
            raise row.fail(f"this row has {len(cells)} cells, and the table has {width} columns.")
    return {
        "title": node["title"].text() if node.has("title") else "",
        "head": list_items((*path, "head"), numbered(names)),
        "names_rows": node["names_rows"].flag() if node.has("names_rows") else False,
        "rows": list_items((*path, "rows"), numbered(_rows(rows, path))),
    }


def _rows(rows: list[list[Any]], path: Path) -> list[dict[str, Any]]:
    """Return rows as they are stored; each cell has an id of its own."""
    return [{"cells": list_items((*path, "rows", str(n), "cells"), numbered(cells))} for n, cells in enumerate(rows, 1)]


@register_block("practice")
def practice(block: Block, path: Path) -> dict[str, Any]:
    """A good practice and why to look at it."""
    node = block.yaml().only("practice", "why")
    name = node["practice"].text()
    link = Link((("practice", str(name)),), file=name.file, line=name.line)
    return {"page": link, "why": node["why"].text()}
