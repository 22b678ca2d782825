"""YAML with line numbers: a small reader whose mistakes name file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mimi.loading.problems import ContentError
from mimi.loading.texts import Markdown, Text


class Node:
    """One value of a YAML file."""

    def __init__(self, file: Path, node: yaml.Node, offset: int = 0) -> None:
        self.file = file
        self._node = node
        self._offset = offset

    @property
    def line(self) -> int:
        """Where the value stands, from 1."""
        return self._node.start_mark.line + 1 + self._offset

    def fail(self, message: str) -> ContentError:
        """Return a mistake at this place."""
        return ContentError(self.file, self.line, message)

    def keys(self) -> dict[str, Node]:
        """Read a mapping.

        Raises:
            ContentError: it isn't one, or a key stands in it twice.
        """
        if not isinstance(self._node, yaml.MappingNode):
            raise self.fail("a mapping (name: value) is expected here.")
        found: dict[str, Node] = {}
        for key, value in self._node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Node(self.file, key, self._offset).fail("a name is expected before the colon.")
            if key.value in found:
                raise ContentError(
                    self.file,
                    key.start_mark.line + 1 + self._offset,
                    f"“{key.value}” stands here twice.",
                )
            found[str(key.value)] = Node(self.file, value, self._offset)
        return found

    def items(self) -> list[Node]:
        """Read a list.

        Raises:
            ContentError: it isn't one.
        """
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.fail("a list is expected here.")
        return [Node(self.file, item, self._offset) for item in self._node.value]

    def text(self) -> Text:
        """Read plain text; white space around it is dropped, line breaks inside become spaces.

        Raises:
            ContentError: it isn't a scalar, or it is empty.
        """
        return Text(" ".join(self._scalar().split()), self.file, self.line)

    def markdown(self) -> Markdown:
        """Read text that takes Markdown."""
        return Markdown(self._scalar().strip(), self.file, self.line)

    def _scalar(self) -> str:
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.fail("a text is expected here; quote it if it holds a colon.")
        if not self._node.value.strip():
            raise self.fail("a text is expected here, and there is none.")
        return str(self._node.value)

    def number(self) -> int:
        """Read a whole number.

        Raises:
            ContentError: it isn't one.
        """
        try:
            return int(self._scalar())
        except ValueError:
            raise self.fail(f"a whole number is expected, not “{self._scalar()}”.") from None

    def decimal(self) -> str:
        """Read a number with a decimal point, as text.

        Raises:
            ContentError: it isn't one.
        """
        try:
            float(self._scalar())
        except ValueError:
            raise self.fail(f"a number is expected, not “{self._scalar()}”.") from None
        return self._scalar()

    def day(self) -> date:
        """Read a date, year first.

        Raises:
            ContentError: it isn't one.
        """
        try:
            return date.fromisoformat(self._scalar())
        except ValueError:
            raise self.fail(f"a date such as 2026-11-22 is expected, not “{self._scalar()}”.") from None

    def flag(self) -> bool:
        """Read true or false.

        Raises:
            ContentError: it is neither.
        """
        value = self._scalar().lower()
        if value not in {"true", "false"}:
            raise self.fail(f"true or false is expected, not “{value}”.")
        return value == "true"

    def has(self, name: str) -> bool:
        """Say whether a mapping holds a key with something behind it."""
        value = self.keys().get(name)
        return value is not None and not (isinstance(value._node, yaml.ScalarNode) and not value._node.value)

    def __getitem__(self, name: str) -> Node:
        value = self.keys().get(name)
        if value is None:
            raise self.fail(f"“{name}” is missing here.")
        return value

    def only(self, *names: str) -> Node:
        """Return the node itself, after a check that it holds no other keys.

        Raises:
            ContentError: there is one that nobody reads; most often a slip of the pen.
        """
        for name, value in self.keys().items():
            if name not in names:
                raise value.fail(f"“{name}” means nothing here; known are {', '.join(names)}.")
        return self

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items())


def parse(text: str, file: Path, offset: int = 0) -> Node:
    """Read YAML text; `offset` is the number of lines that stand before it in the file.

    Raises:
        ContentError: it isn't YAML, or it is empty.
    """
    try:
        node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = (mark.line + 1 if mark else 1) + offset
        raise ContentError(file, line, f"this isn’t YAML: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise ContentError(file, 1 + offset, f"this isn’t YAML: {error}.") from None
    if node is None:
        raise ContentError(file, 1 + offset, "there is nothing here.")
    return Node(file, node, offset)


def read_yaml(file: Path) -> Node:
    """Read a YAML file.

    Raises:
        ContentError: it isn't there, isn't UTF-8 or isn't YAML.
    """
    return parse(read_text(file), file)


def read_text(file: Path) -> str:
    """Read a text file.

    Raises:
        ContentError: it isn't there or isn't UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(file, 1, "this file is missing.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(file, line, "this isn’t UTF-8 text.") from None
