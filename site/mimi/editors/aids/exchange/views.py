"""Addresses of files: out and in, for a page with what is under it, and for all of a language."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from mimi.editors.aids.access import (
    closed_to,
    editable_translations,
    translated_languages,
    translation_for,
    translations_below,
)
from mimi.editors.aids.editor_bar import bar
from mimi.editors.aids.exchange.applying import apply
from mimi.editors.aids.exchange.base import FORMATS, BrokenFileError
from mimi.editors.aids.exchange.collecting import behind, documents
from mimi.editors.aids.exchange.files import file_name, pack, read_upload
from mimi.editors.aids.exchange.forms import ALL, ARCHIVE, BEHIND, BELOW, PAGE, ExportForm, ImportForm
from mimi.editors.aids.exchange.judging import judge
from mimi.editors.aids.exchange.report import report
from mimi.editors.aids.returning import back_to


class FilesView(View):
    """A page to send files out from and to take them in, and the files. Subclasses say what it is about."""

    title: str
    locale: Locale
    # What may be asked for, and what a file that comes in may hold.
    scopes: tuple[str, ...]
    widest: str
    done_url: str

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the forms, or send what is asked for."""
        self.prepare()
        if "format" not in request.GET:
            return self.show(ExportForm(scopes=self.scopes), ImportForm())
        form = ExportForm(request.GET, scopes=self.scopes)
        if not form.is_valid():
            return self.show(form, ImportForm(), status=400)
        chosen = form.cleaned_data
        found = documents(self.translations(chosen["scope"]), only_missing=chosen["only_missing"])
        if not found:
            messages.warning(request, gettext("There is nothing to translate in what you chose."))
            return HttpResponseRedirect(request.path)
        file_format = FORMATS[chosen["format"]]
        name = file_name(self.title, self.locale.language_code)
        if chosen["packing"] == ARCHIVE:
            return _download(pack(file_format, found), f"{name}.zip", "application/zip")
        return _download(file_format.write(found), f"{name}{file_format.suffix}", file_format.media_type)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take a file in, all that is right in it or nothing, and say what became of it."""
        self.prepare()
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(ExportForm(scopes=self.scopes), form, status=422)
        chosen = form.cleaned_data
        try:
            read = read_upload(chosen["file"])
        except BrokenFileError as error:
            return self.show(ExportForm(scopes=self.scopes), form, status=422, broken=error)
        judgement = judge(
            read,
            self.translations(self.widest),
            closed=lambda named: closed_to(request.user, named),
            replace=chosen["replace"],
        )
        if not judgement.is_right and not chosen["partly"]:
            return self.show(ExportForm(scopes=self.scopes), form, status=422, report=report(judgement, taken=None))
        taken = apply(judgement, request.user, _tool(chosen["file"].name))
        told = report(judgement, taken=taken)
        _announce(request, taken)
        if told.groups:
            return self.show(ExportForm(scopes=self.scopes), ImportForm(), report=told)
        return HttpResponseRedirect(self.done_url)

    def show(self, export_form: ExportForm, import_form: ImportForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """Show the page with what there is to say."""
        context = {
            "title": self.title,
            "locale": self.locale,
            "export_form": export_form,
            "import_form": import_form,
            "next": self.request.POST.get("next", ""),
            **self.extra(),
            **more,
        }
        return render(self.request, "editors/aids/files.html", context, status=status)

    def prepare(self) -> None:
        """Find what the address is about, and turn away who may not work on it."""
        raise NotImplementedError

    def translations(self, scope: str) -> list[Translation]:
        """Return the translations that are in scope and that the person may edit."""
        raise NotImplementedError

    def extra(self) -> dict[str, Any]:
        """Return what the template needs besides."""
        return {}


class PageFilesView(FilesView):
    """The files of one page or snippet, and of what is under it."""

    widest = PAGE

    def prepare(self) -> None:
        """Find the translation."""
        self.translation = translation_for(self.request.user, self.kwargs["pk"])
        self.title = self.translation.source.object_repr
        self.locale = self.translation.target_locale
        is_page = isinstance(self.translation.target, Page)
        self.scopes = (PAGE, BELOW) if is_page and self.translation.target.numchild else (PAGE,)
        # A file of the page with all under it comes back to where it was made.
        self.widest = self.scopes[-1]
        self.done_url = back_to(self.request, self.translation)

    def translations(self, scope: str) -> list[Translation]:
        """Return that of the page, or those of all pages under it, too."""
        if scope == BELOW:
            return translations_below(self.request.user, self.translation)
        return [self.translation]

    def extra(self) -> dict[str, Any]:
        """Return the ways to the other helps."""
        return {"bar": bar(self.translation)}


class LanguageFilesView(FilesView):
    """The files of all that somebody may edit in a language."""

    scopes = (BEHIND, ALL)
    widest = ALL

    def prepare(self) -> None:
        """Find the language."""
        self.locale = get_object_or_404(Locale, language_code=self.kwargs["language"])
        if self.locale not in translated_languages(self.request.user):
            raise PermissionDenied
        self.title = self.locale.get_display_name()
        self.done_url = reverse("aids:language_files", args=[self.locale.language_code])

    def translations(self, scope: str) -> list[Translation]:
        """Return all, or those with something left to do."""
        found = editable_translations(self.request.user, self.locale)
        return behind(found) if scope == BEHIND else found

    def extra(self) -> dict[str, Any]:
        """Return the other languages."""
        return {"languages": translated_languages(self.request.user)}


def languages(request: HttpRequest) -> HttpResponse:
    """Go to the first language that a person translates into."""
    found = translated_languages(request.user)
    if not found:
        raise PermissionDenied
    return HttpResponseRedirect(reverse("aids:language_files", args=[found[0].language_code]))


def download_po(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a page as PO, from wagtail-localize's own button."""
    translation = translation_for(request.user, pk)
    po = FORMATS["po"]
    name = file_name(translation.source.object_repr, translation.target_locale.language_code)
    return _download(po.write(documents([translation])), f"{name}{po.suffix}", po.media_type)


def _download(data: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _tool(file_name: str) -> str:
    """Return what the editor says a text was translated with."""
    suffix = file_name.rpartition(".")[2].upper()
    return {"PO": "PO", "XLF": "XLIFF", "XLIFF": "XLIFF"}.get(suffix, "ZIP")


def _announce(request: HttpRequest, taken: int) -> None:
    if not taken:
        messages.info(request, gettext("The file brought nothing new. Nothing was changed."))
        return
    told = ngettext(
        "%(count)d translation was taken from the file.", "%(count)d translations were taken from the file.", taken
    )
    messages.success(request, told % {"count": taken})
