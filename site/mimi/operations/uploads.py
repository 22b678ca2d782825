"""Serves pictures that editors uploaded, from whichever store keeps them."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

# Documents are not among them: Wagtail's view serves those, and knows who may see which.
SERVED_FOLDERS = ("images", "original_images", "avatar_images")
_MONTH = 30 * 24 * 3600


@require_safe
def uploaded_file(request: HttpRequest, path: str) -> FileResponse:
    """The file at `path` below the media folder, for the browser to keep; it can run nothing."""
    try:
        safe_join("/", path)
    except SuspiciousOperation as error:
        raise Http404 from error
    parts = PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] not in SERVED_FOLDERS or ".." in parts or not default_storage.exists(path):
        raise Http404
    try:
        file = default_storage.open(path)
    except IsADirectoryError as error:
        raise Http404 from error
    content_type, _ = mimetypes.guess_type(path)
    response = FileResponse(file, content_type=content_type or "application/octet-stream")
    response.headers["Cache-Control"] = f"public, max-age={_MONTH}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
