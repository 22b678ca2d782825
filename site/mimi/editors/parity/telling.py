"""Tells an editor what keeps a page back, with a link to each place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages

from mimi.editors.parity.gate import Finding

# More of them make nobody wiser; the page itself names all.
MOST_TOLD = 8


def tell_not_ready(request: HttpRequest, page: Any, reasons: Sequence[Finding]) -> None:
    """Say that a page wasn't published, and why."""
    told = gettext("“%(page)s” (%(language)s) wasn’t published. What is live stays as it is.")
    language = page.locale.get_display_name()
    heading = told % {"page": page.get_admin_display_title(), "language": language}
    rows = format_html_join("", '<li><a href="{}">{}</a></li>', ((one.url, one.message) for one in reasons[:MOST_TOLD]))
    more = len(reasons) - MOST_TOLD
    rest = ngettext("%(count)s more thing is wrong.", "%(count)s more things are wrong.", more) % {"count": more}
    messages.error(request, format_html("{}<ul>{}</ul>{}", heading, rows, rest if more > 0 else ""))
