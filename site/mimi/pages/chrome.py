"""What stands around every page: menu, languages, footer, addresses for search engines."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import override
from wagtail.models import Page

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.links import SOURCE_LANGUAGE, current_language, page_address
from mimi.pages.prepared import Prepared
from mimi.pages.visibility import restricted

HOME_DEPTH = 2


@dataclass(frozen=True)
class TopPage:
    """A page directly below the home page; `kind` is its model, such as "courses.coursepage"."""

    title: str
    url: str
    path: str
    in_menu: bool
    kind: str


@dataclass(frozen=True)
class Frame:
    """What all pages of a language stand in; `home_path` is the home page's `url_path`, empty where there is none."""

    home_path: str = ""
    funding: str = ""
    pages: tuple[TopPage, ...] = ()

    def of_kind(self, kind: str) -> list[TopPage]:
        """Return the pages of a kind, in their order."""
        return [page for page in self.pages if page.kind == kind]


@dataclass(frozen=True)
class MenuItem:
    """A page directly below the home page, as a menu shows it."""

    title: str
    url: str
    in_menu: bool
    current: bool = False


@dataclass(frozen=True)
class LanguageChoice:
    """One language of the switch; `url` leads to the same place in it."""

    code: str
    name: str
    url: str
    current: bool
    translated: bool = True


class Chrome:
    """Everything around a page, worked out when a template asks for it.

    Parts of a page are kept apart from each other, so whatever is asked for twice notes each time what it depends on.
    """

    def __init__(self, request: HttpRequest | None, page: Page | None = None) -> None:
        self.request = request
        self.page = page
        self.language = page.locale.language_code if page and page.locale_id else current_language()

    @property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @property
    def _menu(self) -> list[MenuItem]:
        here = self.request.path if self.request else ""
        return [
            MenuItem(page.title, page.url, page.in_menu, current=here.startswith(page.url))
            for page in frame(self.language).pages
        ]

    @property
    def navigation(self) -> list[MenuItem]:
        """The pages below home that are marked to show in menus."""
        return [item for item in self._menu if item.in_menu]

    @property
    def footer(self) -> list[MenuItem]:
        """The other pages below home."""
        return [item for item in self._menu if not item.in_menu]

    @property
    def funding(self) -> str:
        """Who paid for the work, as the home page says it."""
        return frame(self.language).funding

    @property
    def _translations(self) -> dict[str, str]:
        """Paths of the page's live translations that everybody may see, by language."""
        if self.page is None or not self.page.pk:
            return {}
        depends_on(f"translations:{self.page.translation_key}")
        known: dict[str, str] | None = getattr(self.page, "addresses", None)
        return self._translation_rows if known is None else known

    @functools.cached_property
    def _translation_rows(self) -> dict[str, str]:
        key = self.page.translation_key if self.page else None
        rows = Page.objects.live().filter(~restricted(), translation_key=key)
        return {
            language: page_address(language, url_path)
            for language, url_path in rows.values_list("locale__language_code", "url_path")
        }

    @property
    def languages(self) -> list[LanguageChoice]:
        """All languages in the order of the settings."""
        known = self._translations
        return [
            LanguageChoice(
                code=code,
                name=name,
                url=self._address_in(code, known),
                current=code == self.language,
                translated=self.page is None or code in known,
            )
            for code, name in settings.LANGUAGES
        ]

    def _address_in(self, language: str, known: dict[str, str]) -> str:
        if self.page is not None and self.page.pk:
            query = self._kept_query()
            if language == self.language:
                return page_address(language, self.page.url_path) + query
            if language in known:
                return known[language] + query
            return in_language(language, "not_translated", [str(self.page.translation_key)])
        return self._view_in(language)

    def _view_in(self, language: str) -> str:
        """Return the address of the current view, which isn't a page, in another language."""
        if self.request is None:
            return f"/{language}/"
        try:
            match = resolve(self.request.path)
            address = in_language(language, match.view_name, match.args, match.kwargs)
        except (Resolver404, NoReverseMatch):
            return f"/{language}/"
        query = self.request.META.get("QUERY_STRING", "")
        return f"{address}?{query}" if query else address

    def _kept_query(self) -> str:
        """Return the part of the query string that the page knows, so that filters stay."""
        known = getattr(self.page, "known_parameters", ())
        if self.request is None or not known:
            return ""
        kept = self.request.GET.copy()
        for name in set(kept) - set(known):
            del kept[name]
        return f"?{kept.urlencode()}" if kept else ""

    @property
    def alternates(self) -> list[dict[str, str]]:
        """The page's real translations, for `hreflang`; the source language is the default."""
        known = self._translations
        rows = [
            {"hreflang": code, "url": settings.SITE_URL + known[code]}
            for code, _name in settings.LANGUAGES
            if code in known
        ]
        if len(rows) < 2:
            return []
        default = next((r for r in rows if r["hreflang"] == SOURCE_LANGUAGE), rows[0])
        return [*rows, {"hreflang": "x-default", "url": default["url"]}]

    @property
    def canonical(self) -> str:
        """The page's one full address."""
        path = self._translations.get(self.language)
        return settings.SITE_URL + path if path else ""

    @property
    def personal_url(self) -> str:
        return in_language(self.language, "personal")

    @property
    def search_url(self) -> str:
        return in_language(self.language, "search")

    @property
    def me_url(self) -> str:
        return in_language(self.language, "my_learning")

    @property
    def sign_in_url(self) -> str:
        return in_language(self.language, "account_login")

    @property
    def sign_up_url(self) -> str:
        return in_language(self.language, "account_signup")


def in_language(
    language: str,
    name: str,
    args: Iterable[Any] | None = None,
    kwargs: dict[str, Any] | None = None,
) -> str:
    """Return the address of a view in a language."""
    if not args and not kwargs:
        return _plain_address(language, name)
    with override(language):
        return reverse(name, args=list(args or ()) or None, kwargs=kwargs or None)


@functools.cache
def _plain_address(language: str, name: str) -> str:
    """Return the address of a view that takes no arguments: it never changes."""
    with override(language):
        return reverse(name)


def frame(language: str) -> Frame:
    """Return what all pages of a language stand in, read in one query and then kept."""
    return cached(f"frame:{language}", lambda: _read_frame(language))


_FRAMED = Prepared(
    lambda language: (
        Page.objects.live()
        .filter(depth__in=[HOME_DEPTH, HOME_DEPTH + 1], locale__language_code=language)
        .order_by("path")
        .values_list(
            "depth",
            "path",
            "title",
            "url_path",
            "show_in_menus",
            "content_type__app_label",
            "content_type__model",
            "homepage__funding",
        )
    )
)


def _read_frame(language: str) -> Frame:
    depends_on(f"navigation:{language}")
    rows = _FRAMED.rows(language)
    home = next((row for row in rows if row[0] == HOME_DEPTH), None)
    if home is None:
        return Frame()
    _depth, home_tree_path, _title, home_path, *_rest, funding = home
    pages = tuple(
        TopPage(title, page_address(language, url_path), path, in_menu, f"{app}.{model}")
        for depth, path, title, url_path, in_menu, app, model, _funding in rows
        if depth > HOME_DEPTH and path.startswith(home_tree_path)
    )
    return Frame(home_path, funding or "", pages)
