"""Making the groups and workflows of the roles: by a migration, as often as it likes.

Nothing here changes a group that is there already, whoever made it. A home page that comes later is opened to the
groups when it is made; see `homes`. `apps` are a migration's models, or those of today.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from mimi.editors.roles.definitions import PUBLISHER, REVIEWER, Role, role_groups, target_languages
from mimi.editors.roles.rights import ENTER, RIGHTS, Permission, permissions_of
from mimi.pages.links import SOURCE_LANGUAGE

UPLOADS = (("wagtailimages", "image"), ("wagtaildocs", "document"))
# What Wagtail gives to its two groups by itself, on the root of all pages.
WAGTAILS_OWN = {
    "Editors": {"add_page", "change_page"},
    "Moderators": {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"},
}
# What a moderator of the library doesn't need of it.
NOT_FOR_MODERATORS = ("wagtailimages", "wagtaildocs", "wagtail_localize")
HOME_DEPTH = 2
# A workflow, the review of a language and the publication, in the words of those who see them most: names are stored.
WORKFLOW_NAMES = {
    "en": ("Pages: {language}", "Language review: {language}", "Publication"),
    "nb": ("Sider: {language}", "Språkgranskning: {language}", "Publisering"),
    "de": ("Seiten: {language}", "Sprachprüfung: {language}", "Veröffentlichung"),
    "el": ("Σελίδες: {language}", "Γλωσσική επιμέλεια: {language}", "Δημοσίευση"),
}


def make_roles(apps: Any, lists: list[tuple[str, str]]) -> None:
    """Make what is missing of groups and workflows. `lists` are the snippets that are translated: app and model."""
    _clear_wagtails_own(apps)
    RoleGroup = apps.get_model("editors", "RoleGroup")
    for role, language in role_groups():
        if not RoleGroup.objects.filter(role=role.key, language=language).exists():
            _make_group(apps, role, language, lists)
    _make_workflows(apps)


def group_name(role: Role, language: str) -> str:
    """Return the name under which the group of a role is made."""
    return role.group.format(language=dict(settings.LANGUAGES).get(language, ""))


def _make_group(apps: Any, role: Role, language: str, lists: list[tuple[str, str]]) -> None:
    group, made = apps.get_model("auth", "Group").objects.get_or_create(name=group_name(role, language))
    found = apps.get_model("editors", "RoleGroup").objects.filter(group=group)
    if found.exists():
        return
    apps.get_model("editors", "RoleGroup").objects.create(group=group, role=role.key, language=language)
    if not made:
        return
    for permission in _permissions(role, lists):
        group.permissions.add(_permission(apps, permission))
    rights = [RIGHTS[right] for right in role.rights]
    _open_uploads(apps, group, {action for right in rights for action in right.uploads})
    for home in _homes(apps):
        if home.locale.language_code in role.languages(language):
            open_pages(apps, group, home, {action for right in rights for action in right.pages})


def _permissions(role: Role, lists: list[tuple[str, str]]) -> list[Permission]:
    """Return what a group needs beside its rights on pages and uploads."""
    found = [ENTER, *(permission for right in role.rights for permission in permissions_of(right))]
    for action in dict.fromkeys(action for right in role.rights for action in RIGHTS[right].lists):
        found += [Permission(app, model, f"{action}_{model}", f"Can {action} {model}") for app, model in lists]
    return found


def _permission(apps: Any, wanted: Permission) -> Any:
    """Return a permission; Django makes it only after all migrations."""
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=wanted.app, model=wanted.model
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=wanted.codename, defaults={"name": wanted.name}
    )
    return permission


def _open_uploads(apps: Any, group: Any, actions: set[str]) -> None:
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    if root is None:
        return
    for app, model in UPLOADS:
        for action in sorted(actions):
            permission = _permission(apps, Permission(app, model, f"{action}_{model}", f"Can {action} {model}"))
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def open_pages(apps: Any, group: Any, home: Any, actions: set[str]) -> None:
    """Let a group do something with a home page and all below it."""
    for action in sorted(actions):
        permission = _permission(apps, Permission("wagtailcore", "page", f"{action}_page", f"Can {action} page"))
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page_id=home.pk, permission=permission
        )


def _homes(apps: Any) -> Any:
    """Return the home pages that there are; Wagtail's welcome page is none."""
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=HOME_DEPTH).select_related("locale")
    return pages.exclude(content_type__app_label="wagtailcore")


# --- Workflows -------------------------------------------------------------------------------------------------------


def _make_workflows(apps: Any) -> None:
    """Make for each language a workflow that ends with a publisher; translations are reviewed first."""
    LanguageWorkflow = apps.get_model("editors", "LanguageWorkflow")
    for language in (SOURCE_LANGUAGE, *target_languages()):
        if LanguageWorkflow.objects.filter(language=language).exists():
            continue
        pages, review, publication = _workflow_names(language)
        tasks = []
        if language != SOURCE_LANGUAGE:
            tasks.append(_task(apps, review, REVIEWER, language))
        tasks.append(_task(apps, publication, PUBLISHER, ""))
        workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=pages)
        for place, task in enumerate(tasks):
            apps.get_model("wagtailcore", "WorkflowTask").objects.create(
                workflow=workflow, task_id=task.pk, sort_order=place
            )
        LanguageWorkflow.objects.create(language=language, workflow=workflow)
        for home in _homes(apps):
            if home.locale.language_code == language:
                lead_through(apps, home, workflow)


def _workflow_names(language: str, words: str = "") -> tuple[str, str, str]:
    """Return the names of a language's workflow, of its review and of its publication, in its own words or others."""
    named = dict(settings.LANGUAGES)[language]
    pages, review, publication = WORKFLOW_NAMES.get(words or language, WORKFLOW_NAMES[SOURCE_LANGUAGE])
    return pages.format(language=named), review.format(language=named), publication


def name_workflows(apps: Any) -> None:
    """Give workflows that were made with English names those of their languages, where nobody has renamed them.

    All had the same task for their publication; each gets one of its own, but where something is under way.
    """
    for row in apps.get_model("editors", "LanguageWorkflow").objects.exclude(language=SOURCE_LANGUAGE):
        if row.language not in dict(settings.LANGUAGES):
            continue
        pages, review, publication = _workflow_names(row.language)
        old_pages, old_review, old_publication = _workflow_names(row.language, SOURCE_LANGUAGE)
        apps.get_model("wagtailcore", "Workflow").objects.filter(pk=row.workflow_id, name=old_pages).update(name=pages)
        steps = apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow_id=row.workflow_id)
        ids = list(steps.values_list("task_id", flat=True))
        apps.get_model("wagtailcore", "Task").objects.filter(pk__in=ids, name=old_review).update(name=review)
        states = apps.get_model("wagtailcore", "WorkflowState").objects
        if not states.filter(workflow_id=row.workflow_id, status__in=("in_progress", "needs_changes")).exists():
            own = _task(apps, publication, PUBLISHER, "")
            steps.filter(task__name=old_publication).update(task_id=own.pk)


def lead_through(apps: Any, home: Any, workflow: Any) -> None:
    """Let the pages of a home go through a workflow, unless somebody has chosen one for them."""
    apps.get_model("wagtailcore", "WorkflowPage").objects.get_or_create(
        page_id=home.pk, defaults={"workflow": workflow}
    )


def _task(apps: Any, name: str, role: str, language: str) -> Any:
    groups = apps.get_model("auth", "Group").objects.filter(role_group__role=role, role_group__language=language)
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
    for task in tasks.filter(name=name, active=True):
        if set(task.groups.values_list("pk", flat=True)) == set(groups.values_list("pk", flat=True)):
            return task
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = tasks.create(name=name, content_type=kind)
    task.groups.set(groups)
    return task


# --- What Wagtail makes by itself -------------------------------------------------------------------------------------


def _clear_wagtails_own(apps: Any) -> None:
    """Take the rights in all languages from Wagtail's two groups, as long as they are as made and nobody is in them.

    "Editors" goes, "Moderators" becomes the role of that name. The workflow that asked them goes where it was never
    used.
    """
    Group = apps.get_model("auth", "Group")
    for name, rights in WAGTAILS_OWN.items():
        group = Group.objects.filter(name=name, user__isnull=True).first()
        if group is None or not _is_as_made(apps, group, rights):
            continue
        apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group).delete()
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group).delete()
        group.permissions.remove(*group.permissions.filter(content_type__app_label__in=NOT_FOR_MODERATORS))
        if name == "Editors":
            group.delete()
    _retire_workflow(apps)


def _is_as_made(apps: Any, group: Any, rights: set[str]) -> bool:
    rows = apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group)
    found = set(rows.values_list("page__depth", "permission__codename"))
    return found == {(1, right) for right in rights}


def _retire_workflow(apps: Any) -> None:
    Workflow = apps.get_model("wagtailcore", "Workflow")
    workflow = Workflow.objects.filter(name="Moderators approval", active=True, workflow_states__isnull=True).first()
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval").first()
    if workflow is None or task is None or task.groups.filter(page_permissions__isnull=False).exists():
        return
    Workflow.objects.filter(pk=workflow.pk).update(active=False)
    apps.get_model("wagtailcore", "WorkflowPage").objects.filter(workflow=workflow).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(pk=task.pk).update(active=False)
