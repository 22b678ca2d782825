"""Where an editor goes back to after something is done."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.models import Page
from wagtail_localize.models import Translation


def edit_url(translation: Translation) -> str:
    """Return the address of the translation editor; a translation from `translation_for` has its target at hand."""
    if isinstance(translation.target, Page):
        return reverse("wagtailadmin_pages:edit", args=[translation.target.pk])
    return str(translation.get_target_instance_edit_url())


def back_to(request: HttpRequest, translation: Translation) -> str:
    """Return the address that a form asks to go back to, if it is ours; else that of the editor."""
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure()):
        return asked
    return edit_url(translation)
