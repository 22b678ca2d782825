"""PDF from a template: tagged for screen readers (PDF/UA-1, ISO 14289-1), in the site's own letters.

A template extends `paper/base.html`. WeasyPrint lays it out with Pango, a library of the operating system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from mimi.paper.letters import WEIGHTS, family, file_of, scripts_in

_STYLE = Path(__file__).with_name("paper.css")
# Folder and file of each face in the npm package, with its CSS weight and style.
_FACES = (
    ("400Regular/NotoSans_400Regular.ttf", 400, "normal"),
    ("400Regular_Italic/NotoSans_400Regular_Italic.ttf", 400, "italic"),
    ("600SemiBold/NotoSans_600SemiBold.ttf", 600, "normal"),
    ("700Bold/NotoSans_700Bold.ttf", 700, "normal"),
)
_log = structlog.get_logger("mimi.paper")


class PaperUnavailableError(Exception):
    """This machine can make no PDF: a library or the letters for it are missing."""


def render_pdf(template: str, context: Mapping[str, Any], language: str) -> bytes:
    """Return a template as a PDF in a language.

    Raises:
        PaperUnavailableError: see there.
    """
    pdf, _pages = _lay_out(template, context, language)
    return pdf


def pdf_of(html: str, style: str, pictures: Mapping[str, bytes]) -> tuple[bytes, int]:
    """Return a document as a PDF, in a style of its own beside that of all paper, and how many pages it takes.

    `pictures` are those that it shows, by their addresses, such as `book:picture-1.jpg`.

    Raises:
        PaperUnavailableError: see there.
    """
    return _write(html, style, pictures)


def render_pdf_within(
    pages: int, template: str, context: Mapping[str, Any], language: str, sizes: Sequence[str]
) -> bytes:
    """Return a template as a PDF of so many pages at most, in the first size that fits, or else in the last.

    The template is given the sizes one after the other as `size`.

    Raises:
        PaperUnavailableError: see there.
    """
    pdf = b""
    for size in sizes:
        pdf, needed = _lay_out(template, {**context, "size": size}, language)
        if needed <= pages:
            break
    return pdf


def _lay_out(template: str, context: Mapping[str, Any], language: str) -> tuple[bytes, int]:
    """Return a template as a PDF, and how many pages it takes."""
    with override(language):
        html = render_to_string(template, {**context, "language": language})
    return _write(html)


def _write(html: str, own_style: str = "", pictures: Mapping[str, bytes] | None = None) -> tuple[bytes, int]:
    weasyprint = _weasyprint()
    fetcher = _fetcher(pictures or {})
    page = weasyprint.HTML(string=html, url_fetcher=fetcher)
    fonts = weasyprint.text.fonts.FontConfiguration()
    scripts = scripts_in(html)
    rules = _faces(scripts) + _STYLE.read_text() + _families(scripts) + own_style
    style = weasyprint.CSS(string=rules, font_config=fonts, url_fetcher=fetcher)
    pages: list[int] = []
    pdf: bytes = page.write_pdf(
        stylesheets=[style],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        finisher=lambda made, _pdf: pages.append(len(made.pages)),
    )
    return pdf, pages[0]


def _weasyprint() -> Any:
    """Import WeasyPrint when it is first needed: it takes a while, and a library that is missing shows only then."""
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError as error:
        _log.error("pdf_unavailable", reason=str(error))
        raise PaperUnavailableError from error
    return weasyprint


def _faces(scripts: Sequence[str]) -> str:
    """Return the @font-face rules of the site's own letters and of those of other scripts.

    Raises:
        PaperUnavailableError: the files aren't there.
    """
    folder = Path(settings.PAPER_FONTS)
    faces = [("Noto Sans", folder / file, weight, style) for file, weight, style in _FACES]
    faces += [(family(script), file_of(script, weight), weight, "normal") for script in scripts for weight in WEIGHTS]
    missing = [file for _family, file, _weight, _style in faces if not file.is_file()]
    if missing:
        _log.error("pdf_unavailable", reason=f"{missing[0]} is missing")
        raise PaperUnavailableError
    return "".join(
        f'@font-face {{ font-family: "{name}"; font-weight: {weight}; font-style: {style}; '
        f'src: url("{file.as_uri()}"); }}\n'
        for name, file, weight, style in faces
    )


def _families(scripts: Sequence[str]) -> str:
    """Return the rule that turns to other faces for letters that the site's own lacks."""
    if not scripts:
        return ""
    names = ", ".join(f'"{name}"' for name in ("Noto Sans", *map(family, scripts)))
    return f"html {{ font-family: {names}, sans-serif; }}\n"


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    """Return what fetches the letters and the pictures that go along, and refuses everything else.

    No page of ours asks anybody for anything.
    """
    return _only_letters()(pictures)


@cache
def _only_letters() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    folder = Path(settings.PAPER_FONTS).parent.as_uri()

    class OnlyLetters(URLFetcher):
        def __init__(self, pictures: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols=["file"])
            self.pictures = pictures

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in self.pictures:
                return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/jpeg"})
            if not url.startswith(f"{folder}/") or ".." in url:
                raise FatalURLFetchingError(f"A document may not fetch {url}")
            return super().fetch(url, headers)

    return OnlyLetters
