"""What the helps while translating add to Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mimi.editors.aids.access import translated_languages
from mimi.editors.aids.urls import urls


class TranslatorsMenuItem(MenuItem):
    """A way for those who translate into some language."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person translates."""
        return bool(translated_languages(request.user))


# Before wagtail-localize's, some of which lead here.
@hooks.register("register_admin_urls", order=-10)
def register_aids_urls() -> list[URLPattern | URLResolver]:
    """Give the helps their addresses."""
    return urls()


@hooks.register("register_reports_menu_item")
def register_search_menu_item() -> MenuItem:
    """Put the search among the reports."""
    return TranslatorsMenuItem(
        _("How did we translate …?"), reverse("aids:search"), name="translation-memory", icon_name="search", order=9010
    )


@hooks.register("register_reports_menu_item")
def register_files_menu_item() -> MenuItem:
    """Put the files for outside translators among the reports."""
    return TranslatorsMenuItem(
        _("Files for translators"),
        reverse("aids:languages"),
        name="translation-files",
        icon_name="download",
        order=9020,
    )
