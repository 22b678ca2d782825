"""The whole library as a book: a part for each practice, in the library's order, and the sources they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from mimi.books.content import Book, Part
from mimi.books.pictures import Pictures
from mimi.books.registry import register_book
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import frame
from mimi.pages.links import page_address, resolved_together
from mimi.pages.visibility import restricted
from practices.browsing import Browsing
from practices.facts import practice_variables
from practices.models import PracticeIndexPage, PracticePage


def wanted() -> Iterator[tuple[str, str]]:
    """Yield the key and the language of each live library."""
    live = PracticeIndexPage.objects.live().filter(~restricted())
    languages = {code for code, _name in settings.LANGUAGES}
    for key, language in live.values_list("translation_key", "locale__language_code"):
        if language in languages:
            yield str(key), language


@register_book("library", wanted)
def handbook(key: str, language: str) -> Book | None:
    """Return the library as a book; None where it isn't for everybody in this language."""
    live = PracticeIndexPage.objects.live().filter(~restricted(), translation_key=key, locale__language_code=language)
    depends_on("restrictions", f"navigation:{language}", f"library:{language}")
    index = live.select_related("locale").first()
    if index is None:
        return None
    order = [card.key for card in Browsing(index, QueryDict()).all_cards()]
    found = PracticePage.objects.live().filter(~restricted(), path__startswith=index.path)
    by_key = {str(page.translation_key): page for page in found.select_related("locale", "country", "evidence")}
    practices = [by_key[str(name)] for name in order if str(name) in by_key]
    pages: list[Any] = [index, *practices]
    depends_on(*(f"content:{page.pk}" for page in pages))
    with resolved_together(lambda: [pk for page in pages for pk in page.linked_pages()]):
        parts = [_opening(index), *(_part(practice) for practice in practices)]
    pictures = Pictures()
    published = [timezone.localtime(page.last_published_at).date() for page in pages if page.last_published_at]
    return Book(
        key=key,
        language=language,
        title=index.title,
        about=_("Handbook of the library"),
        lead=index.summary,
        name=index.slug,
        address=page_address(language, index.url_path),
        parts=tuple(parts),
        sources=tuple(dict.fromkeys(practice.source for practice in practices if practice.source)),
        funding=frame(language).funding,
        changed_on=max(published, default=None),
        drawing=pictures.draw("course"),
        pictures=pictures.all(),
    )


def _opening(index: PracticeIndexPage) -> Part:
    return Part(
        anchor="about",
        title=_("How to use the library"),
        html=render_to_string("practices/handbook/library.html", {"page": index}),
        address=page_address(index.locale.language_code, index.url_path),
    )


def _part(page: PracticePage) -> Part:
    variables: dict[str, Any] = {name: build() for name, build in practice_variables(page, draft=False).items()}
    return Part(
        anchor=f"practice-{page.pk}",
        title=page.title,
        kicker=page.organisation,
        lead=page.summary,
        html=render_to_string("practices/handbook/practice.html", {**variables, "page": page}),
        address=page_address(page.locale.language_code, page.url_path),
    )
