"""A publish is undone: what was live before is live again, and learners are told of nothing that is gone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import Translation, TranslationSource

from courses.models import ChangeInLanguage, MajorChange
from mimi.editors.safety.undo import last_publish
from tests.courses.desk import Desk, told
from tests.courses.visitor import Visitor
from tests.factories import SiteTree, TextPageFactory
from tests.site.editors.roles.people import person, refused, signed_in, translation_of


@pytest.fixture
def desk(db: None) -> Desk:
    """A publisher."""
    return Desk(signed_in(person("publisher")))


def undo(desk: Desk, page: Any, number: int | None = None) -> Any:
    """Undo a publish: the last, if no other is named."""
    now = fresh(page)
    url = reverse("editors_undo_publish", args=[page.pk, number or now.live_revision_id or 0])
    with TestCase.captureOnCommitCallbacks(execute=True):
        return desk.client.post(url, follow=True)


def fresh(page: Any) -> Any:
    """Return a page as it is now."""
    return Page.objects.get(pk=page.pk).specific


def test_what_was_live_before_is_live_again(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.publish(lesson, title="Second")
    assert "is as it was before the publish" in told(undo(desk, lesson))
    assert (fresh(lesson).title, fresh(lesson).live) == ("First", True)
    assert fresh(lesson).body.raw_data[0]["id"] == lesson.body.raw_data[0]["id"]
    undo(desk, lesson)
    assert fresh(lesson).title == "Second"


def test_a_first_publish_is_undone_by_taking_the_page_offline(small_tree: SiteTree, desk: Desk) -> None:
    page = TextPageFactory(parent=fresh(small_tree.home["en"]), live=False, title="New")
    page.save_revision().publish()
    undo(desk, page)
    assert not fresh(page).live
    assert last_publish(fresh(page)) is None


def test_a_publish_after_the_page_was_offline_is_undone_by_taking_it_offline(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    fresh(lesson).unpublish()
    desk.publish(lesson, title="Second")
    undo(desk, lesson)
    assert not fresh(lesson).live


def test_a_draft_that_somebody_has_begun_stays_the_draft(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.publish(lesson, title="Second")
    desk.send(lesson, "", title="Begun")
    undo(desk, lesson)
    page = fresh(lesson)
    assert (page.title, page.get_latest_revision_as_object().title, page.has_unpublished_changes) == (
        "First",
        "Begun",
        True,
    )


def test_a_page_that_was_published_since_is_left_alone_and_it_is_said_by_whom(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.publish(lesson, title="Second")
    number = fresh(lesson).live_revision_id
    other = person("publisher", first_name="Charlie", last_name="Tan")
    Desk(signed_in(other)).publish(lesson, title="Third")
    text = told(undo(desk, lesson, number))
    assert "was published again by Charlie Tan on" in text
    assert fresh(lesson).title == "Third"


@pytest.mark.parametrize(("role", "language"), [("author", ""), ("translator", "nb"), ("moderator", "")])
def test_only_publishers_undo(small_tree: SiteTree, desk: Desk, role: str, language: str) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.publish(lesson, title="Second")
    url = reverse("editors_undo_publish", args=[lesson.pk, fresh(lesson).live_revision_id])
    assert refused(signed_in(person(role, language)).post(url))
    assert signed_in(person("publisher")).get(url).status_code == 405
    assert fresh(lesson).title == "Second"


def test_it_is_offered_after_the_publish_at_the_form_and_in_the_history(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.client.get("/cms/")
    response = desk.send(lesson, title="Second")
    url = reverse("editors_undo_publish", args=[lesson.pk, fresh(lesson).live_revision_id])
    message = told(desk.client.get(response.url))
    assert "Published by mistake?" in message
    for page in (message, desk.open(lesson)):
        assert f'data-w-action-url-value="{url}"' in page
    assert f'action="{url}"' in told(desk.client.get(f"/cms/pages/{lesson.pk}/history/"))


def test_it_is_not_offered_where_nothing_can_be_undone(small_tree: SiteTree, desk: Desk) -> None:
    assert "undo-publish" not in desk.open(small_tree.lessons["en"][0])


def test_a_major_change_that_was_undone_is_told_nobody(small_tree: SiteTree, desk: Desk) -> None:
    lesson, reader = small_tree.lessons["en"][0], Visitor()
    desk.publish(lesson, title="First")
    reader.mark_read(lesson)
    desk.publish(lesson, title="Second", weight="major", note="A new title.")
    assert MajorChange.objects.count() == 1
    assert reader.personal(small_tree.course["en"])["changed"] != {}
    undo(desk, lesson)
    assert MajorChange.objects.count() == 0
    assert reader.personal(small_tree.course["en"])["changed"] == {}
    assert str(lesson.translation_key) in str(reader.personal(small_tree.course["en"]))


def test_a_change_that_norwegian_has_taken_up_is_still_told_there(small_tree: SiteTree, desk: Desk) -> None:
    english, norwegian = (small_tree.lessons[language][0] for language in ("en", "nb"))
    desk.publish(english, title="First")
    desk.publish(norwegian, title="Første")
    Visitor().mark_read(english)
    desk.publish(english, title="Second", weight="major", note="A new title.")
    desk.publish(norwegian, title="Andre")
    undo(desk, english)
    assert [row.language for row in ChangeInLanguage.objects.all()] == ["nb"]
    undo(desk, norwegian)
    assert not ChangeInLanguage.objects.exists()
    assert MajorChange.objects.count() == 1


def test_undoing_a_translation_loses_no_word_of_the_translator(small_tree: SiteTree, desk: Desk) -> None:
    translation: Translation = translation_of(small_tree.about["en"])
    page = small_tree.about["nb"]
    for _n in range(2):
        with TestCase.captureOnCommitCallbacks(execute=True):
            desk.client.post(f"/cms/pages/{page.pk}/edit/", {"action": "publish"})
    assert "Undo the publish" in desk.open(page)
    undo(desk, page)
    assert fresh(page).live
    assert Translation.objects.get(pk=translation.pk).enabled
    assert TranslationSource.objects.get(object_id=page.translation_key).translations.count() == 1


def test_the_log_tells_of_it(small_tree: SiteTree, desk: Desk) -> None:
    lesson = small_tree.lessons["en"][0]
    desk.publish(lesson, title="First")
    desk.publish(lesson, title="Second")
    undo(desk, lesson)
    entry = PageLogEntry.objects.filter(page=lesson.pk, action="editors.undo_publish").get()
    assert (str(entry.message), entry.user) == ("Publish undone", desk.client.get("/cms/").wsgi_request.user)
