"""A new language's home page is opened to the groups that work in that language, with all that will stand below it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models.signals import post_save
from wagtail.models import Page

from mimi.editors.roles.definitions import ROLES
from mimi.editors.roles.making import HOME_DEPTH, lead_through, open_pages
from mimi.editors.roles.models import LanguageWorkflow, RoleGroup
from mimi.editors.roles.rights import RIGHTS


def on_page_saved(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A page was made; where it is a home page, let people work in it."""
    if created and not raw and issubclass(sender, Page) and sender is not Page and instance.depth == HOME_DEPTH:
        open_home(instance)


def open_home(home: Any) -> None:
    """Let the groups of a home page's language do what their roles say, and its pages go through its workflow."""
    language = home.locale.language_code
    for row in RoleGroup.objects.select_related("group"):
        if language in row.languages:
            rights = ROLES[row.role].rights
            open_pages(apps, row.group, home, {action for right in rights for action in RIGHTS[right].pages})
    workflow = LanguageWorkflow.objects.filter(language=language).select_related("workflow").first()
    if workflow is not None:
        lead_through(apps, home, workflow.workflow)


def connect() -> None:
    """Connect the above."""
    post_save.connect(on_page_saved)
