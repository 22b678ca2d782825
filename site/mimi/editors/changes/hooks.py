"""What changes of the English add to the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page

from mimi.editors.changes.holding import HELD, approve, save_draft, waiting_release
from mimi.editors.changes.offering import offer_earlier_translations
from mimi.editors.changes.tasks import release_at_its_time
from mimi.editors.changes.views import hold_page, show_release
from mimi.editors.parity.gate import draft_of, errors
from mimi.editors.parity.hooks import translation_of
from mimi.editors.parity.telling import tell_not_ready
from mimi.pages.links import SOURCE_LANGUAGE
from mimi.pages.models import BasePage

HOLD = "hold"


@hooks.register("register_admin_urls", order=-10)
def register_change_urls() -> list[URLPattern]:
    """Give releases their addresses."""
    return [
        path("editors/hold/<int:page_id>/", hold_page, name="editors_hold"),
        path("editors/release/<int:page_id>/", show_release, name="editors_release"),
    ]


class HoldMenuItem(ActionMenuItem):
    """Checks a page like one that is published, then asks for which languages it should wait."""

    label = _("Publish with other languages…")
    name = "action-hold"
    icon_name = "globe"
    template_name = "editors/changes/hold_button.html"

    def is_shown(self, context: Any) -> bool:
        """Show it to publishers of English pages."""
        page = context.get("page")
        if context["view"] != "edit" or page is None or page.locale.language_code != SOURCE_LANGUAGE:
            return False
        may = page.permissions_for_user(context["request"].user).can_publish()
        return bool(may) and not context.get("locked_for_user") and isinstance(page.specific, BasePage)


@hooks.register("register_page_action_menu_item")
def register_hold() -> ActionMenuItem:
    """Put it among what can be done with a page."""
    return HoldMenuItem(order=30)


# Before the gate: the version that waits is compared with nothing yet.
@hooks.register("before_publish_page", order=-10)
def hold_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask for languages where a page was sent to wait; it was checked and saved as a draft by now."""
    if request.POST.get("action-publish") != HOLD or page.locale.language_code != SOURCE_LANGUAGE:
        return None
    return HttpResponseRedirect(reverse("editors_hold", args=[page.pk]))


@hooks.register("before_edit_page", order=-30)
def tell_that_it_waits(request: HttpRequest, page: Page) -> None:
    """Say on an English page that a version of it waits."""
    if request.method != "GET" or page.locale.language_code != SOURCE_LANGUAGE:
        return
    if waiting_release(page) is None:
        return
    url = reverse("editors_release", args=[page.pk])
    told = gettext("A version of this page waits for its other languages. Publishing now would end the wait.")
    messages.warning(request, told, buttons=[messages.button(url, gettext("See what it waits for"))])


# Before the gate, which keeps such a page back.
@hooks.register("before_edit_page", order=-20)
def approve_instead(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Take a publish of a translation whose English waits as saying that it is ready."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation, release = translation_of(page), waiting_release(page)
    if translation is None or release is None or page.locale.language_code not in release.languages:
        return None
    if not page.permissions_for_user(request.user).can_publish():
        return None
    reasons = errors(draft_of(translation), without={HELD})
    if reasons:
        tell_not_ready(request, page, reasons)
    else:
        approve(release, save_draft(translation, request.user), request.user)
        release_at_its_time(release)
        told = gettext("“%(page)s” is ready. It goes live together with the English page and its other languages.")
        messages.success(request, told % {"page": page.get_admin_display_title()})
    return HttpResponseRedirect(request.path)


@hooks.register("before_edit_page", order=-15)
def offer_what_was_written(request: HttpRequest, page: Page) -> None:
    """Fill the fields of texts that have changed with their earlier translations, however the change came."""
    translation = translation_of(page) if request.method == "GET" else None
    if translation is not None:
        offer_earlier_translations(translation)
