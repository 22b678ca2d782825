"""Serving pages, choosing a language, and helping where a page isn't translated or isn't there."""

from __future__ import annotations

import functools
import re
import uuid
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve
from wagtail.views import serve_chain

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import depends_on
from mimi.pages.chrome import frame
from mimi.pages.links import SOURCE_LANGUAGE, current_language, page_address
from mimi.pages.prepared import Prepared, PreparedGet
from mimi.pages.serving import for_one_request
from mimi.pages.visibility import restricted

# In characters; no address of ours has a longer part.
LONGEST_WORDS = 100


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the home page in the language that the browser asks for, else English."""
    response = HttpResponseRedirect(f"/{_asked_language(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _asked_language(request: HttpRequest) -> str:
    """Return the first language of Accept-Language that the site has; any kind of Norwegian is Norwegian."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        language = code.partition("-")[0]
        language = "nb" if language in ("no", "nn") else language
        if language in dict(settings.LANGUAGES):
            return language
    return SOURCE_LANGUAGE


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page; which one stands at an address is remembered until that changes.

    Restricted pages and addresses that lead nowhere go through Wagtail's own view.
    """
    language = current_language()
    try:
        page = cached(("route", language, path), lambda: _find(language, path))
    except Page.DoesNotExist:
        if not frame(language).home_path:
            # Wagtail would show the English page under this language's address.
            raise Http404 from None
        request.page_is_restricted = True  # type: ignore[attr-defined]
        return wagtail_serve(request, path)
    serve = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        if hook.__module__ != "wagtail.wagtail_hooks":
            serve = hook(serve)
    return serve(for_one_request(page), request, [], {})


# A page and its translations.
_AT_ADDRESS = Prepared(
    lambda address: (
        Page.objects.live()
        .filter(~restricted(), translation_key__in=Page.objects.filter(url_path=address).values("translation_key"))
        .values_list("pk", "url_path", "locale__language_code", "content_type__app_label", "content_type__model")
    )
)


@functools.cache
def _getter(app: str, model: str) -> PreparedGet[Any]:
    return PreparedGet(apps.get_model(app, model), "locale")


def _find(language: str, path: str) -> Any:
    """Return the live, unrestricted page at an address in its specific class, with its translations' addresses.

    Raises:
        Page.DoesNotExist: there is none; nothing is remembered then, so that made-up addresses
            can't fill the memory.
    """
    home = frame(language).home_path
    if not home:
        raise Page.DoesNotExist
    address = "/".join([home.rstrip("/"), *(part for part in path.split("/") if part)]) + "/"
    # The page and its translations, in one query.
    rows = _AT_ADDRESS.rows(address)
    here = next((row for row in rows if row[1] == address), None)
    if here is None:
        raise Page.DoesNotExist
    pk, _address, _code, *label = here
    page: Any = _getter(*label).get(pk)
    page.addresses = {code: page_address(code, url_path) for _pk, url_path, code, *_label in rows}
    depends_on(f"content:{page.pk}", f"translations:{page.translation_key}", "restrictions")
    return page


def not_translated(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say in the visitor's language that a page isn't translated yet, and offer the languages it has.

    Raises:
        Http404: there is no such page in any language.
    """
    offered = _offers(Page.objects.live().filter(translation_key=key))
    here = next((offer for offer in offered if offer["lang"] == get_language()), None)
    if here:
        return HttpResponseRedirect(here["url"])
    if not offered:
        raise Http404
    return _render_not_translated(request, offered)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, and offer the page in another language where the address fits one there."""
    with override(_language_of(request)):
        offered = _same_path_elsewhere(request.path)
        if offered:
            return _render_not_translated(request, offered)
        return render(request, "404.html", {"words": _words_of(request.path)}, status=404)


def _words_of(path: str) -> str:
    """Return what an address that leads nowhere may have meant, for a search: the words of its last part.

    All our addresses are in small letters; others, such as secret links, are not to be shown again.
    """
    last = path.strip("/").rpartition("/")[2]
    if last in (path.strip("/"), "") or last != last.lower():
        return ""
    return " ".join(re.findall(r"[^\W\d_]{2,}", last))[:LONGEST_WORDS]


def _render_not_translated(request: HttpRequest, offered: list[dict[str, str]]) -> HttpResponse:
    return render(request, "pages/not_translated.html", {"offered": offered}, status=404)


def _language_of(request: HttpRequest) -> str:
    first = request.path.lstrip("/").partition("/")[0]
    if first in dict(settings.LANGUAGES):
        return first
    return get_language_from_request(request) or SOURCE_LANGUAGE


def _same_path_elsewhere(path: str) -> list[dict[str, str]]:
    """Offer the translations of the page whose address differs from `path` only in its language."""
    language, _slash, rest = path.strip("/").partition("/")
    if language not in dict(settings.LANGUAGES):
        return []
    homes = Page.objects.live().filter(depth=2).values_list("url_path", flat=True)
    found = Page.objects.live().filter(url_path__in=[f"{home}{rest}/" if rest else home for home in homes])
    keys = list(found.values_list("translation_key", flat=True)[:1])
    return _offers(Page.objects.live().filter(translation_key__in=keys))


def _offers(pages: Any) -> list[dict[str, str]]:
    rows = {
        code: {"lang": code, "title": title, "url": page_address(code, url_path)}
        for code, title, url_path in pages.filter(~restricted()).values_list(
            "locale__language_code", "title", "url_path"
        )
    }
    return [{**rows[code], "language_name": name} for code, name in settings.LANGUAGES if code in rows]
