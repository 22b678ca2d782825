"""The guide's addresses in Wagtail's admin, and its place in the menu."""

from __future__ import annotations

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from mimi.editors.guide.chapters import CHAPTER_URL
from mimi.editors.guide.views import INDEX_URL, GuideChapterView, GuideIndexView


@hooks.register("register_admin_urls")
def register_guide_urls() -> list[URLPattern]:
    """Give the guide its addresses; who may open the admin may read it."""
    return [
        path("guide/", GuideIndexView.as_view(), name=INDEX_URL),
        path("guide/<slug:name>/", GuideChapterView.as_view(), name=CHAPTER_URL),
    ]


@hooks.register("register_admin_menu_item")
def register_guide_menu_item() -> MenuItem:
    """Put the guide before Wagtail's own help."""
    return MenuItem(_("Guide"), reverse(INDEX_URL), name="guide", icon_name="openquote", order=10_500)
