"""The page of figures: what stands on it, the whole of it as a PDF, and each figure as a drawing or as data."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mimi.charts import as_csv, as_svg
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import collecting, depends_on
from mimi.pages.chrome import in_language
from mimi.pages.links import current_language, page_address, resolved_together
from mimi.pages.serving import for_everybody
from mimi.pages.visibility import restricted
from mimi.paper import PaperUnavailableError, render_pdf
from practices.library import library_link
from practices.models import FiguresPage
from practices.models.figures import SharedFigureValue


def figures_variables(page: FiguresPage) -> dict[str, Callable[[], Any]]:
    """Return builders of the template variables of the page."""
    language = page.locale.language_code
    return {
        "contents": lambda: contents(page),
        "library": lambda: library_link(language),
        "pdf_url": lambda: in_language(language, "figures_pdf", [str(page.translation_key)]),
    }


def contents(page: FiguresPage) -> list[dict[str, Any]]:
    """Return the headings with their figures, by title and anchor; figures before the first stand under none."""
    groups: list[dict[str, Any]] = []
    for child in page.body:
        entry = {"anchor": child.value["anchor"], "title": child.value.get("heading") or child.value.get("title")}
        if child.block_type == "heading":
            groups.append({**entry, "figures": []})
        else:
            if not groups:
                groups.append({"anchor": "", "title": "", "figures": []})
            groups[-1]["figures"].append(entry)
    return groups


@require_safe
def figures_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer the whole page as a PDF in the language of the address.

    Raises:
        Http404: no page of figures of this key is live for everybody in this language.
    """
    try:
        return _file(request, ("figures pdf", key), lambda: _pdf(_page(key)), "application/pdf")
    except PaperUnavailableError:
        return render(request, "paper/unavailable.html", status=503)


@require_safe
def figure_svg(request: HttpRequest, key: uuid.UUID, anchor: str) -> HttpResponse:
    """Answer one figure as a drawing that says what it is and where it comes from.

    Raises:
        Http404: the page isn't live for everybody in this language, or has no such figure.
    """
    return _file(request, ("figure svg", key, anchor), lambda: _svg(_page(key), anchor), "image/svg+xml")


@require_safe
def figure_csv(request: HttpRequest, key: uuid.UUID, anchor: str) -> HttpResponse:
    """Answer the numbers of one figure.

    Raises:
        Http404: see `figure_svg`.
    """
    return _file(request, ("figure csv", key, anchor), lambda: _csv(_page(key), anchor), "text/csv; charset=utf-8")


def _file(
    request: HttpRequest, key: tuple[Any, ...], make: Callable[[], tuple[bytes, str]], content_type: str
) -> HttpResponse:
    """Answer a file that is the same for everybody, and is kept until the page changes."""
    with collecting() as tags:
        content, name = cached((*key, current_language()), make)
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return for_everybody(response, None if request.GET else tags)


def _page(key: uuid.UUID) -> FiguresPage:
    found = FiguresPage.objects.live().filter(
        ~restricted(), translation_key=key, locale__language_code=current_language()
    )
    page = found.select_related("locale").first()
    if page is None:
        raise Http404
    depends_on(f"content:{page.pk}", "restrictions")
    return page


def _figure(page: FiguresPage, anchor: str) -> SharedFigureValue:
    figure = page.figure(anchor)
    if figure is None:
        raise Http404
    return figure


def _address(page: FiguresPage) -> str:
    return settings.SITE_URL + page_address(page.locale.language_code, page.url_path)


def _credit(figure: SharedFigureValue) -> str:
    year, source = (
        _("Year: %(year)s") % {"year": figure["year"]},
        _("Source: %(source)s") % {"source": figure["source"]},
    )
    return f"{year}. {source}"


def _name(page: FiguresPage, anchor: str, ending: str) -> str:
    return f"{page.slug}-{anchor}-{page.locale.language_code}.{ending}"


def _svg(page: FiguresPage, anchor: str) -> tuple[bytes, str]:
    figure = _figure(page, anchor)
    foot = f"{_credit(figure)}. {_address(page)}#{anchor}"
    svg = as_svg(figure.drawing, figure["title"], figure["summary"], foot=foot, framed=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode(), _name(page, anchor, "svg")


def _csv(page: FiguresPage, anchor: str) -> tuple[bytes, str]:
    figure = _figure(page, anchor)
    table = figure.table
    unit = f" ({table.unit})" if table.unit else ""
    columns = table.columns or (_("Number"),)
    notes = [
        (_("What it shows"), figure["summary"]),
        (_("What it does not say"), figure.get("caution") or ""),
        (_("Year"), figure["year"]),
        (_("Source"), figure["source"]),
        (_("Address"), f"{_address(page)}#{anchor}"),
    ]
    head = [figure["title"], *(f"{column}{unit}" for column in columns)]
    return as_csv(table, head, [note for note in notes if note[1]]).encode(), _name(page, anchor, "csv")


def _pdf(page: FiguresPage) -> tuple[bytes, str]:
    parts = [_part(child) for child in page.body]
    context = {"page": page, "parts": parts, "site_url": settings.SITE_URL, "page_url": _address(page)}
    with resolved_together(page.linked_pages):
        return render_pdf("practices/figures/paper.html", context, page.locale.language_code), f"{page.slug}.pdf"


def _part(child: Any) -> dict[str, Any]:
    if child.block_type == "heading":
        return {"heading": child.value}
    return {"figure": child.value, "drawing": _drawn(child.value)}


def _drawn(figure: SharedFigureValue) -> SafeString:
    return as_svg(figure.drawing, figure["title"], figure["summary"])
