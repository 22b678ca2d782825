"""What the gate adds to the admin: it is asked before a publish, and shown beside a translation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from mimi.editors.parity.gate import draft_of, errors
from mimi.editors.parity.places import edit_url
from mimi.editors.parity.telling import tell_not_ready
from mimi.editors.parity.views import readiness, refuse_alias


@hooks.register("register_admin_urls", order=-10)
def register_parity_urls() -> list[URLPattern]:
    """Give the list of findings its address, and take one of wagtail-localize's that would publish English."""
    return [
        path("editors/ready/<int:translation_id>/", readiness, name="editors_readiness"),
        path("localize/page/<int:page_id>/convert_to_alias/", refuse_alias),
    ]


# Before wagtail-localize, which answers in the same place.
@hooks.register("before_edit_page", order=-10)
def look_before_translation_is_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a managed translation from being published while something is wrong with it."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_of(page)
    reasons = errors(draft_of(translation)) if translation else []
    return _refused(request, page, reasons) if reasons else None


@hooks.register("before_publish_page")
def look_before_page_is_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep any other translated page from being published; what its form held is saved as a draft by now."""
    reasons = errors(page)
    return _refused(request, page, reasons) if reasons else None


@hooks.register("before_bulk_action")
def look_before_many_are_published(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Publish none of several pages while something is wrong with one of them."""
    if action_type != "publish":
        return None
    drafts = [page.get_latest_revision_as_object() for page in objects if isinstance(page, Page)]
    refused = [(draft, reasons) for draft in drafts if (reasons := errors(draft))]
    for draft, reasons in refused:
        tell_not_ready(request, draft, reasons)
    return HttpResponseRedirect(action.next_url) if refused else None


def translation_of(page: Page) -> Translation | None:
    """Return what wagtail-localize knows of a page, while it manages it as a translation."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def _refused(request: HttpRequest, page: Page, reasons: list[Any]) -> HttpResponse:
    tell_not_ready(request, page, reasons)
    return HttpResponseRedirect(edit_url(page.pk))
