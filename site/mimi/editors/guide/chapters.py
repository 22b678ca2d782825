"""The chapters of the guide, read from `content/<language>/<number>-<name>.md`.

A chapter is Markdown: its title, headings, paragraphs and lists. A link to another chapter is written by its name, a
picture by the name of its file below `static/mimi/guide`; a picture that hasn't been taken yet is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.search.analysis import fold, plain, stem, tokens

CONTENT = Path(__file__).parent / "content"
PICTURES = Path(__file__).parents[2] / "static" / "mimi" / "guide"
PICTURE_FOLDER, PICTURE_ENDING = "mimi/guide", ".webp"
CHAPTER_URL = "guide_chapter"
_FILE = re.compile(r"^\d+-([a-z-]+)$")


@dataclass(frozen=True)
class Section:
    """A heading of a chapter, with the words below it for the search; the chapter's own title has no anchor."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One chapter in one language."""

    name: str
    language: str
    source: str

    @property
    def url(self) -> str:
        """Its address."""
        return reverse(CHAPTER_URL, args=[self.name])

    @property
    def title(self) -> str:
        """Its title."""
        return self.sections[0].title

    @property
    def lead(self) -> str:
        """What stands between its title and its first heading."""
        return self.sections[0].text

    @property
    def sections(self) -> list[Section]:
        """Its title and headings, each with the words that follow."""
        return list(_sections(_parse(self.source)))

    @property
    def pictures(self) -> list[str]:
        """The names of its pictures."""
        return [str(part.attrGet("src")) for token in _parse(self.source) for part in token.children or []
                if part.type == "image"]  # fmt: skip

    @property
    def html(self) -> SafeString:
        """What stands below its title, as HTML. The files are our own, and raw HTML in them is shown as text."""
        tokens = _parse(self.source)
        body = tokens[next(n for n, token in enumerate(tokens) if token.type == "heading_close") + 1 :]
        return mark_safe(_markdown.renderer.render(body, _markdown.options, {}))  # noqa: S308 (raw HTML is off)


Environment = MutableMapping[str, Any]


class _Renderer(RendererHTML):
    """Gives headings their anchors, and makes our links and pictures addresses."""

    def heading_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[index]
        return format_html('<{} id="{}">', SafeString(token.tag), anchor_of(tokens[index + 1].content))

    def link_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return format_html('<a href="{}">', reverse(CHAPTER_URL, args=[tokens[index].attrGet("href")]))

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: Environment) -> str:
        token = tokens[index]
        name = f"{token.attrGet('src')}{PICTURE_ENDING}"
        if not (PICTURES / name).is_file():
            return ""
        return format_html('<img src="{}" alt="{}" loading="lazy">', static(f"{PICTURE_FOLDER}/{name}"), token.content)


_markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)


def _parse(source: str) -> list[Token]:
    return _markdown.parse(source)


def anchor_of(title: str) -> str:
    """Return the anchor of a heading: its words, in any of our alphabets."""
    return "-".join(re.findall(r"[^\W_]+", title.casefold()))


def _sections(parsed: Sequence[Token]) -> Iterator[Section]:
    title, anchor = "", ""
    said: list[str] = []
    for before, token in zip([None, *parsed], parsed, strict=False):
        if token.type != "inline":
            continue
        if before is not None and before.type == "heading_open":
            if title:
                yield Section(title, anchor, " ".join(said))
            title, said = token.content, []
            anchor = "" if before.tag == "h1" else anchor_of(title)
        else:
            said.append(plain("".join(part.content for part in token.children or [])))
    yield Section(title, anchor, " ".join(said))


@cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the chapters in their order; in the source language where there are none in this one."""
    folder = CONTENT / language
    if not folder.is_dir():
        return chapters(SOURCE_LANGUAGE)
    return tuple(_read(file, language) for file in sorted(folder.glob("*.md")))


def _read(file: Path, language: str) -> Chapter:
    found = _FILE.match(file.stem)
    if found is None:
        raise ValueError(f"{file} isn’t called like a chapter: 10-name.md.")
    return Chapter(found[1], language, file.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Hit:
    """A section that a search has found."""

    chapter: Chapter
    section: Section

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"{self.chapter.url}#{self.section.anchor}" if self.section.anchor else self.chapter.url


def find(language: str, query: str) -> list[Hit]:
    """Return the sections that hold all words of a query, or their beginnings; those that hold them in the title first.

    Words are compared by their stems, without case and accents.
    """
    wanted = _stems(query, chapters(language)[0].language)
    if not wanted:
        return []
    found = []
    for chapter in chapters(language):
        for section in chapter.sections:
            title = _stems(f"{chapter.title} {section.title}", chapter.language)
            text = title | _stems(section.text, chapter.language)
            if all(_holds(text, word) for word in wanted):
                found.append((sum(not _holds(title, word) for word in wanted), Hit(chapter, section)))
    return [hit for _missing, hit in sorted(found, key=lambda pair: pair[0])]


def _stems(text: str, language: str) -> set[str]:
    return {stem(fold(token.form, language), language) for token in tokens(plain(text), language)}


def _holds(stems: set[str], word: str) -> bool:
    return any(each.startswith(word) for each in stems)
