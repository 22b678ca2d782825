"""Where editors take quizzes out of the site: a page that says what becomes of each question, and the files.

A package is made for another site, with the key to its questions in it. So packages are for those who may change the
page, which they see with its key anyway, and the public site neither links to them nor serves them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.h5p.out.book import book, can_make_books
from courses.h5p.out.libraries import LibraryMissingError, has_libraries, library_files
from courses.h5p.out.package import CONTENT_TYPE, Package
from courses.h5p.out.quiz import NothingToExportError, QuizExport
from courses.h5p.out.versions import library_name
from courses.models import AssessmentPage, ModulePage, QuizPage
from mimi.pages.visibility import in_bin

SHOW, TAKE, TAKE_ONE, TAKE_WHOLE, BOOK = (
    "h5p_out",
    "h5p_out_package",
    "h5p_out_question",
    "h5p_out_with_libraries",
    "h5p_out_book",
)
KINDS = (QuizPage, AssessmentPage)


@hooks.register("register_admin_urls")
def register_out_urls() -> list[URLPattern]:
    """Give packages their addresses."""
    return [
        path("h5p/out/<int:page_id>/", show, name=SHOW),
        path("h5p/out/<int:page_id>/package/", take, name=TAKE),
        path("h5p/out/<int:page_id>/package-with-libraries/", take_whole, name=TAKE_WHOLE),
        path("h5p/out/<int:page_id>/book/", take_book, name=BOOK),
        path("h5p/out/<int:page_id>/questions/<uuid:question_id>/", take_one, name=TAKE_ONE),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def out_button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Offer the package of a quiz to those who may change it."""
    if issubclass(page.specific_class or Page, KINDS) and page.permissions_for_user(user).can_edit():
        yield Button(_("Take out as H5P"), url=reverse(SHOW, args=[page.pk]), icon_name="download", priority=75)


@hooks.register("register_page_header_buttons")
def book_button(page: Page, user: Any, view_name: str = "", next_url: str | None = None) -> Iterator[Button]:
    """Offer a module as a book where the store has what one needs; in no list, for the store is asked for each."""
    is_module = issubclass(page.specific_class or Page, ModulePage) and page.live
    if is_module and page.permissions_for_user(user).can_edit() and can_make_books():
        yield Button(_("Take out as H5P book"), url=reverse(BOOK, args=[page.pk]), icon_name="download", priority=75)


@require_safe
def show(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say what becomes of each question, and what the receiving site needs.

    Raises:
        Http404: there is no such quiz, or somebody else's work.
    """
    export = _export(request, page_id)
    rows = export.rows()
    try:
        package = export.package()
    except NothingToExportError:
        package = None
    told = gettext("Take out as H5P: %(page)s") % {"page": export.page.get_admin_display_title()}
    context = {
        "page": export.page,
        "rows": rows,
        "left_out": sum(bool(row.reason) for row in rows),
        "libraries": [library_name(name) for name in package.libraries] if package else [],
        "size": len(package.written()) if package else 0,
        "has_libraries": package is not None and has_libraries(package.libraries),
        "page_title": told,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page_id]), "label": export.page.get_admin_display_title()},
            {"url": "", "label": told},
        ],
    }
    return render(request, "courses/h5p/out.html", context)


@require_safe
@cache_control(private=True, no_cache=True)
def take(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return a quiz as a file.

    Raises:
        Http404: there is no such quiz, nothing of it fits, or somebody else's work.
    """
    export = _export(request, page_id)
    try:
        return _file(request, export.package(), _name(export.page))
    except NothingToExportError:
        raise Http404 from None


@require_safe
@cache_control(private=True, no_cache=True)
def take_whole(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return a quiz as a file with the libraries that play it.

    Raises:
        Http404: there is no such quiz, a library is missing, or somebody else's work.
    """
    export = _export(request, page_id)
    try:
        package = export.package()
        return _file(request, package, _name(export.page), dict(library_files(package.libraries)))
    except (NothingToExportError, LibraryMissingError):
        raise Http404 from None


@require_safe
@cache_control(private=True, no_cache=True)
def take_book(request: HttpRequest, page_id: int) -> HttpResponse:
    """Return a module as a book, with the libraries that play it.

    Raises:
        Http404: there is no such module, a library is missing, or somebody else's work.
    """
    page = _page(request, page_id, ModulePage).specific
    try:
        package = book(page)
        return _file(request, package, _name(page), dict(library_files(package.libraries)))
    except (NothingToExportError, LibraryMissingError):
        raise Http404 from None


@require_safe
@cache_control(private=True, no_cache=True)
def take_one(request: HttpRequest, page_id: int, question_id: Any) -> HttpResponse:
    """Return one question of a quiz as a file.

    Raises:
        Http404: there is no such question, it fits no type of H5P, or somebody else's work.
    """
    export = _export(request, page_id)
    places = {question.id: number for number, question in enumerate(export.questions, start=1)}
    number = places.get(str(question_id))
    if number is None:
        raise Http404
    try:
        package = export.single(export.questions[number - 1])
    except NothingToExportError:
        raise Http404 from None
    return _file(request, package, f"{_name(export.page)}-{number}")


def _export(request: HttpRequest, page_id: int) -> QuizExport:
    page = _page(request, page_id, *KINDS)
    return QuizExport(page.specific if page.live else page.get_latest_revision_as_object())


def _page(request: HttpRequest, page_id: int, *kinds: type[Page]) -> Page:
    page = get_object_or_404(Page.objects.exclude(in_bin()).type(kinds), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    return page


def _name(page: Any) -> str:
    """Return a name of ASCII letters that tells pages and languages apart: one-to-one-dialogue-quiz-en."""
    parts = [part for part in page.url_path.strip("/").split("/")[-2:] if part]
    return slugify("-".join([*parts, page.locale.language_code])) or f"page-{page.pk}"


def _file(request: HttpRequest, package: Package, name: str, libraries: dict[str, bytes] | None = None) -> HttpResponse:
    data = package.written(libraries)
    etag = quote_etag(hashlib.sha256(data).hexdigest()[:32])
    response = HttpResponse(data, content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.h5p") or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
