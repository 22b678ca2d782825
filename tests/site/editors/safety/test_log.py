"""The admin's log says who published what and when: translations and many pages at once, too."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Page, PageLogEntry

from tests.courses.desk import told
from tests.factories import SiteTree
from tests.site.editors.roles.people import person, signed_in, translation_of

REPORT = "/cms/reports/site-history/"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of the transaction is done within it: a test never ends it."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, *args, **kwargs: function())


def published(page: Any) -> list[Any]:
    """Return who published a page, as the log has it."""
    return [entry.user for entry in PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")]


def test_publishes_of_translations_and_of_many_pages_are_in_it(small_tree: SiteTree) -> None:
    alice, bob = person("publisher"), person("publisher")
    about, lessons = small_tree.about, small_tree.lessons["en"][:2]
    translation_of(about["en"])
    signed_in(alice).post(f"/cms/pages/{about['nb'].pk}/edit/", {"action": "publish"})
    for lesson in lessons:
        lesson.save_revision()
    query = "&".join(f"id={lesson.pk}" for lesson in lessons)
    signed_in(bob).post(f"/cms/bulk/wagtailcore/page/publish/?{query}&next=/cms/", {"include_descendants": ""})
    assert published(about["nb"]) == [alice]
    assert [published(lesson) for lesson in lessons] == [[bob], [bob]]
    root = signed_in(person("administrator"))
    by_alice, by_bob = (told(root.get(f"{REPORT}?action=wagtail.publish&user={user.pk}")) for user in (alice, bob))
    assert f"/cms/pages/{about['nb'].pk}/edit/" in by_alice
    assert f"/cms/pages/{lessons[0].pk}/edit/" not in by_alice
    assert f"/cms/pages/{lessons[0].pk}/edit/" in by_bob


def test_a_publish_by_the_workflow_is_that_of_who_approved_it(small_tree: SiteTree) -> None:
    translation = translation_of(small_tree.about["en"])
    small_tree.about["nb"].save_revision()
    page = Page.objects.get(pk=small_tree.about["nb"].pk).specific
    page.get_workflow().start(page, person("translator", "nb"))
    publisher = person("publisher")
    for user in (person("reviewer", "nb"), publisher):
        step = Page.objects.get(pk=page.pk).current_workflow_task_state
        url = f"/cms/editors/translations/{translation.pk}/decide/"
        signed_in(user).post(url, {"step": str(step.pk), "approve": "1"})
    assert published(page) == [publisher]


def test_it_is_filtered_by_kind(small_tree: SiteTree) -> None:
    signed_in(person("publisher")).post(f"/cms/pages/{small_tree.about['nb'].pk}/delete/")
    root = signed_in(person("administrator"))
    assert small_tree.about["nb"].title in told(root.get(f"{REPORT}?action=editors.delete"))
