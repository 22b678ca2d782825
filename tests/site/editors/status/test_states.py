"""The state of a translation follows from what was published, translated and saved."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail_localize.models import StringTranslation, Translation

from courses.models import GlossaryTerm
from mimi.editors.status.kinds import SnippetKind, kinds
from mimi.editors.status.sources import refresh
from mimi.editors.status.states import State, statuses, statuses_of
from tests.factories import SiteTree, TextPageFactory, UserFactory, editor
from tests.factories.speech import block, locale, named_id
from tests.site.editors.translating import change, finished, managed, of, reviewers, save, state, translate


@pytest.fixture
def about(small_tree: SiteTree) -> Any:
    """An English page with a finished Norwegian translation."""
    return finished(small_tree.about["en"])


def prose(*texts: str) -> str:
    """Return a body of paragraphs."""
    values = [("prose", f"text-{text}", {"heading": "", "body": f"<p>{text}</p>"}) for text in texts]
    return json.dumps([block(*value) for value in values])


def test_a_finished_translation_is_up_to_date(about: Any) -> None:
    found = state(about)
    assert (found.state, found.behind, found.since) == (State.CURRENT, 0, None)
    assert found.page_id == of(about).pk
    assert found.edit_url == f"/cms/pages/{of(about).pk}/edit/"
    assert not found.asks_for_work


def test_a_sentence_that_is_published_leaves_its_translation_behind_by_one(about: Any) -> None:
    before = timezone.now()
    change(about, summary="Another sentence.")
    found = state(about)
    assert (found.state, found.behind) == (State.BEHIND, 1)
    assert found.since is not None
    assert before <= found.since <= timezone.now()
    assert found.asks_for_work


def test_a_draft_changes_nothing(about: Any) -> None:
    change(about, summary="Not yet.", publish=False)
    assert state(about).state == State.CURRENT


def test_a_publish_that_has_only_a_date_changes_nothing(about: Any) -> None:
    change(about, summary="Next week.", go_live_at=timezone.now() + timedelta(days=7))
    assert state(about).state == State.CURRENT


def test_a_draft_that_is_held_for_release_is_offered_to_translators(about: Any) -> None:
    page = change(about, summary="Held back.", publish=False)
    assert refresh(page.get_latest_revision_as_object())
    assert (state(about).state, state(about).behind) == (State.BEHIND, 1)
    page.get_latest_revision().publish()
    assert (state(about).state, state(about).behind) == (State.BEHIND, 1)


def test_nothing_that_translators_wrote_is_touched(about: Any) -> None:
    before = list(StringTranslation.objects.order_by("pk").values())
    page, revision = of(about), of(about).latest_revision_id
    change(about, title="New", summary="Another sentence.", body=prose("One", "Two"))
    known = StringTranslation.objects.filter(pk__in=[row["id"] for row in before])
    assert list(known.order_by("pk").values()) == before
    assert of(about).latest_revision_id == revision
    assert (of(about).title, of(about).summary, of(about).body) == (page.title, page.summary, page.body)


def test_english_that_comes_back_finds_its_translation(about: Any) -> None:
    summary = about.summary
    change(about, summary="Another sentence.")
    change(about, summary=summary)
    assert state(about).behind == 0


def test_a_translation_goes_from_behind_through_progress_to_up_to_date(about: Any) -> None:
    change(about, summary="Another sentence.", body=prose("One", "Two"))
    assert (state(about).state, state(about).behind) == (State.BEHIND, 3)
    translate(about, count=1)
    assert (state(about).state, state(about).behind) == (State.IN_PROGRESS, 2)
    translate(about)
    assert (state(about).state, state(about).behind) == (State.IN_PROGRESS, 0)
    save(about, publish=False)
    assert (state(about).state, state(about).behind) == (State.IN_PROGRESS, 0)
    of(about).get_latest_revision().publish()
    assert (state(about).state, state(about).behind) == (State.CURRENT, 0)


def test_a_draft_from_before_the_change_is_no_beginning(about: Any) -> None:
    save(about, publish=False)
    assert state(about).state == State.IN_PROGRESS
    change(about, summary="Another sentence.")
    assert state(about).state == State.BEHIND


def test_a_translation_with_a_mistake_counts_as_not_translated(about: Any) -> None:
    StringTranslation.objects.filter(context__path="summary").update(has_error=True)
    assert (state(about).state, state(about).behind) == (State.BEHIND, 1)


def test_what_is_reviewed_is_in_review_until_it_is_sent_back(about: Any) -> None:
    change(about, summary="Another sentence.")
    translate(about)
    save(about, publish=False)
    moderator = editor()
    reviewing = reviewers().start(of(about), UserFactory())
    assert state(about).state == State.IN_REVIEW
    assert state(about).since == reviewing.created_at
    reviewing.current_task_state.specific.reject(user=moderator)
    assert state(about).state == State.IN_PROGRESS


def test_what_has_no_words_leaves_a_translation_behind_too(about: Any) -> None:
    """A paragraph that went, or another picture: nothing is to be translated, and yet the page is out of date."""
    finished(change(about, body=prose("One", "Two")))
    assert state(about).state == State.CURRENT
    change(about, body=prose("One"))
    assert (state(about).state, state(about).behind) == (State.BEHIND, 0)
    save(about)
    assert state(about).state == State.CURRENT


def test_a_publish_without_a_change_leaves_nothing_behind(about: Any) -> None:
    change(about)
    assert state(about).state == State.CURRENT


def test_what_was_behind_first_tells_since_when(about: Any) -> None:
    change(about, body=prose("One", "Two"))
    since = state(about).since
    change(about, summary="Another sentence.", body=prose("Zero", "One", "Two"))
    assert state(about).behind == 4
    assert state(about).since == since


def test_what_was_never_translated_is_missing(small_tree: SiteTree) -> None:
    page = TextPageFactory(parent=small_tree.home["en"], title="New", slug="new")
    found = state(page)
    assert (found.state, found.page_id) == (State.MISSING, None)
    assert found.edit_url == f"/cms/localize/submit/page/{page.pk}/"


def test_an_alias_is_missing_for_it_shows_the_english(small_tree: SiteTree) -> None:
    page = TextPageFactory(parent=small_tree.home["en"], title="New", slug="new")
    page.copy_for_translation(locale("nb"), alias=True)
    assert state(page).state == State.MISSING


def test_a_translation_that_nobody_has_begun_is_missing_even_if_wagtail_has_made_its_page(
    small_tree: SiteTree,
) -> None:
    page = TextPageFactory(parent=small_tree.home["en"], title="New", slug="new")
    managed(page)
    Translation.objects.get(source__object_id=page.translation_key).save_target(publish=False)
    assert state(page).state == State.MISSING
    assert state(page).edit_url == f"/cms/pages/{of(page).pk}/edit/"
    translate(page, count=1)
    assert state(page).state == State.IN_PROGRESS


def test_a_page_translated_by_hand_is_judged_by_when_it_was_published(small_tree: SiteTree) -> None:
    page = small_tree.about["en"]
    change(page)
    assert (state(page).state, state(page).behind) == (State.CURRENT, 0)
    change(of(page))
    assert state(page).state == State.CURRENT
    change(page, summary="Another sentence.")
    assert (state(page).state, state(page).behind) == (State.BEHIND, 0)
    change(of(page), summary="En annen setning.")
    assert state(page).state == State.CURRENT


def test_who_worked_on_it_last_is_known(about: Any) -> None:
    first, second = UserFactory(), UserFactory()
    assert state(about).person_id is None
    change(about, summary="Another sentence.", by=UserFactory())
    translate(about, by=first)
    assert state(about).person_id == first.pk
    save(about, by=second)
    assert state(about).person_id == second.pk


def test_snippets_are_kinds_of_their_own(small_tree: SiteTree) -> None:
    key = named_id("term", "trust")
    english, norsk = (
        GlossaryTerm.objects.create(
            translation_key=key, locale=locale(code), code="trust", term=term, definition="Relying on somebody."
        )
        for code, term in (("en", "Trust"), ("nb", "Tillit"))
    )
    kind = next(kind for kind in kinds() if isinstance(kind, SnippetKind) and kind.model is GlossaryTerm)

    def found() -> Any:
        return next(iter(statuses_of({kind: kind.sources()}, ["nb"]).values()))

    managed_by = managed_snippet(english)
    assert found().edit_url == f"/cms/snippets/courses/glossaryterm/edit/{norsk.pk}/"
    translate(english)
    managed_by.save_target()
    assert found().state == State.CURRENT
    english.definition = "Counting on somebody."
    english.save()
    assert (found().state, found().behind) == (State.BEHIND, 1)
    norsk.delete()
    assert found().state == State.MISSING
    assert found().edit_url == f"/cms/localize/submit/snippet/courses/glossaryterm/{english.pk}/"


def managed_snippet(english: Any) -> Translation:
    from wagtail_localize.models import TranslationSource

    source, _made = TranslationSource.update_or_create_from_instance(english)
    return Translation.objects.create(source=source, target_locale=locale("nb"))


def test_many_pages_take_as_many_queries_as_one(small_tree: SiteTree) -> None:
    pages = [TextPageFactory(parent=small_tree.home["en"], title=f"Page {n}", slug=f"page-{n}") for n in range(12)]
    for page in pages:
        managed(page)
        translate(page, by=UserFactory())
    state(pages[0])
    counts = []
    for some in (pages[:1], pages):
        with CaptureQueriesContext(connection) as queries:
            assert len(statuses(some, ["nb", "de"])) == 2 * len(some)
        counts.append(len(queries))
    assert counts == [5, 5]
