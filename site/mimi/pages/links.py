"""Links to pages in the reader's language, resolved together rather than one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from mimi.pages.cache.tags import depends_on

SOURCE_LANGUAGE = "en"


@dataclass(frozen=True)
class PageLink:
    """Where a page is and what it is called, in one language."""

    id: int
    key: str
    language: str
    title: str
    url: str


def current_language() -> str:
    """Return the language that an answer is given in: the one that is active, or the source language without one."""
    return get_language() or SOURCE_LANGUAGE


def page_address(language: str, url_path: str) -> str:
    """Return the public address of a page from Wagtail's `url_path`.

    `url_path` begins with the slug of its language's home page ("/home-nb/kurs/"), in whose place
    the public address has the language ("/nb/kurs/").
    """
    _root, _home, rest = url_path.split("/", 2)
    return f"/{language}/{rest}"


def page_link(page: Page | None) -> PageLink | None:
    """Return the link to a page in the active language, or in the source language."""
    return links_to([page.pk]).get(page.pk) if page is not None else None


def links_to(ids: Iterable[int], language: str | None = None) -> dict[int, PageLink]:
    """Return links to pages by the ids of any of their translations, in one query however many there are.

    A page without a live translation in the language (by default the active one) is linked in the
    source language; a page that is live in neither is left out.
    """
    language = language or current_language()
    wanted = set(ids)
    together = _together.get() or _Together(lambda: ())
    if missing := wanted - together.asked.get(language, set()):
        if language not in together.asked:
            missing |= set(together.foreseen())
        _read(missing, language, together)
    found = together.found[language] if wanted else {}
    links = {pk: found[pk] for pk in wanted if pk in found}
    for pk in wanted:
        if key := together.keys.get(pk):
            depends_on(f"face:{key}:{language}")
            if pk not in links or links[pk].language != language:
                depends_on(f"face:{key}:{SOURCE_LANGUAGE}")
    return links


@dataclass
class _Together:
    """The links of one render; the first that is needed brings all that are foreseen. By language, then by id."""

    foreseen: Callable[[], Iterable[int]]
    asked: dict[str, set[int]] = field(default_factory=dict)
    found: dict[str, dict[int, PageLink]] = field(default_factory=dict)
    keys: dict[int, Any] = field(default_factory=dict)


_together: ContextVar[_Together | None] = ContextVar("links_resolved_together", default=None)


@contextmanager
def resolved_together(foreseen: Callable[[], Iterable[int]]) -> Iterator[None]:
    """Resolve the links that a render needs in one query; `foreseen` names them, if one is needed at all."""
    token = _together.set(_Together(foreseen))
    try:
        yield
    finally:
        _together.reset(token)


def _read(ids: set[int], language: str, together: _Together) -> None:
    same_key = Page.objects.filter(pk__in=ids).values("translation_key")
    rows = Page.objects.filter(translation_key__in=same_key).values_list(
        "pk", "translation_key", "locale__language_code", "title", "url_path", "live"
    )
    best: dict[Any, PageLink] = {}
    keys = {}
    for pk, key, code, title, url_path, live in rows:
        keys[pk] = key
        if live and (code == language or (code == SOURCE_LANGUAGE and key not in best)):
            best[key] = PageLink(pk, str(key), code, title, page_address(code, url_path))
    together.asked.setdefault(language, set()).update(ids)
    together.keys.update(keys)
    found = together.found.setdefault(language, {})
    found.update({pk: best[keys[pk]] for pk in ids if keys.get(pk) in best})
