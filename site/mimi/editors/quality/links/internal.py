"""Which links within the site lead nowhere, found at once from what is kept of the pages' links.

A link to a page leads to that page in the reader's language, or else in the source language, so it is broken only
where neither is published. All is asked in a constant number of queries, however many pages there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from mimi.editors.models import PageAddress
from mimi.editors.quality.contents import Piece, pieces
from mimi.editors.quality.links.anchors import known_anchors
from mimi.editors.quality.links.finding import ADDRESS, ANCHOR, BLOCK_ANCHOR, DOCUMENT, IMAGE, PAGE, Link, links_of
from mimi.pages.links import SOURCE_LANGUAGE

# Their files are looked after elsewhere: documents by their own links, and what ships with the site by its build.
NOT_PAGES = ("/media/", "/static/")
MISSING: dict[str, Promise] = {
    PAGE: _("The page has been deleted."),
    DOCUMENT: _("The document has been deleted."),
    IMAGE: _("The picture has been deleted."),
    ANCHOR: _("There is no such place on the page."),
    ADDRESS: _("There is no page at this address."),
}
NOT_SHOWN = _("The page isn’t published, in this language or in English.")


def with_targets(rows: QuerySet[PageAddress]) -> QuerySet[PageAddress]:
    """Add to links within the site whether what they lead to is there (`is_there`) and shown (`is_shown`)."""
    key = Subquery(Page.objects.filter(pk=OuterRef("target_id")).values("translation_key")[:1])
    language = Q(locale_id=OuterRef("page__locale_id")) | Q(locale__language_code=SOURCE_LANGUAGE)
    shown = Page.objects.filter(language, live=True, translation_key=OuterRef("target_key"))
    there = {
        PAGE: Exists(Page.objects.filter(pk=OuterRef("target_id"))),
        DOCUMENT: Exists(get_document_model().objects.filter(pk=OuterRef("target_id"))),
        IMAGE: Exists(get_image_model().objects.filter(pk=OuterRef("target_id"))),
    }
    return rows.annotate(target_key=key).annotate(
        is_there=Case(
            *(When(kind=kind, then=exists) for kind, exists in there.items()),
            default=Value(True),
            output_field=BooleanField(),
        ),
        is_shown=Case(When(kind=PAGE, then=Exists(shown)), default=Value(True), output_field=BooleanField()),
    )


def broken_in(found: Sequence[Piece], language: str) -> list[tuple[Link, str]]:
    """Return the links of a draft that lead nowhere within the site, with what is wrong; its pieces are `found`."""
    links = list(links_of(found))
    there = {
        PAGE: _keys_of({link.target_id for link in links if link.kind == PAGE}),
        DOCUMENT: _existing(get_document_model(), {link.target_id for link in links if link.kind == DOCUMENT}),
        IMAGE: _existing(get_image_model(), {link.target_id for link in links if link.kind == IMAGE}),
    }
    languages = (language, SOURCE_LANGUAGE)
    live = Page.objects.live().filter(locale__language_code__in=languages, translation_key__in=there[PAGE].values())
    shown = set(live.values_list("translation_key", flat=True)) if there[PAGE] else set()
    blocks = {piece.place.block for piece in found}
    anchors = known_anchors({link.address for link in links if link.kind == ANCHOR}, language)
    hosts = own_hosts()
    paths: dict[str, list[int]] = defaultdict(list)
    broken: dict[int, str] = {}
    for number, link in enumerate(links):
        if link.kind in there and link.target_id not in there[link.kind]:
            broken[number] = str(MISSING[link.kind])
        elif link.kind == PAGE and there[PAGE][link.target_id] not in shown:
            broken[number] = str(NOT_SHOWN)
        elif link.kind == ANCHOR:
            block = BLOCK_ANCHOR.match(link.address)
            if not (block[1] in blocks if block else link.address in anchors):
                broken[number] = str(MISSING[ANCHOR])
        elif link.kind == ADDRESS and (path := own_path(link.address, hosts)) is not None:
            paths[path].append(number)
    broken.update(dict.fromkeys(_missing_paths(paths), str(MISSING[ADDRESS])))
    return [(links[number], said) for number, said in sorted(broken.items())]


def _keys_of(ids: set[int | None]) -> dict[int | None, Any]:
    return dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key")) if ids else {}


def _existing(model: type[models.Model], ids: set[int | None]) -> dict[int | None, Any]:
    return dict.fromkeys(model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)) if ids else {}


def broken_by_address() -> set[int]:
    """Return the ids of links to addresses and anchors of our own that lead nowhere."""
    rows = PageAddress.objects.filter(page__live=True, kind__in=(ADDRESS, ANCHOR))
    values = rows.values_list("pk", "kind", "address", "page_id", "page__locale__language_code")
    anchors: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    paths: dict[str, list[int]] = defaultdict(list)
    hosts = own_hosts()
    for pk, kind, address, page_id, language in values:
        if kind == ANCHOR:
            anchors[language][address].append((pk, page_id))
        elif (path := own_path(address, hosts)) is not None:
            paths[path].append(pk)
    return {*_missing_anchors(anchors), *_missing_paths(paths)}


def own_hosts() -> set[str]:
    """Return the names under which this site is known."""
    hosts = {host for host in settings.ALLOWED_HOSTS if host and "*" not in host}
    hosts.add(urlsplit(settings.SITE_URL).hostname or "")
    return {host.lower().strip("[]").lstrip(".") for host in {*hosts, *Site.objects.values_list("hostname", flat=True)}}


def own_path(address: str, hosts: set[str]) -> str | None:
    """Return the path of an address on this site; None of one on another."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or (host and host not in hosts):
        return None
    return unquote(parts.path) or "/" if host or address.startswith("/") else None


def _missing_anchors(anchors: dict[str, dict[str, list[tuple[int, int]]]]) -> Iterator[int]:
    of_blocks: list[tuple[str, int, int]] = []
    for language, found in anchors.items():
        known = known_anchors({name for name in found if not BLOCK_ANCHOR.match(name)}, language)
        for name, rows in found.items():
            if block := BLOCK_ANCHOR.match(name):
                of_blocks += [(block[1], pk, page_id) for pk, page_id in rows]
            elif name not in known:
                yield from (pk for pk, _page_id in rows)
    blocks = _blocks_of({page_id for _block, _pk, page_id in of_blocks})
    yield from (pk for block, pk, page_id in of_blocks if block not in blocks[page_id])


def _blocks_of(page_ids: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for page in Page.objects.filter(pk__in=page_ids).specific() if page_ids else ():
        found[page.pk] = {piece.place.block for piece in pieces(page)}
    return found


def _missing_paths(paths: dict[str, list[int]]) -> Iterator[int]:
    """Yield the links to paths under which nothing stands: no page, no document, and no view of ours."""
    wanted = {path: parts for path in paths if (parts := _page_parts(path))}
    live = _live_paths(wanted.values())
    for path, rows in paths.items():
        if path.startswith(NOT_PAGES) or (path in wanted and wanted[path] in live):
            continue
        if not _answers(path):
            yield from rows


def _page_parts(path: str) -> tuple[str, str] | None:
    """Return the language of a page's address and what follows it, with a slash at its end."""
    language, _slash, rest = path.lstrip("/").partition("/")
    if language not in dict(settings.LANGUAGES):
        return None
    return language, f"{rest.rstrip('/')}/" if rest.strip("/") else ""


def _live_paths(wanted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return which pages are live, in one query; `url_path` begins with the slug of a language's home page."""
    slugs = {rest.rstrip("/").rpartition("/")[2] for _language, rest in wanted if rest}
    pages = Page.objects.live().filter(Q(slug__in=slugs) | Q(depth=2))
    values = pages.values_list("locale__language_code", "url_path")
    return {(language, url_path.split("/", 2)[2]) for language, url_path in values if url_path.count("/") >= 2}


def _answers(path: str) -> bool:
    """Say whether a view of ours answers a path, other than the one that serves pages."""
    parts = _page_parts(path)
    with override(parts[0] if parts else None):
        for each in dict.fromkeys((path, f"{path.rstrip('/')}/")):
            try:
                if resolve(each).url_name != "wagtail_serve":
                    return True
            except Resolver404:
                continue
    return False
