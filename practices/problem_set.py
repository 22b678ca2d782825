"""Reads the problems to start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mimi.loading.items import LANGUAGES, Children, Item, Link, register_reader
from mimi.loading.languages import complete, in_every_language, spoken
from mimi.loading.problems import ContentError, Problems
from mimi.loading.yaml_source import Node, read_yaml
from practices.practice_set import DESCRIBED_BY, FOLDER, links

WORDS = ("text", "why")


# After the practices, which it leads to.
@register_reader(order=50)
def read_problems(root: Path, problems: Problems) -> Iterator[Item]:
    """Read the problems to start from."""
    file = root / FOLDER / "problems.yaml"
    try:
        rows = list(read_yaml(file))
    except ContentError as error:
        problems.catch(error)
        return
    for order, row in enumerate(rows):
        yield from _problem(file, order, row, problems)


def _problem(file: Path, order: int, row: Node, problems: Problems) -> Iterator[Item]:
    from practices.models import Problem

    try:
        row.only("id", *WORDS, *DESCRIBED_BY, "first")
        code = str(row["id"].text())
        settings = {"code": code, "sort_order": order, **_leads_to(row)}
    except ContentError as error:
        problems.catch(error)
        return
    texts = in_every_language(problems, lambda language: {word: spoken(row[word], language).text() for word in WORDS})
    if complete(texts):
        files = {language: [file] for language in LANGUAGES}
        yield Item(("problem", code), Problem, texts, files, settings=settings)


def _leads_to(row: Node) -> dict[str, Any]:
    """Read which practices answer a problem; each list may be left out."""
    from practices.models import ProblemPick

    picks = [_practice(node) for node in row["first"]] if row.has("first") else []
    return {
        **{name: links(name, row[name]) if row.has(name) else Link((), many=True) for name in DESCRIBED_BY},
        "picks": Children(ProblemPick, tuple((str(n), {"page": link}) for n, link in enumerate(picks, start=1))),
    }


def _practice(node: Node) -> Link:
    return Link((("practice", str(node.text())),), file=node.file, line=node.line)
