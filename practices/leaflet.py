"""One practice on at most two sheets, to take along."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import collecting, depends_on
from mimi.pages.links import current_language, page_address
from mimi.pages.serving import for_everybody
from mimi.pages.visibility import restricted
from mimi.paper import PaperUnavailableError, render_pdf_within
from practices.facts import practice_variables
from practices.models import PracticePage

SHEETS = 2
# Names of classes, from what reads best to what takes least room.
SIZES = ("is-large", "is-small", "is-smaller")


@require_safe
def practice_pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer a practice as a PDF in the language of the address.

    It is the same for everybody and takes a second to make, so it is kept until the practice changes.

    Raises:
        Http404: no practice of this key is live for everybody in this language.
    """
    language = current_language()
    with collecting() as tags:
        try:
            pdf, name = cached(("practice pdf", language, key), lambda: _make(key, language))
        except PaperUnavailableError:
            return render(request, "paper/unavailable.html", status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    return for_everybody(response, None if request.GET else tags)


def _make(key: uuid.UUID, language: str) -> tuple[bytes, str]:
    """Return the PDF of a practice, and the name of its file."""
    found = PracticePage.objects.live().filter(~restricted(), translation_key=key, locale__language_code=language)
    page = found.select_related("locale").first()
    if page is None:
        raise Http404
    depends_on(f"content:{page.pk}", "restrictions")
    variables: dict[str, Any] = {name: build() for name, build in practice_variables(page, draft=False).items()}
    here = settings.SITE_URL + page_address(language, page.url_path)
    context = {**variables, "page": page, "site_url": settings.SITE_URL, "page_url": here}
    return render_pdf_within(SHEETS, "practices/leaflet.html", context, language, SIZES), page.slug
