"""What a publisher does with an English page that waits for other languages: begin, look, end, publish at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

from mimi.editors.changes.forms import HoldForm
from mimi.editors.changes.holding import cancel, hold, readiness, waiting_release
from mimi.editors.changes.tasks import release_at_its_time
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.models import BasePage


def _english(page_id: int) -> Any:
    page = get_object_or_404(Page.objects.filter(locale__language_code=SOURCE_LANGUAGE), pk=page_id).specific
    if not isinstance(page, BasePage):
        raise PermissionDenied
    return page


def hold_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for which languages a page waits, and let it."""
    page = _english(page_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    release = waiting_release(page)
    initial = {"languages": release.languages, "go_live_at": release.go_live_at} if release else None
    form = HoldForm(request.POST or None, initial=initial)
    if form.is_valid():
        release = hold(page, form.cleaned_data["languages"], request.user, form.cleaned_data["go_live_at"])
        if release.go_live_at:
            release_at_its_time(release)
        told = gettext("“%(page)s” waits for its other languages. Translators find it among their work.")
        messages.success(request, told % {"page": page.get_admin_display_title()})
        return redirect("editors_release", page.pk)
    return render(request, "editors/changes/hold.html", {"page": page, "form": form, **_header(page)})


def show_release(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what a page waits for; cancel it when that is asked for."""
    page = _english(page_id)
    permissions = page.permissions_for_user(request.user)
    if not permissions.can_edit():
        raise PermissionDenied
    release = waiting_release(page)
    if release is None:
        messages.info(request, gettext("This page doesn’t wait for other languages."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "POST":
        if not permissions.can_publish():
            raise PermissionDenied
        cancel(release)
        messages.success(request, gettext("The page waits no longer. Its draft and all translations are kept."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page": page,
        "release": release,
        "languages": readiness(release),
        "may_publish": permissions.can_publish(),
        **_header(page),
    }
    return render(request, "editors/changes/release.html", context)


def _header(page: Any) -> dict[str, Any]:
    return {
        "page_title": gettext("Publish together"),
        "header_title": gettext("Publish together"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "globe",
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
