"""What imports add to the admin: their pages, the way there, and their words in the log."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from mimi.editors.importing.making import ACTION
from mimi.editors.importing.views import may_import, urls


class ImportMenuItem(MenuItem):
    """The way to one's imports, for those who may make pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person may import."""
        return may_import(request.user)


@hooks.register("register_admin_urls")
def register_import_urls() -> list[URLPattern]:
    """Give imports their addresses."""
    return urls()


@hooks.register("register_admin_menu_item")
def register_import_menu_item() -> MenuItem:
    """Put imports into the menu."""
    return ImportMenuItem(_("Import"), reverse("import_documents"), name="import", icon_name="upload", order=450)


@hooks.register("register_log_actions")
def register_import_action(actions: LogActionRegistry) -> None:
    """Give an import its words in the log."""

    @actions.register_action(ACTION)
    class ImportFormatter(LogFormatter):
        label = _("Import from a document")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Imported from “%(file)s”") % {"file": log_entry.data.get("file", "")}
