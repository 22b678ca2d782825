"""What a reader has selected of the library, to take along: a list of all of it, each practice in a few lines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mimi.pages.chrome import frame
from mimi.pages.digests import digest_of
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from mimi.pages.visibility import restricted
from mimi.paper import KeptFiles, PaperBusyError, PaperUnavailableError, render_pdf
from practices.browsing import SORTS, Browsing
from practices.models import PracticeIndexPage

# About as many pages as a stapler holds, and a few seconds of work; the cover says so where more were selected.
MOST = 150
# Selections are many, and each takes about 100 kB: few are kept, those that were asked for last.
MOST_KEPT = 24
RETRY_SECONDS = 5

kept_lists = KeptFiles(MOST_KEPT)


@require_safe
def library_pdf(request: HttpRequest) -> HttpResponse:
    """Answer what the query string selects of the library as a PDF in the language of the address.

    It is the same for everybody. Its ETag tells what stands in it: as long as that is the same, a visitor who has it
    gets no other, and however an address is written, what it shows is made once. Few are made at a time, so that
    selections without end hold up nobody who reads. Where nothing is left, the library itself tells the ways out.

    Raises:
        Http404: no library is live for everybody in this language.
    """
    language = current_language()
    live = PracticeIndexPage.objects.live().filter(~restricted(), locale__language_code=language)
    page = live.select_related("locale").first()
    if page is None:
        raise Http404
    browsing = Browsing(page, request.GET)
    if not browsing.total():
        return HttpResponseRedirect(browsing.here())
    context = _context(page, browsing)
    # The software, the language, and all that stands in it.
    made_of = digest_of([settings.RELEASE, language, context])
    response = HttpResponse(content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{page.slug}.pdf"
    )
    response.headers["ETag"] = f'"{made_of}"'
    for_everybody(response)
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if known is not None and known is not response:
        return known
    try:
        response.content = kept_lists.file(made_of, lambda: render_pdf("practices/booklet.html", context, language))
    except PaperBusyError:
        busy = render(request, "paper/busy.html", {"again_url": request.get_full_path()}, status=503)
        busy.headers["Retry-After"] = str(RETRY_SECONDS)
        return busy
    except PaperUnavailableError:
        return render(request, "paper/unavailable.html", {"back_url": browsing.here()}, status=503)
    return response


def _context(page: PracticeIndexPage, browsing: Browsing) -> dict[str, Any]:
    """Return all that stands in the PDF, as plain values."""
    cards = browsing.all_cards()
    dates = [timezone.localtime(card.published).date() for card in cards if card.published]
    return {
        "title": page.title,
        "lead": page.summary,
        "problem": browsing.problem(),
        "told": browsing.told(),
        "sorted_by": str(SORTS[browsing.sort]),
        "total": len(cards),
        "practices": [{**asdict(card), "effort_name": card.effort_name} for card in cards[:MOST]],
        "is_cut": len(cards) > MOST,
        "changed_on": max(dates, default=None),
        "site_url": settings.SITE_URL,
        "here": settings.SITE_URL + browsing.here(),
        "funding": frame(browsing.language).funding,
    }
