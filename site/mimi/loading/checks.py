"""Checks on all content together: links that lead somewhere, and languages that are alike in structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mimi.loading.items import SOURCE, Children, Item, Key, Link
from mimi.loading.lengths import check_lengths
from mimi.loading.problems import ContentError, Problems
from mimi.loading.richtext import link_targets, paragraphs, rich_text
from mimi.loading.texts import Markdown, Text

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# A link that Markdown would make of it.
MARKED_LINK = re.compile(r"\]\((?:module|lesson|practice|term|https?|mailto):")
Place = tuple[Path, int]


def check(items: list[Item], problems: Problems) -> None:
    """Check all items, and add what is wrong to `problems`."""
    keys = {item.key for item in items}
    _check_keys(items, problems)
    for item in items:
        for values in (item.settings, *item.texts.values()):
            _check_links(values, keys, problems)
            _check_marks(values, problems)
        for language in item.texts:
            if language != SOURCE:
                _check_likeness(item, language, problems)
    check_lengths(items, problems)
    _check_slugs(items, problems)


def _check_keys(items: list[Item], problems: Problems) -> None:
    seen: set[Key] = set()
    for item in items:
        if item.key in seen:
            first = next(leaf for _path, leaf in _leaves(item.texts[SOURCE]) if isinstance(leaf, Text))
            problems.add(first.file, first.line, f"there are two of “{'/'.join(item.key[1:])}” ({item.key[0]}).")
        seen.add(item.key)


def target_key(target: str) -> Key:
    """Return the key of the item that a link such as `lesson:2.1/seen-and-heard` leads to."""
    kind, _colon, rest = target.partition(":")
    if kind == "lesson":
        module, _slash, lesson = rest.partition("/")
        return ("lesson", module, lesson)
    return (kind, rest)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text, number and link of a value, with a path that is the same in every language."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}/{name}")
    elif isinstance(value, list):
        yield f"{path}/length", len(value)
        for n, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{n}")
    elif isinstance(value, Children):
        yield f"{path}/length", len(value.rows)
        for name, row in value.rows:
            yield from _leaves(row, f"{path}/{name}")
    else:
        yield path, value


def _check_links(values: Any, keys: set[Key], problems: Problems) -> None:
    for _path, leaf in _leaves(values):
        if isinstance(leaf, Link):
            for key in leaf.keys:
                if key not in keys:
                    problems.add(
                        leaf.file, leaf.line, f"there is no “{'/'.join(key[1:])}” ({key[0].replace('_', ' ')})."
                    )
        elif isinstance(leaf, Markdown):
            for target, line in link_targets(leaf):
                internal = target.partition(":")[0] in {"module", "lesson", "practice", "term"}
                if internal and target_key(target) not in keys:
                    problems.add(leaf.file, line, f"a link leads to “{target}”, which isn’t there.")


def _check_marks(values: Any, problems: Problems) -> None:
    for _path, leaf in _leaves(values):
        if isinstance(leaf, Markdown):
            try:
                rich_text(leaf, lambda target: f'href="{target}"')
            except ContentError as error:
                problems.catch(error)
        elif isinstance(leaf, Text) and MARKED_LINK.search(leaf):
            problems.add(leaf.file, leaf.line, "a link can’t stand in this text, which is plain.")


def _check_likeness(item: Item, language: str, problems: Problems) -> None:
    source = dict(_leaves(item.texts[SOURCE]))
    other = dict(_leaves(item.texts[language]))
    place: Place = (item.files[language][0], 1)
    for path, leaf in source.items():
        twin = other.get(path)
        if isinstance(twin, Text | Link):
            place = (twin.file, twin.line)
        if path not in other:
            problems.add(*place, f"English has “{_told(path)}” here, and this language hasn’t.")
            return
        if isinstance(leaf, Markdown) and isinstance(twin, Markdown):
            _check_paragraphs(leaf, twin, problems)
            continue
        message = _difference(leaf, twin)
        if message:
            problems.add(*place, f"{message} ({_told(path)})")
            if path.endswith(("/length", "/id")):
                return
    for path, leaf in other.items():
        if path not in source:
            at = (leaf.file, leaf.line) if isinstance(leaf, Text) else place
            problems.add(*at, f"this language has “{_told(path)}” here, and English hasn’t.")
            return


def _told(path: str) -> str:
    return path.strip("/").replace("/value", "").replace("/", " › ")


def _difference(source: Any, other: Any) -> str:
    if isinstance(source, Text):
        return "" if isinstance(other, Text) else "no text here"
    if isinstance(source, Link):
        same = isinstance(other, Link) and source.keys == other.keys
        return "" if same else "English refers to something else here"
    if source == other:
        return ""
    if isinstance(source, int) and isinstance(other, int):
        return f"English has {source} here, this language {other}"
    return f"English has “{source}” here, this language “{other}”"


def _check_paragraphs(source: Markdown, other: Markdown, problems: Problems) -> None:
    """Check that paragraphs and list items pair one to one, with the same links in each: an editor translates them."""
    ours, theirs = paragraphs(source), paragraphs(other)
    if len(ours) != len(theirs):
        message = f"English has {len(ours)} paragraphs and list items here, this language {len(theirs)}."
        problems.add(other.file, other.line, message)
        return
    for n, ((mine, _line), (yours, line)) in enumerate(zip(ours, theirs, strict=True), start=1):
        if mine != yours:
            problems.add(other.file, line, f"paragraph or list item {n} has other links than the English.")


def _check_slugs(items: list[Item], problems: Problems) -> None:
    taken: set[tuple[Key | None, str, str]] = set()
    for item in items:
        for language, values in item.texts.items():
            slug = values.get("slug")
            if slug is None:
                continue
            file, line = (slug.file, slug.line) if isinstance(slug, Text) else (Path(), 1)
            if not SLUG.match(slug):
                problems.add(file, line, f"the slug “{slug}” isn’t written in small ASCII letters.")
            if (item.parent, language, str(slug)) in taken:
                problems.add(file, line, f"the slug “{slug}” stands beside another like it.")
            taken.add((item.parent, language, str(slug)))
