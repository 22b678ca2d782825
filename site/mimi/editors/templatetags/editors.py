"""What templates of the admin show of the editors' rooms."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks
from wagtail.models import Page

from mimi.editors.roles.translations import is_closed_to, may_publish
from mimi.editors.safety import undo_views

register = template.Library()


@register.simple_tag(takes_context=True)
def translation_panels(context: template.Context) -> SafeString:
    """Return what rooms show above a page's translation editor, by the hook `editors_translation_panels`."""
    page, request = context["instance"], context["request"]
    if not isinstance(page, Page):
        return mark_safe("")
    shown = [make(request, page, context["translation"]) for make in hooks.get_hooks("editors_translation_panels")]
    return mark_safe("".join(shown))  # noqa: S308 - each is a rendered template


@register.simple_tag(takes_context=True)
def props_for_person(context: template.Context) -> str:
    """Return what the translation editor is given, without what its reader may not.

    wagtail-localize offers to publish an entry of a list to everybody, and to make a translation a copy of the English,
    which nobody may.
    """
    props: dict[str, Any] = json.loads(context["props"])
    if not may_publish(context["request"].user, context["instance"]):
        props["perms"].update(canPublish=False)
    if is_closed_to(context["request"].user, context["instance"]):
        props["object"]["isLocked"] = True
    props["links"].update(convertToAliasUrl=None)
    return json.dumps(props)


@register.simple_tag(takes_context=True)
def may_stop_translation(context: template.Context) -> bool:
    """Say whether the reader may stop a translation."""
    return may_publish(context["request"].user, context["instance"])


@register.simple_tag(takes_context=True)
def undo_panel(context: template.Context) -> SafeString:
    """Return what offers to undo the last publish of the page whose history is shown."""
    return mark_safe(undo_views.undo_panel(context["request"], context["object"]))  # noqa: S308 - a rendered template


@register.simple_tag
def days_kept() -> int:
    """Return for how many days deleted pages are kept."""
    days: int = settings.KEEP_DELETED_DAYS
    return days
