"""Blocks as rich text that Wagtail keeps, with the marks that this site's rich text may carry."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from mimi.editors.importing.outline import Block, Heading, Listing, Paragraph, Run, Runs, Table, plain

SCHEMES = {"http", "https", "mailto", "tel"}


def rich_text(blocks: Iterable[Block]) -> str:
    """Return blocks as rich text. It has no headings and tables: those are bold lines, and lists of their rows."""
    return "".join(_block(block) for block in blocks)


def inline(runs: Runs) -> str:
    """Return runs as rich text without a paragraph around them."""
    return "".join(_run(run) for run in runs)


def safe_address(href: str) -> str:
    """Return an address that a link may lead to; nothing for scripts, files and places within the document."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower() in {"http", "https"} and not parts.netloc):
        return ""
    return href.strip()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<p><b>{escape(plain(block.runs))}</b></p>" if plain(block.runs) else ""
    if isinstance(block, Paragraph):
        return f"<p>{inline(block.runs)}</p>" if plain(block.runs) else ""
    if isinstance(block, Listing):
        return _list(block)
    return _table(block)


def _list(listing: Listing) -> str:
    tag = "ol" if listing.ordered else "ul"
    items = "".join(f"<li>{inline(item.runs)}{_list(item.inner) if item.inner else ''}</li>" for item in listing.items)
    return f"<{tag}>{items}</{tag}>"


def _table(table: Table) -> str:
    heads = [plain(cell) for cell in table.rows[0]] if table.has_head and len(table.rows) > 1 else []
    rows = "".join(f"<li>{_row(row, heads)}</li>" for row in table.rows[1 if heads else 0 :])
    return f"<ul>{rows}</ul>"


def _row(row: tuple[Runs, ...], heads: list[str]) -> str:
    cells = []
    for place, cell in enumerate(row):
        head = heads[place] if place < len(heads) else ""
        if plain(cell):
            cells.append(f"<b>{escape(head)}:</b> {inline(cell)}" if head else inline(cell))
    return "; ".join(cells)


def _run(run: Run) -> str:
    html = escape(run.text)
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    href = safe_address(run.href) if run.href else ""
    return f'<a href="{escape(href)}">{html}</a>' if href else html
