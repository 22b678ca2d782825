"""Markdown files with front matter and fenced blocks, as `courses/content/README.md` describes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from mimi.loading import yaml_source
from mimi.loading.problems import ContentError
from mimi.loading.texts import Markdown, Text
from mimi.loading.yaml_source import Node

ATTRIBUTES = re.compile(r"\s*\{(?P<inside>[^{}]*)\}\s*$")
ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
FENCE = re.compile(r"^:::\s*(?P<kind>[a-z-]+)(?P<rest>.*)$")


@dataclass
class Block:
    """A block: `body` is what stands in it, `line` where it begins, `body_line` where its body does."""

    kind: str
    id: str
    file: Path
    line: int
    body: str = ""
    body_line: int = 0
    heading: str = ""

    def yaml(self) -> Node:
        """Read the body as YAML."""
        return yaml_source.parse(self.body, self.file, self.body_line - 1)

    def markdown(self) -> Markdown:
        """Read the body as Markdown.

        Raises:
            ContentError: it is empty.
        """
        if not self.body.strip():
            raise ContentError(self.file, self.line, "this block is empty.")
        leading = len(self.body) - len(self.body.lstrip("\n"))
        return Markdown(self.body.strip(), self.file, self.body_line + leading)

    def titled(self) -> tuple[Text, Markdown]:
        """Read a first line `### Title` and what follows it.

        Raises:
            ContentError: there is no such line.
        """
        lines = self.body.strip("\n").split("\n")
        skipped = len(self.body) - len(self.body.lstrip("\n"))
        line = self.body_line + skipped
        if not lines[0].startswith("### "):
            raise ContentError(self.file, line, "this block begins with a title: ### Title.")
        rest = Block(self.kind, self.id, self.file, line, "\n".join(lines[1:]), line + 1)
        return Text(lines[0][4:].strip(), self.file, line), rest.markdown()


@dataclass
class Section:
    """What stands under a first-level heading: a lesson."""

    title: Text
    id: str
    attributes: dict[str, str]
    line: int
    summary: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Document:
    """A whole file: front matter, blocks before any first-level heading, and sections."""

    file: Path
    front: Node
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def read_document(file: Path) -> Document:
    """Read a Markdown file.

    Raises:
        ContentError: it is malformed; the message says where and how.
    """
    lines = yaml_source.read_text(file).split("\n")
    if not lines or lines[0].strip() != "---":
        raise ContentError(file, 1, "the file begins with front matter between lines of ---.")
    try:
        end = next(n for n, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    except StopIteration:
        raise ContentError(file, 1, "the front matter has no closing line of ---.") from None
    front = yaml_source.parse("\n".join(lines[1:end]), file, offset=1)
    document = Document(file, front)
    _Reader(document, lines, end + 1).read()
    return document


class _Reader:
    """Goes through the lines of a document once."""

    def __init__(self, document: Document, lines: list[str], start: int) -> None:
        self.document = document
        self.file = document.file
        self.lines = lines
        self.position = start
        self.section: Section | None = None
        self.prose: Block | None = None
        self.seen: set[str] = set()

    def read(self) -> None:
        while self.position < len(self.lines):
            line = self.lines[self.position]
            if line.startswith("# "):
                self._open_section(line[2:])
            elif line.startswith("## "):
                self._open_prose(line[3:])
            elif line.startswith(":::"):
                self._fenced(line)
            elif line.startswith("#"):
                raise self._error("only # and ## headings stand outside of blocks.")
            elif line.strip():
                self._running_text(line)
            elif self.prose:
                self.prose.body += "\n"
            self.position += 1

    def _error(self, message: str) -> ContentError:
        return ContentError(self.file, self.position + 1, message)

    def _open_section(self, text: str) -> None:
        title, id_, attributes = self._attributes(text)
        if any(section.id == id_ for section in self.document.sections):
            raise self._error(f"there are two lessons with the id “{id_}”.")
        line = self.position + 1
        self.section = Section(Text(title, self.file, line), id_, attributes, line)
        self.document.sections.append(self.section)
        self.prose = None
        self.seen = set()

    def _open_prose(self, text: str) -> None:
        heading, id_, _attributes = self._attributes(text)
        self.prose = Block("prose", self._new_id(id_), self.file, self.position + 1, heading=heading)
        self.prose.body_line = self.position + 2
        self._add(self.prose)

    def _fenced(self, line: str) -> None:
        match = FENCE.match(line)
        if match is None:
            raise self._error("a block begins like this: ::: key-point {#id}.")
        rest, kind = match["rest"].strip(), match["kind"]
        id_ = self._attributes(rest)[1] if rest else kind
        start = self.position
        block = Block(kind, self._new_id(id_), self.file, start + 1, body_line=start + 2)
        while True:
            self.position += 1
            if self.position >= len(self.lines):
                raise ContentError(self.file, start + 1, "this block has no closing line of :::.")
            if self.lines[self.position].strip() == ":::":
                break
            if self.lines[self.position].startswith(":::"):
                raise self._error("a block begins here before the one above has ended with :::.")
            block.body += self.lines[self.position] + "\n"
        self.prose = None
        self._add(block)

    def _running_text(self, line: str) -> None:
        if self.prose:
            self.prose.body += line + "\n"
        elif self.section and not self.section.blocks:
            self.section.summary = f"{self.section.summary} {line.strip()}".strip()
        else:
            raise self._error("text stands under a ## heading or in a ::: prose block.")

    def _add(self, block: Block) -> None:
        (self.section.blocks if self.section else self.document.blocks).append(block)

    def _new_id(self, id_: str) -> str:
        if id_ in self.seen:
            raise self._error(f"the id “{id_}” stands here twice.")
        self.seen.add(id_)
        return id_

    def _attributes(self, text: str) -> tuple[str, str, dict[str, str]]:
        match = ATTRIBUTES.search(text)
        if match is None:
            raise self._error("an id is missing: {#like-this}.")
        words = match["inside"].split()
        ids = [word[1:] for word in words if word.startswith("#")]
        if len(ids) != 1 or not ID.match(ids[0]):
            raise self._error("an id is written {#like-this}, in small ASCII letters and hyphens.")
        rest = [word for word in words if not word.startswith("#")]
        if any("=" not in word for word in rest):
            raise self._error("beside the id only name=value stands in the braces.")
        attributes = dict(word.split("=", 1) for word in rest)
        return text[: match.start()].strip(), ids[0], attributes
