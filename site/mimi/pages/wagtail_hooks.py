"""What this app adds to Wagtail: links in rich text that are resolved together, and remembered as dependencies."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler

from mimi.pages.links import links_to


class TogetherPageLinkHandler(PageLinkHandler):
    """Leads to the page in the reader's language; the words stand without a link where it isn't live."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tags of many links."""
        ids = [int(attrs["id"]) if str(attrs.get("id")).isdecimal() else 0 for attrs in attrs_list]
        links = links_to(ids)
        return [f'<a href="{escape(links[pk].url)}">' if pk in links else "<a>" for pk in ids]


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: FeatureRegistry) -> None:
    """Resolve links to pages our way."""
    features.register_link_type(TogetherPageLinkHandler)
