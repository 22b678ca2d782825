"""Addresses of the helps while translating, below Wagtail's admin."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from mimi.editors.aids import help_views, preview, searching
from mimi.editors.aids.exchange import views as exchange

_OWN = [
    path("<int:pk>/help/", help_views.help_page, name="help"),
    path("<int:pk>/help.json", help_views.help_json, name="help_json"),
    path("<int:pk>/confirm/<int:segment>/", help_views.confirm_segment, name="confirm"),
    path("<int:pk>/side-by-side/", preview.side_by_side, name="side_by_side"),
    re_path(r"^(?P<pk>[0-9]+)/(?P<side>source|target)/$", preview.frame, name="frame"),
    path("<int:pk>/files/", exchange.PageFilesView.as_view(), name="files"),
    path("languages/", exchange.languages, name="languages"),
    path("languages/<str:language>/files/", exchange.LanguageFilesView.as_view(), name="language_files"),
    path("search/", searching.search, name="search"),
]


def urls() -> list[URLPattern | URLResolver]:
    """Return all addresses.

    Three are those of wagtail-localize's own views, whose buttons stand in its editor: they lead to ours.
    """
    return [
        path("translating/", include((_OWN, "aids"), namespace="aids")),
        path("localize/translate/<int:pk>/pofile/download/", exchange.download_po, name="aids_download_po"),
        path("localize/translate/<int:pk>/pofile/upload/", exchange.PageFilesView.as_view(), name="aids_upload_po"),
        path("localize/translate/<int:pk>/machine_translate/", help_views.machine_translate, name="aids_machine"),
    ]
