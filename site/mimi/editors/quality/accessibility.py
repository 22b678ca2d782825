"""Wagtail's accessibility checker (axe), beside a page in the editor and in the bar of its preview.

Wagtail asks only for what editors can mend; what else an editor of this site can get wrong is added here. Our own pages
pass all rules for WCAG 2.2 AA in the tests, so anything that axe finds comes from what was written.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem


class ContentChecker(ContentCheckerItem):
    """The checker with the rules of this site. Rules: axe-core, doc/rule-descriptions.md."""

    axe_run_only: ClassVar[list[str]] = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "label",
        "list",
        "listitem",
        "table-duplicate-name",
        "valid-lang",
        "video-caption",
    ]
    axe_messages: ClassVar[dict[str, Any]] = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Describe the picture, or mark it as decorative"),
        },
        "list": {"error_name": _("A list is broken"), "help_text": _("Make it anew with the editor’s list button")},
        "listitem": {
            "error_name": _("A list item stands outside of a list"),
            "help_text": _("Make it anew with the editor’s list button"),
        },
        "video-caption": {"error_name": _("A video has no captions"), "help_text": _("Choose a file with captions")},
    }


def take_our_checker(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Put our checker in the place of Wagtail's."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = ContentChecker(in_editor=item.in_editor)
