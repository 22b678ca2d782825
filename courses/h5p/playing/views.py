"""Addresses under which an activity is played: the frame, and the files that it loads.

The frame has an opaque origin: whatever runs in it reaches neither the page nor its cookies nor anything stored, and
loads nothing but the files of this activity and of its libraries. Nothing here reads or sets a cookie.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from courses.h5p.models import Activity, ActivityVersion, FileSet, Library
from courses.h5p.playing.integration import player
from courses.h5p.playing.tickets import SLOT_SECONDS, read_start, read_ticket, ticket
from mimi.pages.links import SOURCE_LANGUAGE

# What a browser is told that a file is; whatever isn't listed is only data.
TYPES = {
    "js": "text/javascript", "css": "text/css", "json": "application/json", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp",
    "woff": "font/woff", "woff2": "font/woff2", "ttf": "font/ttf", "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject", "mp4": "video/mp4", "webm": "video/webm", "ogg": "audio/ogg",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav", "vtt": "text/vtt", "webvtt": "text/vtt",
    "pdf": "application/pdf", "gltf": "model/gltf+json", "glb": "model/gltf-binary",
}  # fmt: skip
# One part, from a place or so many at the end.
_RANGE = re.compile(r"bytes=(?=\d|-\d*[1-9])(\d{0,15})-(\d{0,15})")
_IN_TEXT = ("js", "css", "json", "svg", "vtt", "webvtt")


@require_safe
@cache_control(private=True, no_store=True)
@xframe_options_exempt
def start(request: HttpRequest, word: str) -> HttpResponse:
    """Lead to the frame of an activity's newest version, under an address that ends.

    Raises:
        Http404: no page of ours has written the word, or the activity is gone.
    """
    activity = get_object_or_404(Activity, pk=read_start(word))
    if activity.current_id is None:
        raise Http404
    url = reverse("h5p_frame", args=[ticket(activity.current_id)])
    language = request.GET.get("language", "")
    return HttpResponseRedirect(f"{url}?language={language}" if translation.check_for_language(language) else url)


@require_safe
@cache_control(private=True, no_store=True)
def package(request: HttpRequest, word: str) -> FileResponse:
    """The package as it was uploaded, to be taken along.

    Raises:
        Http404: no page of ours has written the word, or the activity is gone.
    """
    activity = get_object_or_404(Activity.objects.select_related("current"), pk=read_start(word))
    if activity.current is None:
        raise Http404
    return FileResponse(
        default_storage.open(activity.current.package),
        as_attachment=True,
        filename=activity.current.download_name,
        content_type="application/zip",
    )


@require_safe
@cache_control(private=True, no_store=True)
@xframe_options_exempt
def frame(request: HttpRequest, word: str) -> HttpResponse:
    """The document in which an activity plays."""
    version = _version(word)
    with default_storage.open(f"{version.folder}/content.json") as file:
        content = file.read().decode("utf-8-sig")
    origin = f"{request.scheme}://{request.get_host()}"
    asked = request.GET.get("language", "")
    language = asked if translation.check_for_language(asked) else ""
    with translation.override(language or None):
        # "und" says that nobody has said (H5P's own word, from BCP 47).
        spoken = version.language.replace("und", "") or language or SOURCE_LANGUAGE
        context = {**player(version, word, content, json.loads(content), origin), "language": spoken}
        response = render(request, "h5p/frame.html", context)
    response.headers["Content-Security-Policy"] = frame_policy(request, word)
    return response


def frame_policy(request: HttpRequest, word: str) -> str:
    """Return what a frame may load: its own files and the player's. It has no origin, runs nothing written inline."""
    origin = f"{request.scheme}://{request.get_host()}"
    own = origin + reverse("h5p_frame", args=[word]).removesuffix("frame/")
    core = static("npm/h5p-standalone/frame.bundle.js").rpartition("/")[0]
    ours = static("mimi/js/h5p-frame.js").rpartition("/")[0]
    site = "" if core.startswith("http") else origin
    files = f"{own} {site}{core}/ {site}{ours}/"
    return (
        f"sandbox allow-scripts; default-src 'none'; script-src {files}; style-src {files} 'unsafe-inline'; "
        f"img-src {files} data: blob:; font-src {files} data:; media-src {files} data: blob:; connect-src {own}; "
        f"frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {origin}"
    )


@require_safe
def content_file(request: HttpRequest, word: str, path: str) -> FileResponse:
    """One file of the content."""
    return _file(request, _version(word), path)


@require_safe
def library_file(request: HttpRequest, word: str, folder: str, path: str) -> FileResponse:
    """One file of a library that the version is played by.

    Raises:
        Http404: it is played without.
    """
    version = _version(word)
    found = next((row for row in version.libraries.all() if folder in (row.versioned_folder, row.name.folder)), None)
    if found is None:
        raise Http404
    return _file(request, found, path)


def _version(word: str) -> ActivityVersion:
    """Return the version that a ticket opens.

    Raises:
        Http404: it has ended, or never was one.
    """
    rows = ActivityVersion.objects.select_related("activity", "main_library").prefetch_related("libraries")
    return get_object_or_404(rows, pk=read_ticket(word))


def _file(request: HttpRequest, files: FileSet | Library, path: str) -> FileResponse:
    """Serve a file that was unpacked, or a part of it; names are looked up among those, so none leads elsewhere."""
    name = files.stored_name(path)
    if name is None:
        raise Http404
    ending = PurePosixPath(path).suffix.removeprefix(".").lower()
    kind = TYPES.get(ending, "application/octet-stream")
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    size = files.manifest[path]
    asked = _range(request.headers.get("Range", ""), size)
    begin, end = asked or (0, size)
    file.seek(begin)
    response = FileResponse(
        file if end == size else _Part(file, end - begin),
        content_type=f"{kind}; charset=utf-8" if ending in _IN_TEXT else kind,
    )
    if asked:
        response.status_code = HTTPStatus.PARTIAL_CONTENT
        response.headers["Content-Range"] = f"bytes {begin}-{end - 1}/{size}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Length"] = str(end - begin)
    # A frame without an origin is another origin to everything; the ticket is what lets it in.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"private, max-age={SLOT_SECONDS}, immutable"
    # Opened by itself, it can run nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class _Part:
    """So many bytes of a file from where it stands."""

    def __init__(self, file: Any, left: int) -> None:
        self._file, self._left = file, left
        self.close = file.close

    def read(self, most: int = -1) -> bytes:
        """Return at most so many of the bytes that are left."""
        wanted = self._left if most < 0 else min(most, self._left)
        piece: bytes = self._file.read(wanted) if wanted else b""
        self._left -= len(piece)
        return piece


def _range(header: str, size: int) -> tuple[int, int] | None:
    """Return where the part begins and ends that a browser asks for, to go on in a film; None where it asks otherwise.

    Source: RFC 9110, 14.1.2 and 14.2: a server may ignore what it doesn't serve, such as several parts.
    """
    asked = _RANGE.fullmatch(header.strip())
    if asked is None or not size:
        return None
    first, last = asked[1], asked[2]
    if not first:
        return max(0, size - int(last)), size
    begin, end = int(first), min(int(last) + 1, size) if last else size
    return (begin, end) if begin < end else None
