"""What the board adds to Wagtail's admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mimi.editors.board.views import BOARD, board_urls, may_see


class BoardMenuItem(MenuItem):
    """The way to the board, for those whom it concerns."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether a person works on pages."""
        return may_see(request.user)


@hooks.register("register_admin_urls")
def register_board_urls() -> list[URLPattern]:
    """Give the board its addresses."""
    return board_urls()


@hooks.register("register_admin_menu_item")
def register_board_menu_item() -> MenuItem:
    """Put the board before the pages."""
    return BoardMenuItem(
        _("Translations"), reverse(BOARD), name="translation-board", icon_name="wagtail-localize-language", order=50
    )


@hooks.register("construct_reports_menu")
def leave_out_their_report(request: HttpRequest, items: list[MenuItem]) -> None:
    """Let one entry be called “Translations”: wagtail-localize's report shows less than the board."""
    items[:] = [item for item in items if item.url != reverse("wagtail_localize:translations_report")]


@hooks.register("insert_editor_js")
def open_first_segment() -> SafeString:
    """Let links of the board open the segment that asks for work."""
    return format_html('<script type="module" src="{}"></script>', static("mimi/js/admin/translation-work.js"))
