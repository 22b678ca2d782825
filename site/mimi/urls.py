"""Every address of the site: those under a language first, for they are what is asked for most."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from mimi.editors.board import landing
from mimi.operations import editors, health, uploads

urlpatterns: list[URLPattern | URLResolver] = [
    # Everything for readers stands under its language. A bare address is redirected to the one the browser asks for.
    *i18n_patterns(
        # What is asked for most stands first, and what takes everything else stands last.
        path("", include("courses.urls")),
        path("", include("mimi.people.urls")),
        path("", include("practices.urls")),
        path("", include("mimi.search.urls")),
        path("", include("mimi.letters.urls")),
        path("", include("mimi.books.urls")),
        path("accounts/", include("allauth.urls")),
        path("", include("mimi.pages.page_urls")),
    ),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("cms/login/", editors.sign_in),
    path("cms/", landing.enter),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", uploads.uploaded_file, name="uploaded_file"),
    path("", include("mimi.pages.urls")),
    path("", include("courses.certificates.badges.urls")),
    path("", include("courses.h5p.urls")),
]

handler404 = "mimi.pages.views.page_not_found"
