"""The page behind the link at the foot of a letter. Nobody has to sign in to be left in peace."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mimi.letters.subscriptions import read_wish, unsubscribe


# Mail programs send the POST themselves, from anywhere and without a cookie (RFC 8058); the signed token is what allows
# it. A GET changes nothing, because programs that look through letters for dangerous links follow them.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def unsubscribe_page(request: HttpRequest) -> HttpResponse:
    """Show a button, and after it was pressed, that the letters have stopped."""
    wish = read_wish(request.GET.get("token", ""))
    if wish is None:
        return render(request, "letters/unsubscribe.html", {"state": "unknown"}, status=404)
    if request.method != "POST":
        return render(request, "letters/unsubscribe.html", {"state": "ask", "name": wish.name})
    unsubscribe(wish.user, wish.kind)
    return render(request, "letters/unsubscribe.html", {"state": "done", "name": wish.name})
