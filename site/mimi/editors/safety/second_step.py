"""Where the operator demands it, nobody gets into the admin by a password alone.

Who has set up a passkey or an authenticator app is asked for it by django-allauth when she signs in. Who has neither is
led to where she sets it up, and nothing of the admin answers her till then.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from mimi.operations.middleware import ADMIN_PREFIX

# Where she wanted to go; the page about safe sign-in offers to go on there.
WAITS = "editor_waits"
# The way out, and the way in, are open to everybody.
OPEN = (f"{ADMIN_PREFIX}login/", f"{ADMIN_PREFIX}logout/")
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondStepMiddleware:
    """Leads editors without a second step to where they set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or send her to set up the second step first."""
        if not settings.EDITORS_NEED_SECOND_STEP or not self._is_admin(request.path_info):
            return self.get_response(request)
        if not lacks_second_step(request.user):
            if WAITS in request.session:
                del request.session[WAITS]
            return self.get_response(request)
        return self._lead(request)

    def _is_admin(self, path: str) -> bool:
        return path.startswith(ADMIN_PREFIX) and not path.startswith(OPEN)

    def _lead(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or request.method not in ("GET", "HEAD"):
            told = gettext("The editor asks for a second step when you sign in. Set it up first.")
            response = HttpResponseForbidden(told, content_type="text/plain; charset=utf-8")
        else:
            request.session[WAITS] = request.get_full_path()
            response = HttpResponseRedirect(reverse("mfa_index"))
        add_never_cache_headers(response)
        return response


def lacks_second_step(user: Any) -> bool:
    """Say whether somebody may enter the admin and hasn't set up a second step."""
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return not Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists()
