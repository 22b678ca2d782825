"""The way into Wagtail's admin: editors sign in where everyone does."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the site's own sign-in, and back to the admin from there.

    Raises:
        PermissionDenied: she has signed in, but is no editor; sending her on would send her in circles.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = resolve_url("wagtailadmin_home")
    return redirect_to_login(wanted, resolve_url(settings.LOGIN_URL))
