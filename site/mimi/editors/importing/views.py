"""The pages of an import in the admin: a file is given, read, looked at and put right, and becomes drafts.

Everything is a form that is sent whole: whichever button is pressed, all fields are kept first.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mimi.editors.importing import limits
from mimi.editors.importing.making import make, makers, places
from mimi.editors.importing.models import ImportProposal, Stage
from mimi.editors.importing.problems import sentence
from mimi.editors.importing.proposals import ChangedMeanwhileError, Proposal, save
from mimi.editors.importing.readers.base import suffixes
from mimi.editors.importing.showing import preview, report
from mimi.editors.importing.tasks import begin
from mimi.editors.importing.translating import RIGHT
from mimi.pages.links import SOURCE_LANGUAGE


def may_import(user: Any) -> bool:
    """Say whether somebody may make pages of any kind that documents become, or translations of them."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return user.has_perm(RIGHT) or any(places(maker, user) for maker in makers().values())


class ImportMixin(WagtailAdminTemplateMixin):
    """What all pages of an import share: who may see them, and whose it is."""

    request: HttpRequest
    kwargs: dict[str, Any]
    page_title: Any = _("Import")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may make pages."""
        if not may_import(request.user):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def row(self) -> ImportProposal:
        """The import: one's own.

        Raises:
            Http404: it is somebody else's, or over.
        """
        return get_object_or_404(ImportProposal, pk=self.kwargs["pk"], owner=self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        items = [*self.breadcrumbs_items, {"url": reverse("import_documents"), "label": _("Import")}]
        return [*items, {"url": "", "label": self.row.file_name}] if "pk" in self.kwargs else items


class UploadView(ImportMixin, TemplateView):
    """A file to give, and what one is importing."""

    template_name = "editors/importing/upload.html"
    page_title = _("Import a document")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context_data(**kwargs)
        mine = ImportProposal.objects.filter(owner_id=self.request.user.pk).order_by("-created_at")
        context.update(
            imports=list(mine.defer("outline", "parts", "report")[: limits.MOST_PROPOSALS]),
            accepted=",".join(suffixes()),
            megabytes=limits.MOST_BYTES // limits.MEGABYTE,
            pages=limits.MOST_PAGES,
            days=limits.KEEP_PROPOSAL.days,
            problem=kwargs.get("problem", ""),
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take a file and have it read."""
        given = request.FILES.get("document")
        user: Any = request.user
        if given is None:
            return self._refused(gettext("Choose a file first."))
        if given.size and given.size > limits.MOST_BYTES:
            return self._refused(sentence("too-large"))
        if ImportProposal.objects.filter(owner=user).count() >= limits.MOST_PROPOSALS:
            told = gettext("You are importing %(count)d documents already. Delete one of them first.")
            return self._refused(told % {"count": limits.MOST_PROPOSALS})
        content = given.read()
        row = ImportProposal.objects.create(owner=user, file_name=(given.name or "")[-255:], size=len(content))
        begin(row, content)
        row.refresh_from_db()
        if row.stage == Stage.FAILED:
            problem = sentence(row.problem)
            row.delete()
            return self._refused(problem)
        return HttpResponseRedirect(reverse("import_document", args=[row.pk]))

    def _refused(self, problem: str) -> HttpResponse:
        return self.render_to_response(self.get_context_data(problem=problem), status=422)


class ProposalView(ImportMixin, TemplateView):
    """One import: waiting, to be looked at, or done."""

    def get_template_names(self) -> list[str]:
        """Return the template for the stage that the import is in."""
        names = {Stage.READY: "proposal", Stage.MADE: "made", Stage.FAILED: "failed"}
        return [f"editors/importing/{names.get(Stage(self.row.stage), 'waiting')}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context_data(**kwargs)
        context["row"] = self.row
        if self.row.stage == Stage.READY:
            context.update(preview(self.row, self.request.user))
        elif self.row.stage == Stage.MADE:
            context.update(report(self.row))
        elif self.row.stage == Stage.FAILED:
            context["problem"] = sentence(self.row.problem)
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the import; while it is being read, the page asks again by itself, also without a script."""
        answer = super().get(request, *args, **kwargs)
        if self.row.stage in (Stage.WAITING, Stage.READING):
            answer.headers["Refresh"] = "3"
        return answer

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep all fields, then do what the button says."""
        do, _colon, what = request.POST.get("do", "keep").partition(":")
        if do == "delete":
            self.row.delete()
            messages.success(request, gettext("The import was deleted. Drafts that were made of it stay."))
            return HttpResponseRedirect(reverse("import_documents"))
        if do == "again" and self.row.stage == Stage.MADE:
            ImportProposal.objects.filter(pk=self.row.pk).update(stage=Stage.READY)
            return self._back()
        if self.row.stage != Stage.READY:
            return self._back()
        proposal = Proposal.of(self.row)
        proposal.take(request.POST.dict())
        self._settings(request, proposal)
        anchor = self._change(proposal, do, what)
        try:
            save(self.row, proposal, request.POST.get("version", ""))
        except ChangedMeanwhileError:
            told = gettext("This import was changed in another window. Nothing was changed here; look at it again.")
            messages.error(request, told)
            return self._back()
        return self._make() if do == "make" else self._back(anchor)

    def _settings(self, request: HttpRequest, proposal: Proposal) -> None:
        """Take over what holds for the whole document."""
        self.row.settings = {
            kind: request.POST.get(f"place-{kind}", self.row.settings.get(kind, "")) for kind in makers()
        }
        language = request.POST.get("language", self.row.language)
        if language != self.row.language and language in {"en", "nb", "de", "el"}:
            self.row.language = language
            for part in proposal.parts:
                maker = makers().get(part.kind)
                page = maker.english(part, None) if maker and language != SOURCE_LANGUAGE else None
                part.pairs["english"] = str(page.pk) if page else ""

    def _change(self, proposal: Proposal, do: str, what: str) -> str:
        """Do what a button of a part says; return where the page should stand then."""
        if do == "merge":
            before = ""
            for part in proposal.parts:
                if part.id == what:
                    break
                before = part.id
            proposal.merge(what)
            return before
        if do == "split":
            id_, _colon, block = what.partition(":")
            if block.isdecimal():
                proposal.split(id_, int(block))
            return id_
        if do == "drop-rest":
            for part in proposal.parts:
                part.kind = part.kind if part.id == what else "drop"
        return what

    def _make(self) -> HttpResponse:
        user: Any = self.request.user
        shown = preview(self.row, user)
        if shown["blocking"]:
            for told in shown["blocking"]:
                messages.error(self.request, told["sentence"])
            return self._back()
        told = make(self.row, user)
        count = len(told.new) + len(told.changed) + len(told.translated)
        said = ngettext("%(count)d draft was made or renewed.", "%(count)d drafts were made or renewed.", count)
        messages.success(self.request, said % {"count": count})
        return self._back()

    def _back(self, anchor: str = "") -> HttpResponse:
        url = reverse("import_document", args=[self.row.pk])
        return HttpResponseRedirect(f"{url}#part-{anchor}" if anchor else url)


def urls() -> list[URLPattern]:
    """Return the addresses of the imports."""
    return [
        path("import/", UploadView.as_view(), name="import_documents"),
        path("import/<uuid:pk>/", ProposalView.as_view(), name="import_document"),
    ]
