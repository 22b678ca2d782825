"""Reading values that stand in several languages side by side, and files that stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from mimi.loading.items import LANGUAGES, SOURCE
from mimi.loading.problems import ContentError, Problems
from mimi.loading.yaml_source import Node

T = TypeVar("T")


def spoken(node: Node, language: str) -> Node:
    """Return one language's value of a mapping such as `{en: …, nb: …}`.

    Raises:
        ContentError: the language isn't there, or something stands there that isn't a language.
    """
    node.only(*LANGUAGES)
    return node[language]


def language_files(folder: Path, problems: Problems) -> dict[str, Path]:
    """Return the files en.md, nb.md, de.md, el.md of a folder; a missing one is a mistake."""
    found = {}
    for language in LANGUAGES:
        file = folder / f"{language}.md"
        if file.exists():
            found[language] = file
        else:
            problems.add(file, 1, "this file is missing.")
    return found


def in_every_language(
    problems: Problems, read: Callable[[str], T], languages: Iterable[str] = LANGUAGES
) -> dict[str, T]:
    """Read something in every language, and note the mistakes; languages with one are left out.

    The source language comes first, so that a mistake that all share is told once.
    """
    found: dict[str, T] = {}
    for language in languages:
        try:
            found[language] = read(language)
        except ContentError as error:
            problems.catch(error)
            if language == SOURCE:
                break
    return found


def complete(found: dict[str, Any]) -> bool:
    """Say whether something was read in every language."""
    return set(found) == set(LANGUAGES)
