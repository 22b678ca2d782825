"""The pages of the libraries in the admin: what is installed and who uses it; installing, updating, deleting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from courses.h5p.admin.policies import may_manage_libraries
from courses.h5p.models import Library
from courses.h5p.reading.limits import MEGABYTE
from courses.h5p.store.deleting import unused, with_usage
from courses.h5p.store.installing import Installed, install_several
from courses.h5p.store.settings import limits


class LibrariesView(WagtailAdminTemplateMixin, TemplateView):
    """All libraries, and a place for packages that bring more."""

    template_name = "h5p/admin/libraries.html"
    page_title = _("H5P libraries")
    header_icon = "cogs"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in administrators only: libraries are code."""
        if not may_manage_libraries(request.user):
            raise PermissionDenied
        answer: Any = super().dispatch(request, *args, **kwargs)
        response: HttpResponse = answer
        return response

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context_data(**kwargs)
        context.update(
            libraries=with_usage(),
            megabytes=limits().package // MEGABYTE,
            problems=kwargs.get("problems", []),
        )
        return context

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Install what packages bring; say of each that isn't taken why."""
        given = sorted(request.FILES.getlist("packages"), key=lambda file: file.size or 0)
        if not given:
            return self._refused([{"file": "", "told": gettext("Choose a package first.")}])
        packages: list[Any] = [(file.name or "", file) for file in given]
        told, refused = install_several(packages, request.user)
        problems = [{"file": row.file, "told": row.error.sentence} for row in refused]
        self._tell(told)
        return self._refused(problems) if problems else HttpResponseRedirect(reverse("h5p_libraries"))

    def _refused(self, problems: list[dict[str, str]]) -> HttpResponse:
        return self.render_to_response(self.get_context_data(problems=problems), status=422)

    def _tell(self, told: Installed) -> None:
        for names, sentence in (
            (
                told.new,
                ngettext("%(count)s library was installed.", "%(count)s libraries were installed.", len(told.new)),
            ),
            (
                told.updated,
                ngettext("%(count)s library was updated.", "%(count)s libraries were updated.", len(told.updated)),
            ),
            (
                told.unchanged,
                ngettext(
                    "%(count)s library was there already.",
                    "%(count)s libraries were there already.",
                    len(told.unchanged),
                ),
            ),
        ):
            if names:
                messages.success(self.request, sentence % {"count": len(names)})


class LibraryDeleteView(LibrariesView):
    """Deletes a library that nothing needs."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Delete it, or say why not."""
        library = get_object_or_404(Library, pk=kwargs["pk"])
        if unused(library):
            log(instance=library, action="wagtail.delete", user=request.user, deleted=True)
            library.delete()
            messages.success(request, gettext("%(library)s was deleted.") % {"library": library})
        else:
            told = gettext("%(library)s wasn’t deleted: an activity or another library needs it.")
            messages.error(request, told % {"library": library})
        return HttpResponseRedirect(reverse("h5p_libraries"))


def urls() -> list[URLPattern]:
    """Return the addresses of the libraries."""
    return [
        path("h5p/libraries/", LibrariesView.as_view(), name="h5p_libraries"),
        path("h5p/libraries/<int:pk>/delete/", LibraryDeleteView.as_view(), name="h5p_library_delete"),
    ]
