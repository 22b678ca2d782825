"""Reading without a connection: the script that keeps pages in the browser, and the page for what isn't kept.

Nothing of it is loaded before a reader asks for a module to be kept (`keep.js`).
"""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from mimi.pages.chrome import in_language
from mimi.pages.serving import for_everybody


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker: what it must know of the site, and the address of its code.

    It stands at the root, so that it may answer for every page, and browsers ask for it anew each time: another
    release names another file, which replaces the one that a browser has.
    """
    site = {
        "offline": {code: in_language(code, "offline") for code, _name in settings.LANGUAGES},
        "files": [settings.STATIC_URL, settings.MEDIA_URL],
    }
    lines = [
        f"self.SITE = {json.dumps(site)};",
        f"importScripts({json.dumps(static('mimi/js/service-worker.js'))});",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Show what is kept on the device; a browser without a connection shows it in the place of what isn't."""
    return for_everybody(render(request, "pages/offline.html"))
