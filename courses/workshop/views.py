"""A module's workshop to take along, made when it is asked for and then kept for a while."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from courses.workshop import paper, slides
from courses.workshop.pack import Pack, write
from courses.workshop.plan import LENGTHS, USUAL
from mimi.books import pdf
from mimi.pages.digests import digest_of
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody
from mimi.paper import KeptFiles, PaperBusyError, PaperUnavailableError
from mimi.slides.deck import KIND

# There are hundreds, and each takes about 100 kB: those that were asked for last are kept.
MOST_KEPT = 24
RETRY_SECONDS = 10

kept_packs = KeptFiles(MOST_KEPT)


@dataclass(frozen=True)
class Written:
    """A pack as it is about to become a file: what it is made of, and how it is made."""

    made_of: str
    make: Callable[[], bytes]


def _on_paper(packs: list[Pack], length: int) -> Written:
    html = paper.written(packs, length)
    styles = [pdf.STYLE.read_text(), paper.STYLE.read_text()]
    return Written(digest_of([settings.RELEASE, html, styles]), lambda: paper.as_pdf(html))


def _as_slides(packs: list[Pack], length: int) -> Written:
    found, says = slides.slides(packs, length), slides.about(packs, length)
    made_of = digest_of([settings.RELEASE, [asdict(slide) for slide in found], asdict(says)], told=_digest)
    return Written(made_of, lambda: slides.as_pptx(found, says))


def _digest(value: Any) -> str:
    """Tell a picture by what it holds."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else str(value)


@dataclass(frozen=True)
class Shape:
    """A kind of file that a pack is made into."""

    ending: str
    content_type: str
    write: Callable[[list[Pack], int], Written]
    # As the pages that say why there is none for now call it.
    kind: str = ""


PAPER = Shape("pdf", "application/pdf", _on_paper)
SLIDES = Shape("pptx", KIND, _as_slides, "slides")


@require_safe
def workshop(request: HttpRequest, key: uuid.UUID, shape: Shape = PAPER) -> HttpResponse:
    """Answer a module's workshop in the language of the address, and in another beside it if `with` names one.

    It is the same for everybody; its ETag tells what stands in it.

    Raises:
        Http404: no module of this key is live for everybody in this language, or no such workshop is made.
    """
    asked = request.GET.get("minutes", str(USUAL))
    if asked not in {str(length) for length in LENGTHS}:
        raise Http404
    packs = _packs(str(key), request.GET.get("with", ""), int(asked))
    written = shape.write(packs, int(asked))
    response = HttpResponse(content_type=shape.content_type)
    parts = [slugify(packs[0].title) or "workshop", asked, *(pack.language for pack in packs)]
    name = f"{'-'.join(parts)}.{shape.ending}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["ETag"] = f'"{written.made_of}"'
    for_everybody(response)
    known = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if known is not None and known is not response:
        return known
    try:
        response.content = kept_packs.file(written.made_of, written.make)
    except PaperBusyError:
        context = {"again_url": request.get_full_path(), "kind": shape.kind}
        busy = render(request, "paper/busy.html", context, status=503)
        busy.headers["Retry-After"] = str(RETRY_SECONDS)
        return busy
    except PaperUnavailableError:
        context = {"back_url": packs[0].address, "kind": shape.kind}
        return render(request, "paper/unavailable.html", context, status=503)
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
