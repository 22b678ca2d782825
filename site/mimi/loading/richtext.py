"""Markdown to the rich text that Wagtail keeps."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from mimi.loading.problems import ContentError
from mimi.loading.texts import Markdown

_parser = MarkdownIt("commonmark", {"html": False}).disable("code")
# What people call the marks that rich text doesn't have.
UNUSED = {
    "heading_open": "a heading",
    "fence": "a block of code",
    "hr": "a line across",
    "image": "a picture",
    "blockquote_open": "a quotation",
}
ALLOWED = {
    "paragraph_open",
    "paragraph_close",
    "inline",
    "bullet_list_open",
    "bullet_list_close",
    "ordered_list_open",
    "ordered_list_close",
    "list_item_open",
    "list_item_close",
}
INTERNAL = re.compile(r"^(module|lesson|practice|term):[\w./-]+$")

Resolve = Callable[[str], str | None]


def link_targets(text: Markdown) -> list[tuple[str, int]]:
    """Return where the links of a text lead, in their order, each with its line."""
    return [
        (str(child.attrs["href"]), _line(text, token))
        for token in _parser.parse(str(text))
        for child in token.children or []
        if child.type == "link_open"
    ]


def paragraphs(text: Markdown) -> list[tuple[list[str], int]]:
    """Return the link targets of each paragraph and list item, sorted, with the line that it begins in."""
    return [
        (
            sorted(str(child.attrs["href"]) for child in token.children or [] if child.type == "link_open"),
            _line(text, token),
        )
        for token in _parser.parse(str(text))
        if token.type == "inline"
    ]


def _line(text: Markdown, token: Token) -> int:
    return text.line + (token.map[0] if token.map else 0)


def rich_text(text: Markdown, resolve: Resolve) -> str:
    """Return a text as Wagtail's rich text.

    `resolve` turns a target such as `module:2.1` into the attributes of a link, or into None, where
    the words then stand without a link.

    Raises:
        ContentError: it holds something that rich text has no mark for.
    """
    out: list[str] = []
    depth = 0
    for token in _checked(text):
        if token.type == "inline":
            out.append(_inline(text, token, resolve))
            continue
        if token.type.startswith("list_item"):
            depth += token.nesting
        if token.type.startswith("paragraph") and depth:
            continue
        out.append(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")
    return "".join(out)


def _checked(text: Markdown) -> list[Token]:
    tokens = _parser.parse(str(text))
    previous = ""
    depth = 0
    for token in tokens:
        if token.type not in ALLOWED:
            raise _unused(text, token, token.type)
        if token.type.startswith("list_item"):
            depth += token.nesting
        if depth and token.type == "paragraph_open" and previous == "paragraph_close":
            raise ContentError(text.file, _line(text, token), "a list item holds one paragraph.")
        previous = token.type
    return tokens


def _inline(text: Markdown, token: Token, resolve: Resolve) -> str:
    out: list[str] = []
    links: list[bool] = []
    for child in token.children or []:
        if child.type == "text":
            out.append(_escape(child.content))
        elif child.type == "code_inline":
            out.append(f"<code>{_escape(child.content)}</code>")
        elif child.type in {"softbreak", "hardbreak"}:
            out.append(" ")
        elif child.type in {"strong_open", "strong_close"}:
            out.append("</b>" if child.nesting < 0 else "<b>")
        elif child.type in {"em_open", "em_close"}:
            out.append("</i>" if child.nesting < 0 else "<i>")
        elif child.type == "link_open":
            attributes = _link(text, token, str(child.attrs["href"]), resolve)
            links.append(attributes is not None)
            if attributes is not None:
                out.append(f"<a {attributes}>")
        elif child.type == "link_close":
            if links.pop():
                out.append("</a>")
        else:
            raise _unused(text, token, child.type)
    return "".join(out)


def _unused(text: Markdown, token: Token, kind: str) -> ContentError:
    return ContentError(text.file, _line(text, token), f"{UNUSED.get(kind, kind)} isn’t used here.")


def _link(text: Markdown, token: Token, href: str, resolve: Resolve) -> str | None:
    if href.startswith(("https://", "http://", "mailto:")):
        return f'href="{_escape(href)}"'
    if not INTERNAL.match(href):
        raise ContentError(text.file, _line(text, token), f"a link can’t lead to “{href}”.")
    return resolve(href)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
