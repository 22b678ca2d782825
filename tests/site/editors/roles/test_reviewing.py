"""A translation goes from the translator to the reviewer to the publisher, and back where it is to be changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import String, StringSegment, StringTranslation, Translation

from mimi.editors.status.work import worked_on
from tests.courses.desk import told
from tests.factories import SiteTree
from tests.site.editors.roles.people import person, refused, signed_in, translation_of

WORDS = "Om oss"


@pytest.fixture
def translation(small_tree: SiteTree) -> Translation:
    """The page about us, whose Norwegian title somebody has just written."""
    found = translation_of(small_tree.about["en"])
    segment = StringSegment.objects.get(source=found.source, context__path="title")
    write(found, segment, WORDS)
    return found


def write(translation: Translation, segment: Any, words: str) -> None:
    """Write the translation of a sentence."""
    StringTranslation.objects.update_or_create(
        translation_of=String.objects.get(pk=segment.string_id),
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": words},
    )


def page_of(tree: SiteTree) -> Any:
    """Return the Norwegian page as it is now."""
    return Page.objects.get(pk=tree.about["nb"].pk)


def submit(client: Client, translation: Translation) -> Any:
    """Send the translation."""
    return client.post(reverse("editors_translation_submit", args=[translation.pk]))


def decide(client: Client, tree: SiteTree, translation: Translation, **sent: str) -> Any:
    """Decide about the step at which it stands."""
    step = page_of(tree).current_workflow_task_state
    url = reverse("editors_translation_decide", args=[translation.pk])
    return client.post(url, {"step": str(step.pk) if step else "0", **sent})


def test_it_is_published_once_a_reviewer_and_a_publisher_have_approved(
    small_tree: SiteTree, translation: Translation
) -> None:
    before = page_of(small_tree).title
    submit(signed_in(person("translator", "nb")), translation)
    assert page_of(small_tree).title == before
    decide(signed_in(person("reviewer", "nb")), small_tree, translation, approve="1")
    assert page_of(small_tree).title == before
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(signed_in(person("publisher")), small_tree, translation, approve="1")
    assert (page_of(small_tree).title, page_of(small_tree).live) == (WORDS, True)
    # The version holds all that was translated, so the board asks for nothing more than what is still English.
    done = worked_on([small_tree.about["en"].translation_key], ["nb"])
    assert [work.unsaved_at for work in done.values()] == [None]


def test_what_the_reviewer_mends_is_what_is_published(small_tree: SiteTree, translation: Translation) -> None:
    submit(signed_in(person("translator", "nb")), translation)
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    write(translation, segment, "Dette er vi")
    decide(signed_in(person("reviewer", "nb")), small_tree, translation, approve="1")
    write(translation, segment, "Ikke lest av noen")
    decide(signed_in(person("publisher")), small_tree, translation, approve="1")
    assert page_of(small_tree).title == "Dette er vi"


def test_it_is_sent_back_only_with_a_reason_which_the_translator_reads(
    small_tree: SiteTree, translation: Translation
) -> None:
    alice, bob = signed_in(person("translator", "nb")), signed_in(person("reviewer", "nb"))
    submit(alice, translation)
    decide(bob, small_tree, translation, reject="1")
    assert page_of(small_tree).workflow_in_progress
    decide(bob, small_tree, translation, reject="1", comment="Tittelen er for kort.")
    assert page_of(small_tree).current_workflow_state.status == "needs_changes"
    text = told(alice.get(f"/cms/pages/{small_tree.about['nb'].pk}/edit/"))
    assert "Tittelen er for kort." in text
    assert "Send to be reviewed again" in text
    submit(alice, translation)
    assert page_of(small_tree).workflow_in_progress


def test_a_translator_approves_nothing_and_a_reviewer_doesnt_publish(
    small_tree: SiteTree, translation: Translation
) -> None:
    alice, bob = signed_in(person("translator", "nb")), signed_in(person("reviewer", "nb"))
    submit(alice, translation)
    assert refused(decide(alice, small_tree, translation, approve="1"))
    decide(bob, small_tree, translation, approve="1")
    assert refused(decide(bob, small_tree, translation, approve="1"))
    assert page_of(small_tree).workflow_in_progress


def test_who_decides_about_a_step_that_is_over_is_told(small_tree: SiteTree, translation: Translation) -> None:
    submit(signed_in(person("translator", "nb")), translation)
    bob = signed_in(person("reviewer", "nb"))
    url = reverse("editors_translation_decide", args=[translation.pk])
    text = told(bob.post(url, {"step": "0", "approve": "1"}, follow=True))
    assert "Somebody else has decided in the meantime." in text


def test_who_has_sent_it_takes_it_back(small_tree: SiteTree, translation: Translation) -> None:
    alice, dora = (signed_in(person("translator", "nb")) for _n in range(2))
    submit(alice, translation)
    url = reverse("editors_translation_cancel", args=[translation.pk])
    assert refused(dora.post(url))
    alice.post(url)
    assert not page_of(small_tree).workflow_in_progress


def test_what_cant_be_saved_is_said_and_nothing_is_sent(small_tree: SiteTree, translation: Translation) -> None:
    segment = StringSegment.objects.get(source=translation.source, context__path="summary")
    write(translation, segment, "x" * 300)
    text = told(
        signed_in(person("translator", "nb")).post(
            reverse("editors_translation_submit", args=[translation.pk]), follow=True
        )
    )
    assert "It can’t be saved like this:" in text
    assert not page_of(small_tree).workflow_in_progress


def test_what_is_sent_leaves_the_live_page_as_it_is(small_tree: SiteTree, translation: Translation) -> None:
    before = Page.objects.get(pk=small_tree.about["nb"].pk).specific
    submit(signed_in(person("translator", "nb")), translation)
    after = Page.objects.get(pk=small_tree.about["nb"].pk).specific
    assert (after.title, after.body.raw_data[0], after.live) == (before.title, before.body.raw_data[0], True)
    assert after.get_latest_revision_as_object().title == WORDS
