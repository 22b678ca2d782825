"""The texts that the rules look at: every paragraph of the content, with its place."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mimi.loading.items import Children, Item
from mimi.loading.texts import Markdown, Text

# Addresses are written for machines: nobody reads them as words.
NOT_READ = {"slug", "url", "email", "phone"}
GUIDE = Path("site/mimi/editors/guide/content")
_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Passage:
    """One paragraph, list item, heading or short text; `line` is where it begins, `emphasised` what *stands out*."""

    language: str
    file: Path
    line: int
    field: str
    text: str
    item: tuple[str, ...] = ()
    emphasised: str = ""

    @property
    def words(self) -> list[str]:
        """The words, as they are counted."""
        return self.text.split()


@dataclass(frozen=True, order=True)
class Finding:
    """One mistake, told in a sentence that names the word."""

    file: Path
    line: int
    message: str

    def told(self, root: Path) -> str:
        """Return the finding as a line, with the file's path below `root`."""
        file = self.file.relative_to(root) if self.file.is_relative_to(root) else self.file
        return f"{file}, line {self.line}: {self.message}"


def finding(passage: Passage, words: str, message: str) -> Finding:
    """Return a finding at the line of a passage where `words` stand."""
    return Finding(passage.file, line_of(passage.file, passage.line, words), f"{passage.language}: {message}")


def passages(items: Iterable[Item]) -> list[Passage]:
    """Return every text of every item in every language, paragraph by paragraph."""
    return [
        passage
        for item in items
        for language, values in item.texts.items()
        for passage in _of_value(values, language, "", item.key)
    ]


def guide_passages(root: Path) -> Iterator[Passage]:
    """Yield the texts of the editors' guide, which stands as files for the admin and isn't loaded."""
    for file in sorted((root / GUIDE).glob("*/*.md")):
        for token in _markdown.parse(file.read_text(encoding="utf-8")):
            if token.type == "inline":
                text = "".join(_read(part) for part in token.children or [])
                line = 1 + (token.map[0] if token.map else 0)
                yield Passage(file.parent.name, file, line, "guide", text, ("guide", file.stem))


def _of_value(value: Any, language: str, field: str, item: tuple[str, ...]) -> Iterator[Passage]:
    if isinstance(value, dict):
        # A list item or block is {"type", "id", "value"}: its own name says less than that of the field around it.
        for name, inner in value.items():
            yield from _of_value(inner, language, field if name == "value" else name, item)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_value(inner, language, field, item)
    elif isinstance(value, Children):
        for _name, row in value.rows:
            yield from _of_value(row, language, field, item)
    elif isinstance(value, Text) and field not in NOT_READ:
        paragraphs = _paragraphs(value) if isinstance(value, Markdown) else [(0, str(value), "")]
        for below, text, emphasised in paragraphs:
            yield Passage(language, value.file, value.line + below, field, text, item, emphasised)


def _paragraphs(text: Markdown) -> Iterator[tuple[int, str, str]]:
    """Yield how many lines down each paragraph or list item begins, its text without marks, and what is emphasised."""
    for token in _markdown.parse(str(text)):
        if token.type == "inline":
            parts = token.children or []
            emphasised = [after.content for mark, after in itertools.pairwise(parts) if mark.type == "em_open"]
            below = token.map[0] if token.map else 0
            yield below, "".join(_read(part) for part in parts), " ".join(emphasised)


def _read(token: Token) -> str:
    """Return what is read of a part of a paragraph; code is for machines, and stands as a nought."""
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return "0" if token.type == "code_inline" else token.content


def line_of(file: Path, begin: int, words: str) -> int:
    """Return the first line from `begin` on that holds `words`; `begin` where none does."""
    lines = _lines(file)
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words.isalpha() else re.escape(words))
    return next((n for n in range(begin, len(lines) + 1) if pattern.search(lines[n - 1])), begin)


@functools.cache
def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
