"""Addresses of pages below a language; the last pattern takes everything else."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from wagtail import urls as wagtail_urls

from mimi.pages import offline, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("offline/", offline.offline, name="offline"),
    path("translations/<uuid:key>/", views.not_translated, name="not_translated"),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, views.serve_page, name="wagtail_serve"),
]
