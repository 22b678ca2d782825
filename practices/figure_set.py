"""Reads the page of figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mimi.loading.figures import FIGURE, read_figure
from mimi.loading.items import LANGUAGES, Item, Link, block_id, list_items, numbered, register_reader, stream_child
from mimi.loading.languages import complete, in_every_language, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.yaml_source import Node, read_yaml
from practices.practice_set import FOLDER, HOME

FIGURES = ("figures",)
PLAIN = ("title", "slug", "summary")
# What a figure leads on to, by the kind of item that it names.
LEADS_TO = {"practices": "practice", "modules": "module"}


# After the practices, which it leads to and stands behind.
@register_reader(order=60)
def read_figures(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the page of figures."""
    from practices.models import FiguresPage

    file = root / FOLDER / "figures.yaml"
    try:
        node = read_yaml(file).only(*PLAIN, "intro", "groups")
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(problems, partial(_page, node))
    if complete(texts):
        files = {language: [file] for language in LANGUAGES}
        yield Item(FIGURES, FiguresPage, texts, files, parent=HOME, settings={"show_in_menus": False})


def _page(node: Node, language: str) -> dict[str, Any]:
    return {
        **{name: spoken(node[name], language).text() for name in PLAIN},
        "intro": spoken(node["intro"], language).markdown(),
        "body": list(_stream(node["groups"], language)),
    }


def _stream(groups: Node, language: str) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for group in groups:
        anchor = _anchor(group.only("id", "heading", "intro", "figures"), seen)
        heading = {
            "anchor": anchor,
            "heading": spoken(group["heading"], language).text(),
            "intro": spoken(group["intro"], language).markdown(),
        }
        yield stream_child("heading", block_id(*FIGURES, anchor), heading)
        for row in group["figures"]:
            anchor = _anchor(row.only("id", *FIGURE, *LEADS_TO), seen)
            path = (*FIGURES, anchor)
            figure = read_figure(row, path, partial(spoken, language=language))
            pages = [_link(kind, name) for part, kind in LEADS_TO.items() if row.has(part) for name in row[part]]
            figure |= {"anchor": anchor, "pages": list_items((*path, "pages"), numbered(pages))}
            yield stream_child("figure", block_id(*path), figure)


def _anchor(row: Node, seen: set[str]) -> str:
    anchor = str(row["id"].text())
    if anchor in seen:
        raise row["id"].fail(f"the id “{anchor}” stands here twice.")
    seen.add(anchor)
    return anchor


def _link(kind: str, name: Node) -> Link:
    return Link(((kind, str(name.text())),), file=name.file, line=name.line)
