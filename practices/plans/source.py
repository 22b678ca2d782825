"""What a practice gives to a plan, in a language: its title, steps, watch-out points and lessons."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from bs4 import BeautifulSoup, Tag
from django.db.models import Q
from wagtail.models import Page

from mimi.pages.links import SOURCE_LANGUAGE, PageLink, links_to, page_address
from mimi.pages.visibility import restricted
from practices.models import PracticePage

# Courses and library meet only through page links, so lessons are known by the name of their kind alone.
LESSON = {"content_type__app_label": "courses", "content_type__model": "lessonpage"}


@dataclass(frozen=True)
class StepWords:
    """A step of a practice; `by` is who does it there."""

    title: str
    text: str
    by: str


@dataclass(frozen=True)
class PracticeWords:
    """What a plan takes from a practice, as plain text; `steps` by their translation keys, in their order."""

    title: str
    url: str
    steps: Mapping[uuid.UUID, StepWords] = field(default_factory=dict)
    risks: tuple[str, ...] = ()
    modules: tuple[int, ...] = ()
    source: str = ""


def practice_words(key: uuid.UUID, language: str) -> PracticeWords | None:
    """Return the words of a practice that everybody may see, in three queries; None where it isn't live there."""
    found = PracticePage.objects.live().filter(~restricted(), translation_key=key, locale__language_code=language)
    page = found.prefetch_related("steps", "related_modules").first()
    if page is None:
        return None
    return PracticeWords(
        title=page.title,
        url=page_address(language, page.url_path),
        steps={step.translation_key: StepWords(step.title, plain(step.text), step.by) for step in page.steps.all()},
        risks=tuple(points(page.watch_out)),
        modules=tuple(page.module_ids),
        source=page.source,
    )


def lessons_of(modules: Collection[int], language: str) -> list[PageLink]:
    """Return the lessons of modules in their order, in a language or else in the source language."""
    links = links_to(modules, language)
    order = [links[pk].id for pk in modules if pk in links]
    if not order:
        return []
    paths = dict(Page.objects.filter(pk__in=order).values_list("pk", "path"))
    below = reduce(or_, (Q(path__startswith=path) for path in paths.values()))
    rows = (
        Page.objects.live()
        .filter(below, ~restricted(), **LESSON)
        .order_by("path")
        .values_list("pk", "translation_key", "locale__language_code", "title", "url_path", "path")
    )
    found = [
        (path, PageLink(pk, str(key), code, title, page_address(code, url_path)))
        for pk, key, code, title, url_path, path in rows
    ]
    return [link for pk in order for path, link in found if path.startswith(paths[pk])]


def pages_by_key(keys: Collection[uuid.UUID], language: str) -> dict[uuid.UUID, PageLink]:
    """Return links to pages that everybody may see, in a language or else in the source language, in one query."""
    if not keys:
        return {}
    rows = Page.objects.live().filter(
        ~restricted(), translation_key__in=keys, locale__language_code__in={language, SOURCE_LANGUAGE}
    )
    found: dict[uuid.UUID, PageLink] = {}
    for pk, key, code, title, url_path in rows.values_list(
        "pk", "translation_key", "locale__language_code", "title", "url_path"
    ):
        if code == language or key not in found:
            found[key] = PageLink(pk, str(key), code, title, page_address(code, url_path))
    return found


# --- Rich text as plain text


def plain(html: str) -> str:
    """Return rich text as plain text: an empty line between paragraphs, a dash before each point of a list."""
    blocks = [_block(child) for child in _soup(html).children]
    return "\n\n".join(block for block in blocks if block)


def points(html: str) -> list[str]:
    """Return the points of the lists in rich text; where there is no list, its paragraphs."""
    soup = _soup(html)
    found = soup.find_all("li") or soup.find_all("p")
    return [text for text in map(_line, found) if text]


def _soup(html: str) -> BeautifulSoup:
    soup = BeautifulSoup(html or "", "html.parser")
    for broken in soup.find_all("br"):
        broken.replace_with(" ")
    return soup


def _block(node: object) -> str:
    if not isinstance(node, Tag):
        return " ".join(str(node).split())
    if node.name == "ul":
        return "\n".join(f"– {_line(item)}" for item in node.find_all("li"))
    if node.name == "ol":
        return "\n".join(f"{number}. {_line(item)}" for number, item in enumerate(node.find_all("li"), start=1))
    return _line(node)


def _line(node: Tag) -> str:
    return " ".join(node.get_text().split())
