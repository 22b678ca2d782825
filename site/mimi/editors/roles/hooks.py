"""What roles add to Wagtail's admin: guards, the way of a translation, English first, and the help page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import log
from wagtail.models import Page, TranslatableMixin
from wagtail_localize import wagtail_hooks as localize

from mimi.editors.roles import help_page, lists, reviewing, translations
from mimi.editors.roles.pages import in_source_language
from mimi.pages.links import SOURCE_LANGUAGE

# Asked before those of wagtail-localize, which answer in the place of Wagtail's own view.
FIRST = -10


@hooks.register("register_admin_urls", order=FIRST)
def register_guarded_urls() -> list[URLPattern]:
    """Put ours before wagtail-localize's."""
    return [*translations.guarded_urls(), *reviewing.urls(), *help_page.urls()]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let the permission be given to groups."""
    return Permission.objects.filter(content_type__app_label="editors", codename="publish_lists")


# --- English first ---------------------------------------------------------------------------------------------------


@hooks.register("before_create_page", order=FIRST)
def refuse_pages_in_other_languages(request: HttpRequest, parent_page: Page, page_class: type[Page]) -> None:
    """Make no page in another language, also not a home page, whose parent has none.

    Raises:
        PermissionDenied: another language is asked for.
    """
    asked = request.GET.get("locale", SOURCE_LANGUAGE)
    if asked != SOURCE_LANGUAGE or not (parent_page.is_root() or in_source_language(parent_page)):
        raise PermissionDenied


@hooks.register("before_create_snippet", order=FIRST)
def refuse_entries_in_other_languages(request: HttpRequest, model: type) -> None:
    """Make no entry of a list in another language.

    Raises:
        PermissionDenied: another language is asked for.
    """
    if issubclass(model, TranslatableMixin) and request.GET.get("locale", SOURCE_LANGUAGE) != SOURCE_LANGUAGE:
        raise PermissionDenied


# --- Own languages only -----------------------------------------------------------------------------------------------


@hooks.register("before_edit_snippet", order=FIRST)
def refuse_entries_of_others(request: HttpRequest, instance: Any) -> HttpResponseBase | None:
    """Let an entry be changed in one's own languages, and a translation show only where one may publish it.

    Raises:
        PermissionDenied: she may not.
    """
    if not isinstance(instance, TranslatableMixin):
        return None
    if not lists.may(request.user, "change", instance):
        raise PermissionDenied
    shows = request.method == "POST" and not in_source_language(instance)
    if shows and not lists.may_publish(request.user, instance):
        raise PermissionDenied
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    return _publish_and_log(request, instance)


def _publish_and_log(request: HttpRequest, instance: Any) -> HttpResponseBase | None:
    """Let wagtail-localize publish the translation of an entry, and note in the log who did: it doesn't itself."""
    before = model_to_dict(instance)
    response: HttpResponseBase | None = localize.before_edit_snippet(request, instance)
    after = type(instance).objects.get(pk=instance.pk)
    if response is not None and model_to_dict(after) != before:
        log(instance=after, action="wagtail.publish", user=request.user, content_changed=True)
    return response


@hooks.register("before_delete_snippet", order=FIRST)
def keep_entries_of_others(request: HttpRequest, instances: Iterable[Any]) -> None:
    """Let entries be deleted in one's own languages only.

    Raises:
        PermissionDenied: one of them isn't hers.
    """
    if any(isinstance(one, TranslatableMixin) and not lists.may(request.user, "delete", one) for one in instances):
        raise PermissionDenied


@hooks.register("before_edit_page", order=FIRST)
def refuse_a_new_start(request: HttpRequest, page: Page) -> None:
    """Let only those who may publish a translation take it from its English, or put it back there.

    Raises:
        PermissionDenied: she may not.
    """
    if translations.restart_is_refused(request, page):
        raise PermissionDenied


# --- What is offered --------------------------------------------------------------------------------------------------


@hooks.register("construct_page_action_menu")
def offer_no_new_start(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer what is refused above to nobody."""
    page = context.get("page")
    if page is not None and page.pk and not translations.may_publish(request.user, page.specific):
        menu_items[:] = [item for item in menu_items if not (item.name or "").startswith("localize-")]


def _translation_buttons(page: Page, user: Any, view_name: str | None = None, next_url: str | None = None) -> Any:
    """Offer to begin or to renew translations on English pages, to those who may."""
    if page.is_root() or not in_source_language(page):
        return
    begins = bool(translations.languages_to_begin(user))
    for button in localize.page_listing_more_buttons(page, user, view_name, next_url):
        is_new = "/submit/" in str(button.url)
        if begins if is_new else page.permissions_for_user(user).can_edit():
            yield button


# In the place of wagtail-localize's own, which offers them on every page. Wagtail has no way to take a hook back.
for place in ("register_page_header_buttons", "register_page_listing_more_buttons"):
    registered = hooks._hooks.get(place, [])
    registered[:] = [
        (function, order) for function, order in registered if function is not localize.page_listing_more_buttons
    ]
    hooks.register(place, _translation_buttons)


@hooks.register("construct_snippet_listing_buttons")
def offer_translation_from_english(buttons: list[Any], snippet: Any, user: Any, *args: Any) -> None:
    """Offer to translate entries only from the English, and to those who may."""
    if not isinstance(snippet, TranslatableMixin):
        return
    may = in_source_language(snippet) and (user.is_superuser or lists.languages_of_permission(user, lists.PUBLISH))
    if not may:
        buttons[:] = [button for button in buttons if "/localize/" not in str(getattr(button, "url", ""))]


@hooks.register("editors_translation_panels")
def show_way(request: HttpRequest, page: Page, translation: Any) -> str:
    """Show above the translation editor where a page stands, and what one may do about it."""
    context = {**reviewing.standing(page, translation, request.user), "page": page}
    return render_to_string("editors/roles/way.html", context, request)


# --- Help ------------------------------------------------------------------------------------------------------------


@hooks.register("register_help_menu_item")
def register_roles_help() -> MenuItem:
    """Put the page about roles into the help menu."""
    return MenuItem(_("Roles"), reverse(help_page.NAME), name="editors-roles", icon_name="group", order=300)
