"""A book as a file, the same for everybody."""

from __future__ import annotations

import uuid

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from mimi.books.models import BookFile
from mimi.books.registry import kind_of
from mimi.pages.cache.stamps import view
from mimi.pages.links import current_language
from mimi.pages.serving import for_everybody

CONTENT_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}
RETRY_SECONDS = 300


@require_safe
def book_file(request: HttpRequest, kind: str, key: uuid.UUID, ending: str) -> HttpResponseBase:
    """Answer a book in the language of the address; its ETag tells what stands in it.

    While it is made anew, there is the one before. Not so after somebody has changed who may see which page: what is
    now for some only may stand in it.

    Raises:
        Http404: there is no such book for everybody in this language, or it wasn't made yet.
    """
    language = current_language()
    found = kind_of(kind)
    if found is None or (str(key), language) not in {(str(name), code) for name, code in found.wanted()}:
        raise Http404
    rows = BookFile.objects.filter(edition__kind=kind, edition__key=key, edition__language=language, format=ending)
    file = rows.select_related("edition").first()
    if file is None:
        raise Http404
    view.refresh()
    if file.edition.epoch != view.epoch or not view.holds(["restrictions"], file.edition.stamp):
        answer = render(request, "books/being_made.html", status=503)
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer
    etag = f'"{file.digest}"'
    known = get_conditional_response(request, etag=etag, response=for_everybody(HttpResponse(headers={"ETag": etag})))
    if known is not None and known.status_code != 200:
        return known
    response = FileResponse(default_storage.open(file.stored_as), content_type=CONTENT_TYPES[ending])
    name = f"{file.edition.name}.{ending}"
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response.headers["ETag"] = etag
    return for_everybody(response)
