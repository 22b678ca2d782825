"""Lets templates of the admin show what is known of a page's quality."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page

from mimi.editors.quality.checks import Checks

register = template.Library()


@register.inclusion_tag("editors/quality/checks.html")
def quality_checks(page: Any) -> dict[str, Any]:
    """Show the checks of the draft that is being edited; nothing of a page that isn't saved yet, or of no page."""
    return {"checks": Checks(page) if isinstance(page, Page) and page.pk else None}
