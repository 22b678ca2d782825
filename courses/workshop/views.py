"""A module's workshop to take along, made when it is asked for and then kept for a while."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from courses.workshop import paper
from courses.workshop.pack import Pack, write
from courses.workshop.plan import LENGTHS, USUAL
from mimi.books import pdf
from mimi.pages.cache.fragments import Entry, Memory
from mimi.pages.cache.stamps import view
from mimi.pages.digests import digest_of
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from mimi.paper import PaperBusyError, PaperUnavailableError, in_turn

# There are hundreds, and each takes about 100 kB: those that were asked for last are kept.
MOST_KEPT = 24
RETRY_SECONDS = 10

kept_packs = Memory(MOST_KEPT)


@require_safe
def workshop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer a module's workshop in the language of the address, and in another beside it if `with` names one.

    It is the same for everybody; its ETag tells what stands in it.

    Raises:
        Http404: no module of this key is live for everybody in this language, or no such workshop is made.
    """
    asked = request.GET.get("minutes", str(USUAL))
    if asked not in {str(length) for length in LENGTHS}:
        raise Http404
    packs = _packs(str(key), request.GET.get("with", ""), int(asked))
    html = paper.written(packs, int(asked))
    styles = [pdf.STYLE.read_text(), paper.STYLE.read_text()]
    made_of = digest_of([settings.RELEASE, html, styles])
    response = HttpResponse(content_type="application/pdf")
    name = "-".join([slugify(packs[0].title) or "workshop", asked, *(pack.language for pack in packs)])
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    response.headers["ETag"] = f'"{made_of}"'
    for_everybody(response)
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if known is not None and known is not response:
        return known
    try:
        response.content = _kept(made_of, lambda: paper.as_pdf(html))
    except PaperBusyError:
        busy = render(request, "paper/busy.html", {"again_url": request.get_full_path()}, status=503)
        busy.headers["Retry-After"] = str(RETRY_SECONDS)
        return busy
    except PaperUnavailableError:
        return render(request, "paper/unavailable.html", {"back_url": packs[0].address}, status=503)
    return response


def _packs(key: str, other: str, length: int) -> list[Pack]:
    """Return the workshop in the language of the address, and in the other if there is one.

    Raises:
        Http404: see `workshop`.
    """
    languages = list(dict.fromkeys([current_language(), *([other] if other else [])]))
    if not {code for code, _name in settings.LANGUAGES}.issuperset(languages):
        raise Http404
    packs = [pack for language in languages if (pack := write(key, language, length)) is not None]
    if len(packs) < len(languages):
        raise Http404
    return packs


def _kept(made_of: str, make: Callable[[], bytes]) -> bytes:
    """Return a file, made now unless it is kept.

    Raises:
        PaperBusyError, PaperUnavailableError: see there.
    """
    entry = kept_packs.get(made_of)
    if entry is None:
        with in_turn():
            # Whoever stood before in the line may have wanted the same.
            entry = kept_packs.get(made_of)
            if entry is None:
                # Its key says all that it depends on.
                entry = Entry(make(), frozenset(), 0, view.epoch)
                kept_packs.put(made_of, entry)
    content: bytes = entry.value
    return content
