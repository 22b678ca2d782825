"""Addresses without a language."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from mimi.pages import discovery, offline, views
from mimi.pages.api import api_router

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_language, name="choose_language"),
    path("sitemap.xml", discovery.sitemap, name="sitemap"),
    path("robots.txt", discovery.robots, name="robots"),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("api/v2/", api_router.urls),
]

if settings.SHOW_STYLEGUIDE and find_spec("mimi.pages.styleguide"):
    from mimi.pages import styleguide

    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))
