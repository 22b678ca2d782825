"""The tables of what the sources say: every place that they name is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mimi.loading.items import SOURCE, Children, Item, Key, block_id
from tools.check_content.texts import Finding

TABLES = (Path("courses/content/SOURCES.md"), Path("practices/content/SOURCES.md"))
_LESSON = re.compile(r"`([a-z]?\d[\d.]*)/([a-z0-9-]+)(?:#([a-z0-9-]+))?`")
_OTHER = re.compile(r"`(practice|term):([a-z0-9-]+)(?:#([a-z0-9-]+))?`")


def source_findings(file: Path, items: Iterable[Item]) -> Iterator[Finding]:
    """Find places of a table, such as `2.1/seen-and-heard#first-conversation`, that don't exist."""
    by_key = {item.key: item for item in items}
    lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    for number, line in enumerate(lines, start=1):
        named: list[tuple[Key, re.Match[str]]] = [
            (("lesson", match[1], match[2]), match) for match in _LESSON.finditer(line)
        ]
        named += [((match[1], match[2]), match) for match in _OTHER.finditer(line)]
        for key, match in named:
            if key not in by_key or (match[3] and not _has(by_key[key], match[3])):
                yield Finding(file, number, f"there is no {match.group()} in the content.")


def _has(item: Item, part: str) -> bool:
    """Say whether a lesson has a block with this id, or a practice a step with it or a filled field of this name."""
    values: dict[str, Any] = item.texts[SOURCE]
    if item.key[0] == "practice" and _filled(values.get(part.replace("-", "_"))):
        return True
    if any(block["id"] == block_id(*item.key, part) for block in values.get("body", [])):
        return True
    children = [value for value in values.values() if isinstance(value, Children)]
    return any(name == part for each in children for name, _row in each.rows)


def _filled(value: object) -> bool:
    return bool(value.rows if isinstance(value, Children) else value)
