"""What search reads of the site's own pages, and of pages that no room reads in a way of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mimi.search.analysis import plain
from mimi.search.contributions import Content, Source, register_kind, register_pages
from mimi.search.texts import running_text

PAGES = "pages"
register_kind(PAGES, pgettext_lazy("a group of search results", "Other pages"), order=90)


def read_page(page: Any) -> Content:
    """Read title, summary and running text."""
    return running_text(page, Content(plain(page.title), plain(getattr(page, "summary", ""))))


ANY_PAGE = Source("", PAGES, _("Page"), read_page)


@register_pages("pages.homepage", PAGES, _("Home page"), prior=60)
def read_home(page: Any) -> Content:
    """Read what the home page says in its own words; what it shows of others is found there."""
    content = read_page(page)
    content.texts += [plain(text) for text in (page.lead, page.course_text, page.library_text, page.funding)]
    return content
