"""What templates of others ask of the helps while translating."""

from __future__ import annotations

from django import template
from wagtail_localize.models import Translation

from mimi.editors.aids.editor_bar import Bar, bar

register = template.Library()


@register.simple_tag
def editor_bar(translation: Translation) -> Bar:
    """Return the ways from a translation to its helps."""
    return bar(translation)
