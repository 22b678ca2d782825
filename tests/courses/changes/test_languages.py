"""A change is made in English; in another language it takes effect with that language's own publish."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from courses.models import ChangeInLanguage, LessonPage, MajorChange
from mimi.pages.cache.stamps import view
from tests.courses.changes.conftest import part
from tests.courses.changes.test_being_told import NOTE, change, flagged, parts_told, say_anew
from tests.courses.desk import Desk
from tests.courses.visitor import Visitor
from tests.factories import SiteTree
from tests.site.editors.parity.desk import translate

NORSK = "Midten er ny."
WAITING = "The English page has a major change. Publishing this page tells its readers."


def test_it_is_told_in_norwegian_once_the_norwegian_is_published(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    english, norwegian = (tree.lessons[language][0] for language in ("en", "nb"))
    visitor.mark_read(norwegian)
    change(desk, english, "middle")
    assert parts_told(visitor, tree, "en") == [part("middle")]
    assert flagged(visitor, tree, "nb") == {}
    assert WAITING in desk.open(norwegian)
    desk.publish(norwegian, note=NORSK, changes=say_anew("middle"))
    assert parts_told(visitor, tree, "nb") == [part("middle")]
    assert [row["note"] for row in flagged(visitor, tree, "nb").values()] == [NORSK]
    assert [row["note"] for row in flagged(visitor, tree, "en").values()] == [NOTE]
    assert WAITING not in desk.open(norwegian)


def test_a_later_publish_of_the_norwegian_tells_nothing_again(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    norwegian = tree.lessons["nb"][0]
    visitor.mark_read(norwegian)
    change(desk, tree.lessons["en"][0], "middle")
    desk.publish(norwegian)
    visitor.mark_read(norwegian)
    desk.publish(norwegian, changes=say_anew("end"))
    assert flagged(visitor, tree, "nb") == {}
    assert ChangeInLanguage.objects.filter(language="nb").count() == 1


def test_who_has_read_the_new_english_is_not_told_in_norwegian(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    english, norwegian = (tree.lessons[language][0] for language in ("en", "nb"))
    Visitor().mark_read(english)
    change(desk, english, "middle")
    visitor.mark_read(english)
    desk.publish(norwegian)
    assert flagged(visitor, tree, "nb") == {}


def test_who_read_the_old_norwegian_after_the_english_change_is_told_when_it_comes(
    tree: SiteTree, desk: Desk, visitor: Visitor
) -> None:
    english, norwegian = (tree.lessons[language][0] for language in ("en", "nb"))
    Visitor().mark_read(english)
    change(desk, english, "middle")
    visitor.mark_read(norwegian)
    assert parts_told(visitor, tree, "en") == [part("middle")]
    desk.publish(norwegian)
    assert parts_told(visitor, tree, "nb") == [part("middle")]


def test_a_look_at_the_old_norwegian_takes_nothing_from_one_at_the_new_english(
    tree: SiteTree, desk: Desk, visitor: Visitor
) -> None:
    english, norwegian = (tree.lessons[language][0] for language in ("en", "nb"))
    visitor.mark_read(norwegian)
    change(desk, english, "middle")
    visitor.mark_read(english)
    visitor.mark_read(norwegian)
    desk.publish(norwegian)
    assert (flagged(visitor, tree, "en"), flagged(visitor, tree, "nb")) == ({}, {})


def test_a_quiz_taken_anew_in_english_is_not_told_in_norwegian(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    english, norwegian = (tree.quiz[language] for language in ("en", "nb"))
    visitor.pass_quiz(norwegian)
    desk.publish(english, weight="major", note=NOTE, pass_mark="60")
    assert flagged(visitor, tree, "nb") == {}
    visitor.pass_quiz(english, attempt=2)
    desk.publish(norwegian, pass_mark="60")
    assert flagged(visitor, tree, "nb") == {}


def test_two_changes_that_come_together_tell_of_the_parts_of_both(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    english, norwegian = (tree.lessons[language][0] for language in ("en", "nb"))
    visitor.mark_read(norwegian)
    change(desk, english, "begin", note="A new beginning.")
    change(desk, english, "end", note="A new end.")
    desk.publish(norwegian, note="Ny slutt.")
    (row,) = flagged(visitor, tree, "nb").values()
    assert (row["blocks"], row["note"]) == ([part("begin"), part("end")], "Ny slutt.")


@pytest.fixture
def managed(tree: SiteTree) -> Translation:
    """The first Norwegian lesson, translated in wagtail-localize."""
    source, _made = TranslationSource.update_or_create_from_instance(tree.lessons["en"][0])
    return Translation.objects.create(source=source, target_locale=tree.lessons["nb"][0].locale)


def publish_translation(translation: Translation) -> None:
    """Translate what isn't yet, and publish as the button in the translation's editor does."""
    translation = Translation.objects.get(pk=translation.pk)
    translate(translation)
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    view.refresh(now=True)


def test_a_managed_translation_tells_once_it_is_translated_and_published(
    tree: SiteTree, desk: Desk, visitor: Visitor, managed: Translation
) -> None:
    norwegian = tree.lessons["nb"][0]
    visitor.mark_read(norwegian)
    managed.save_target(publish=False)
    change(desk, tree.lessons["en"][0], "middle")
    assert flagged(visitor, tree, "nb") == {}
    translate_note(managed)
    publish_translation(managed)
    (row,) = flagged(visitor, tree, "nb").values()
    assert (row["blocks"], row["note"]) == ([part("middle")], NORSK)


def translate_note(translation: Translation) -> None:
    """Translate what is new, among the other sentences of the page."""
    segment = translation.source.stringsegment_set.get(context__path="change_note")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data=NORSK,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def test_a_translator_is_not_asked_what_kind_of_change_it_is(tree: SiteTree, desk: Desk, managed: Translation) -> None:
    Visitor().mark_read(tree.lessons["en"][0])
    change(desk, tree.lessons["en"][0], "middle")
    paths = set(managed.source.stringsegment_set.values_list("context__path", flat=True))
    assert "change_note" in paths
    assert not any("weight" in path or "base" in path for path in paths)
    assert not managed.source.overridablesegment_set.filter(context__path__startswith="change").exists()
    publish_translation(managed)
    norwegian = LessonPage.objects.get(pk=tree.lessons["nb"][0].pk)
    assert MajorChange.objects.get().languages.filter(language="nb").count() == 1
    assert norwegian.change_base is None


def test_a_minor_change_takes_back_the_sentence_from_the_translation(
    tree: SiteTree, desk: Desk, managed: Translation
) -> None:
    english = tree.lessons["en"][0]
    Visitor().mark_read(english)
    change(desk, english, "middle")
    publish_translation(managed)
    desk.publish(english, weight="minor", summary="Another summary")
    publish_translation(managed)
    assert LessonPage.objects.get(pk=tree.lessons["nb"][0].pk).change_note == ""


def test_an_alias_of_a_page_tells_nothing_by_itself(tree: SiteTree, desk: Desk, visitor: Visitor) -> None:
    english: Any = Page.objects.get(pk=tree.lessons["en"][0].pk)
    english.create_alias(update_slug="twin")
    visitor.mark_read(english.specific)
    change(desk, tree.lessons["en"][0], "middle")
    assert MajorChange.objects.get().page_key == english.translation_key
