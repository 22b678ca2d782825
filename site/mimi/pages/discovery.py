"""What search engines ask for: a sitemap with language alternatives, and robots.txt."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, get_page_models

from mimi.pages.links import SOURCE_LANGUAGE, page_address
from mimi.pages.serving import for_everybody
from mimi.pages.visibility import restricted

HOME_DEPTH = 2


def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public page once, with its translations (sitemaps.org 0.9, xhtml:link)."""
    by_key: dict[Any, dict[str, tuple[str, Any]]] = defaultdict(dict)
    rows = (
        Page.objects.live()
        .filter(~restricted(), depth__gte=HOME_DEPTH, content_type__in=_public_types())
        .order_by("path")
        .values_list("translation_key", "locale__language_code", "url_path", "last_published_at")
    )
    for key, code, url_path, published in rows:
        by_key[key][code] = (settings.SITE_URL + page_address(code, url_path), published)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for versions in by_key.values():
        links = _alternates({code: url for code, (url, _published) in versions.items()})
        for url, published in versions.values():
            changed = f"<lastmod>{published:%Y-%m-%d}</lastmod>" if published else ""
            lines.append(f"<url><loc>{_escaped(url)}</loc>{changed}{links}</url>")
    lines.append("</urlset>")
    return for_everybody(HttpResponse("\n".join(lines), content_type="application/xml"))


def _public_types() -> list[ContentType]:
    """Return the page types that look the same to everybody."""
    models = [model for model in get_page_models() if getattr(model, "public", False)]
    return list(ContentType.objects.get_for_models(*models).values())


def _alternates(urls: dict[str, str]) -> str:
    if len(urls) < 2:
        return ""
    rows = [(code, urls[code]) for code, _name in settings.LANGUAGES if code in urls]
    if SOURCE_LANGUAGE in urls:
        rows.append(("x-default", urls[SOURCE_LANGUAGE]))
    return "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in rows)


def _escaped(url: str) -> str:
    return url.replace("&", "&amp;").replace("<", "&lt;")


def robots(request: HttpRequest) -> HttpResponse:
    """Let everything be found but what is personal (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /api/"]
    lines += [f"Disallow: /{code}/me/" for code, _name in settings.LANGUAGES]
    lines += [f"Disallow: /{code}/accounts/" for code, _name in settings.LANGUAGES]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
