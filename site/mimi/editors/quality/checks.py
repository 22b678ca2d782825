"""The checks beside a page that is being edited: how its draft reads, sentences that are too long, broken links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.models import Page
from wagtail_localize.models import Translation

from mimi.editors.quality.contents import Piece, pieces
from mimi.editors.quality.links.finding import Link
from mimi.editors.quality.links.internal import broken_in
from mimi.editors.quality.readability import Reading, read_pieces

URL_NAME = "quality_checks"
# More of them would hide the rest.
MOST_SENTENCES = 30


@dataclass
class Checks:
    """What there is to say of a draft."""

    draft: Page

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return str(self.draft.locale.language_code)

    @cached_property
    def found(self) -> list[Piece]:
        """What stands on it."""
        return list(pieces(self.draft))

    @cached_property
    def reading(self) -> Reading:
        """How it reads."""
        return read_pieces(self.found, self.language)

    @property
    def sentences(self) -> list[Any]:
        """The sentences that are too long, the longest first."""
        return sorted(self.reading.too_long, key=lambda sentence: -sentence.words)[:MOST_SENTENCES]

    @cached_property
    def broken(self) -> list[tuple[Link, str]]:
        """Its links within the site that lead nowhere, with what is wrong."""
        return broken_in(self.found, self.language)

    @property
    def url(self) -> str:
        """Where the checks are asked for anew."""
        return reverse(URL_NAME, args=[self.draft.pk])


def draft_of(page: Page) -> Page:
    """Return a page as it would be published now: of a translation, with what was translated until now."""
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )
    if translation is None:
        return page.get_latest_revision_as_object()
    draft = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    draft.pk, draft.locale = page.pk, page.locale
    return draft


@require_GET
@never_cache
def checks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the checks of a page's draft, as a piece of a page.

    Raises:
        PermissionDenied: the person may not change the page.
    """
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return TemplateResponse(request, "editors/quality/checks.html", {"checks": Checks(draft_of(page))})
