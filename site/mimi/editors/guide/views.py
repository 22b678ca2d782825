"""The guide in the admin: its chapters with a search, and one chapter."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from mimi.editors.guide.chapters import chapters, find
from mimi.pages.links import SOURCE_LANGUAGE

INDEX_URL = "guide"
LONGEST_QUERY = 200


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """What both pages share."""

    page_title = _("Guide")
    header_icon = "help"

    @property
    def language(self) -> str:
        """The language of the person's admin."""
        return get_language() or SOURCE_LANGUAGE


class GuideIndexView(GuideView):
    """All chapters, and what a search has found."""

    template_name = "editors/guide/index.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        query = self.request.GET.get("q", "").strip()[:LONGEST_QUERY]
        return {
            **super().get_context_data(**kwargs),
            "chapters": chapters(self.language),
            "query": query,
            "hits": find(self.language, query),
        }


class GuideChapterView(GuideView):
    """One chapter."""

    template_name = "editors/guide/chapter.html"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Find the chapter.

        Raises:
            Http404: there is none with this name.
        """
        self.chapters = chapters(self.language)
        place = next((n for n, chapter in enumerate(self.chapters) if chapter.name == kwargs["name"]), None)
        if place is None:
            raise Http404
        self.place = place
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return the chapter's title."""
        return self.chapters[self.place].title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        guide = {"url": reverse(INDEX_URL), "label": self.page_title}
        return [*self.breadcrumbs_items, guide, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the template shows."""
        before, after = self.chapters[: self.place], self.chapters[self.place + 1 :]
        return {
            **super().get_context_data(**kwargs),
            "chapters": self.chapters,
            "chapter": self.chapters[self.place],
            "before": before[-1] if before else None,
            "after": after[0] if after else None,
        }
