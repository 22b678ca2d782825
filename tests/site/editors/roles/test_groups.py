"""The groups and workflows of the roles, as a migration makes them, and who is in which."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group, Permission
from wagtail.models import GroupPagePermission, Page, Task, Workflow

from mimi.editors.roles.definitions import (
    ADMINISTRATOR,
    AUTHOR,
    REVIEWER,
    TRANSLATOR,
    has_role,
    languages_of,
    role_groups,
    roles_of,
)
from mimi.editors.roles.making import make_roles, name_workflows
from mimi.editors.roles.models import LanguageWorkflow, RoleGroup
from mimi.people.models import User
from tests.factories import SiteTree, UserFactory
from tests.site.editors.roles.people import group, person

LISTS = [("courses", "glossaryterm")]


def rights_on(page: Any, role: str, language: str = "") -> set[str]:
    """Return what a role's group may do with a page and all below it."""
    rows = GroupPagePermission.objects.filter(group=group(role, language), page=page)
    return set(rows.values_list("permission__codename", flat=True))


def test_there_is_a_group_for_each_role_and_language(db: None) -> None:
    found = set(RoleGroup.objects.values_list("role", "language"))
    assert found == {(role.key, language) for role, language in role_groups()}
    assert Group.objects.get(role_group__role="moderator").name == "Moderators"
    assert not Group.objects.filter(name="Editors").exists()


def test_a_home_page_is_opened_to_the_groups_of_its_language(small_tree: SiteTree) -> None:
    english, norwegian = small_tree.home["en"], small_tree.home["nb"]
    assert rights_on(english, "author") == {"add_page", "change_page"}
    assert rights_on(norwegian, "author") == set()
    assert rights_on(norwegian, "translator", "nb") == {"change_page"}
    assert rights_on(english, "translator", "nb") == set()
    assert {"publish_page", "bulk_delete_page"} <= rights_on(norwegian, "publisher") == rights_on(english, "publisher")
    assert rights_on(english, "moderator") == set()


def test_translations_are_reviewed_before_they_reach_a_publisher(small_tree: SiteTree) -> None:
    english, norwegian = (Page.objects.get(pk=small_tree.about[language].pk) for language in ("en", "nb"))
    steps = {page.locale.language_code: _steps(page.get_workflow()) for page in (english, norwegian)}
    assert steps == {"en": [["Publishers"]], "nb": [["Reviewers: Norsk"], ["Publishers"]]}


def _steps(workflow: Workflow) -> list[list[str]]:
    return [[one.name for one in task.specific.groups.all()] for task in workflow.tasks]


def test_making_them_again_changes_nothing_that_an_administrator_has_changed(small_tree: SiteTree) -> None:
    authors = group("author")
    authors.name = "Schreibende"
    authors.save()
    authors.permissions.clear()
    GroupPagePermission.objects.filter(group=authors).delete()
    workflows = Workflow.objects.count()
    make_roles(apps, LISTS)
    assert group("author").name == "Schreibende"
    assert not authors.permissions.exists()
    assert rights_on(small_tree.home["en"], "author") == set()
    assert (RoleGroup.objects.count(), Workflow.objects.count()) == (len(role_groups()), workflows)


def test_a_group_of_that_name_that_was_there_keeps_its_rights(small_tree: SiteTree) -> None:
    group("publisher").delete()
    own = Group.objects.create(name="Publishers")
    own.permissions.set(Permission.objects.filter(codename="add_image"))
    make_roles(apps, LISTS)
    assert group("publisher") == own
    assert set(own.permissions.values_list("codename", flat=True)) == {"add_image"}


def test_a_group_that_is_missing_is_made_for_the_pages_that_are_there(small_tree: SiteTree) -> None:
    group("reviewer", "nb").delete()
    make_roles(apps, LISTS)
    assert rights_on(small_tree.home["nb"], "reviewer", "nb") == {"change_page"}


def test_wagtails_own_groups_stay_where_somebody_is_in_them(small_tree: SiteTree) -> None:
    editors = Group.objects.create(name="Editors")
    root = Page.objects.get(depth=1)
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=editors, page=root, permission=Permission.objects.get(codename=codename)
        )
    editor = UserFactory()
    editor.groups.add(editors)
    make_roles(apps, LISTS)
    assert GroupPagePermission.objects.filter(group=editors).count() == 2
    editors.user_set.clear()
    make_roles(apps, LISTS)
    assert not Group.objects.filter(name="Editors").exists()


def test_roles_are_read_once(db: None, django_assert_num_queries: Any) -> None:
    alice = person("translator", "nb")
    alice.groups.add(group("reviewer", "de"), group("translator", "el"))
    alice = User.objects.get(pk=alice.pk)
    with django_assert_num_queries(1):
        assert roles_of(alice) == {("translator", "nb"), ("translator", "el"), ("reviewer", "de")}
        assert languages_of(alice, TRANSLATOR) == ("nb", "el")
        assert languages_of(alice, REVIEWER) == ("de",)
        assert has_role(alice, TRANSLATOR, "nb")
        assert not has_role(alice, TRANSLATOR, "de")
        assert not has_role(alice, AUTHOR)


def test_a_superuser_is_an_administrator_but_translates_nothing_by_that(db: None) -> None:
    root = person("administrator")
    assert roles_of(root) == {(ADMINISTRATOR, None)}
    assert has_role(root, TRANSLATOR, "de")
    assert languages_of(root, TRANSLATOR) == ()


def test_nobody_without_an_account_has_a_role(db: None) -> None:
    assert roles_of(AnonymousUser()) == frozenset()
    charlie = person("author")
    charlie.is_active = False
    assert roles_of(charlie) == frozenset()


def test_each_language_has_its_workflow(db: None) -> None:
    assert set(LanguageWorkflow.objects.values_list("language", flat=True)) == {"nb", "en", "de", "el"}


def test_its_steps_are_named_in_its_language(db: None) -> None:
    assert {row.language: _names(row.workflow) for row in LanguageWorkflow.objects.all()} == {
        "en": ["Pages: English", "Publication"],
        "nb": ["Sider: Norsk", "Språkgranskning: Norsk", "Publisering"],
        "de": ["Seiten: Deutsch", "Sprachprüfung: Deutsch", "Veröffentlichung"],
        "el": ["Σελίδες: Ελληνικά", "Γλωσσική επιμέλεια: Ελληνικά", "Δημοσίευση"],
    }


def test_english_names_of_before_give_way_but_not_those_that_somebody_chose(small_tree: SiteTree) -> None:
    english = LanguageWorkflow.objects.get(language="en").workflow.tasks[0]
    norwegian, german, greek = (LanguageWorkflow.objects.get(language=code).workflow for code in ("nb", "de", "el"))
    for workflow, language in ((norwegian, "Norsk"), (german, "Deutsch"), (greek, "Ελληνικά")):
        type(workflow).objects.filter(pk=workflow.pk).update(name=f"Pages: {language}")
        Task.objects.filter(pk=workflow.tasks[0].pk).update(name=f"Language review: {language}")
        workflow.workflow_tasks.filter(sort_order=1).update(task=english)
    type(german).objects.filter(pk=german.pk).update(name="Unser Weg")
    # Something is under way in Greek, so its steps stay the same.
    page = Page.objects.get(pk=small_tree.about["en"].pk).specific
    page.save_revision()
    greek.start(page, user=UserFactory())
    for _time in range(2):
        name_workflows(apps)
    assert _names(Workflow.objects.get(pk=norwegian.pk)) == ["Sider: Norsk", "Språkgranskning: Norsk", "Publisering"]
    assert _names(Workflow.objects.get(pk=german.pk)) == ["Unser Weg", "Sprachprüfung: Deutsch", "Veröffentlichung"]
    assert _names(Workflow.objects.get(pk=greek.pk)) == [
        "Σελίδες: Ελληνικά",
        "Γλωσσική επιμέλεια: Ελληνικά",
        "Publication",
    ]
    assert _steps(Workflow.objects.get(pk=norwegian.pk)) == [["Reviewers: Norsk"], ["Publishers"]]


def _names(workflow: Workflow) -> list[str]:
    return [workflow.name, *(task.name for task in workflow.tasks)]
