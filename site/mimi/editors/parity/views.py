"""What the gate shows by itself, and where it stands in the place of wagtail-localize's views."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import update_translations

from mimi.editors.parity.gate import ERROR, draft_of, errors, findings
from mimi.editors.parity.telling import tell_not_ready


@never_cache
def readiness(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Show what is found on a translation as it would be published now; a part of the page around its editor."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=translation_id)
    page = translation.get_target_instance()
    if not isinstance(page, Page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return render(request, "editors/parity/findings.html", readiness_context(translation))


def readiness_context(translation: Translation) -> dict[str, Any]:
    """Return the variables of the list of findings."""
    found = findings(draft_of(translation))
    return {
        "errors": [one for one in found if one.level == ERROR],
        "warnings": [one for one in found if one.level != ERROR],
    }


class UpdateTranslationsView(update_translations.UpdateTranslationsView):
    """Synchronises translations with the English, and publishes only those that pass the gate."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Take over what has changed; then publish, one by one, what is asked for and ready."""
        wanted = form.cleaned_data.pop("publish_translations")
        form.cleaned_data["publish_translations"] = False
        response: HttpResponse = super().form_valid(form)
        if wanted:
            self._publish()
        return response

    def _publish(self) -> None:
        if not isinstance(self.object.get_source_instance(), Page):
            for translation in self.object.translations.filter(enabled=True).select_related("source", "target_locale"):
                translation.save_target(user=self.request.user, publish=True)
            return
        for translation in self.object.translations.filter(enabled=True).select_related("source", "target_locale"):
            page = translation.get_target_instance()
            if not page.permissions_for_user(self.request.user).can_publish():
                continue
            reasons = errors(draft_of(translation))
            if reasons:
                tell_not_ready(self.request, page, reasons)
            else:
                translation.save_target(user=self.request.user, publish=True)


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer who would turn a translation into a copy of the English page."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(request, gettext("A translated page can’t become a copy of the English one: it would be English."))
    return redirect("wagtailadmin_pages:edit", page.pk)
