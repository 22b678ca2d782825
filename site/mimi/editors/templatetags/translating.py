"""What stands around the editor of a translation."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page
from wagtail_localize.models import Translation

from mimi.editors.changes.beside import changes_context
from mimi.editors.parity.views import readiness_context

register = template.Library()


@register.inclusion_tag("editors/changes/changes.html")
def english_changes(translation: Translation) -> dict[str, Any]:
    """Show what has changed in English since it was translated."""
    return changes_context(translation)


@register.inclusion_tag("editors/parity/readiness.html")
def readiness(translation: Translation) -> dict[str, Any]:
    """Show whether a translated page can be published."""
    if not isinstance(translation.get_target_instance(), Page):
        return {}
    return {"translation": translation, **readiness_context(translation)}
