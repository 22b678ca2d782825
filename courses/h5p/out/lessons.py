"""A lesson's blocks as text for H5P.AdvancedText: words and lists, without pictures, films and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html

from courses.h5p.out import texts

Write = Callable[[Any], str]


def lesson_html(body: Any) -> Iterator[str]:
    """Yield each block of a lesson as HTML that H5P allows; what can't be told in words is left out."""
    for block in body:
        write = BLOCKS.get(block.block_type)
        html = texts.cleaned(write(block.value), texts.PROSE, site=settings.SITE_URL) if write else ""
        if html.strip():
            yield html


def _heading(text: Any, level: int = 2) -> str:
    return f"<h{level}>{escape(str(text))}</h{level}>" if text else ""


def _said(text: Any) -> str:
    return f"<p>{escape(str(text))}</p>" if text else ""


def _rich(value: Any) -> str:
    return str(expand_db_html(getattr(value, "source", value) or ""))


def _list(items: Iterable[str], kind: str = "ul") -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<{kind}>{rows}</{kind}>" if rows else ""


def _prose(value: Any) -> str:
    return _heading(value["heading"]) + _rich(value["body"])


def _key_point(value: Any) -> str:
    return _heading(gettext("Key point"), 3) + _rich(value["body"])


def _example(value: Any) -> str:
    return _heading(value["title"], 3) + _rich(value["body"])


def _steps(value: Any) -> str:
    rows = (f"<strong>{escape(step['title'])}</strong> {_rich(step['text'])}" for step in value["items"])
    return _heading(value["title"], 3) + _list(rows, "ol")


def _do_dont(value: Any) -> str:
    do, dont = (_list(escape(text) for text in value[name]) for name in ("do", "dont"))
    return _heading(gettext("Do"), 3) + do + _heading(gettext("Don’t"), 3) + dont


def _definition(value: Any) -> str:
    term = value["term"]
    return f"<p><strong>{escape(term.term)}</strong> – {escape(term.definition)}</p>" if term else ""


def _reflection(value: Any) -> str:
    return _heading(gettext("Stop and think"), 3) + _said(value["prompt"]) + _said(value["hint"])


def _exercise(value: Any) -> str:
    return _heading(value["title"], 3) + _said(value["aim"]) + _list((_rich(step) for step in value["steps"]), "ol")


def _figure(value: Any) -> str:
    return _heading(value["title"], 3) + _said(value["summary"]) + _said(value["source"])


def _table(value: Any) -> str:
    """Return a list of rows: this text of H5P has no tables."""
    heads = [f"<strong>{escape(name)}:</strong> " if name else "" for name in value["head"]]
    rows = ("; ".join(_cells(row["cells"], heads)) for row in value["rows"])
    return _heading(value["title"], 3) + _list(rows)


def _cells(cells: Iterable[Any], heads: list[str]) -> Iterator[str]:
    for cell, head in zip_longest(cells, heads):
        if cell is not None and cell.source:
            yield f"{head or ''}{_rich(cell)}"


def _practice(value: Any) -> str:
    page = value["page"]
    if page is None or not page.live:
        return ""
    return f'<p><a href="{escape(page.full_url or "")}">{escape(page.title)}</a> {escape(value["why"])}</p>'


def _video(value: Any) -> str:
    transcript = _rich(value["transcript"])
    return _heading(value["title"], 3) + transcript if transcript else ""


BLOCKS: dict[str, Write] = {
    "prose": _prose,
    "key_point": _key_point,
    "example": _example,
    "steps": _steps,
    "do_dont": _do_dont,
    "definition": _definition,
    "reflection": _reflection,
    "exercise": _exercise,
    "figure": _figure,
    "table": _table,
    "practice": _practice,
    "video": _video,
}
