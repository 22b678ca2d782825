"""Where one arrives on entering the admin: who only translates is taken to the board, narrowed down to her languages.

Within the admin, *Home* leads everybody to the first page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView

from mimi.editors.board.languages import own_languages
from mimi.editors.board.views import board_url


def _comes_from_outside(request: HttpRequest) -> bool:
    """Say whether the visitor wasn't on a page of the admin; browsers tell that within a site."""
    before = urlsplit(request.headers.get("Referer", ""))
    return before.netloc != request.get_host() or not before.path.startswith(reverse("wagtailadmin_home"))


def _only_translates(user: Any) -> bool:
    if user.is_superuser:
        return False
    from mimi.editors.roles.definitions import TRANSLATOR, roles_of

    return {role for role, _language in roles_of(user)} == {TRANSLATOR}


@never_cache
@require_admin_access
def enter(request: HttpRequest) -> HttpResponseBase:
    """Show the admin's first page, or take a translator to the board."""
    if _comes_from_outside(request) and _only_translates(request.user):
        return HttpResponseRedirect(board_url(language=list(own_languages(request.user))))
    return HomeView.as_view()(request)
