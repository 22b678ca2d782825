"""Which kinds of files may be in content and in libraries; the same as H5P's own systems take."""

from __future__ import annotations

from .refusals import RefusedPackageError

_IN_CONTENT = """
    json png jpg jpeg gif bmp tif tiff eot ttf woff woff2 otf webm mp4 ogg mp3 m4a wav txt pdf rtf doc docx xls xlsx ppt
    pptx odt ods odp xml csv diff patch swf md textile vtt webvtt gltf glb
"""
CONTENT = tuple(_IN_CONTENT.split())
# Scripts run and drawings may, so content may not bring them.
LIBRARY = (*CONTENT, "js", "css", "svg")


def check_kind(name: str, *, library: bool) -> None:
    """Look at the ending of a file's name.

    Raises:
        RefusedPackageError: such a file may not be there.
    """
    allowed = LIBRARY if library else CONTENT
    _stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    if not dot or ending.lower() not in allowed:
        code = "kind-of-library-file" if library else "kind-of-file"
        raise RefusedPackageError(code, name, allowed=" ".join(sorted(allowed)))
