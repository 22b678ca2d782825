"""What was written on a translated page is never overwritten (wagtail-localize's issue 876)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, TestCase
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

from mimi.editors.changes.keeping import WouldBeLostError
from mimi.editors.changes.submitting import KeepingCreator
from mimi.editors.changes.wording import touched
from tests.factories import SiteTree
from tests.site.editors.changes.lesson import ENGLISH, NORSK, Lesson, stored

BY_HAND = {**NORSK, "end": ["Takk henne hjertelig for tiden hun tok seg."]}


def write_by_hand(lesson: Lesson, parts: dict[str, list[str]], **fields: Any) -> None:
    """Stop the translation, and write on the page itself."""
    Translation.objects.update(enabled=False)
    page = lesson.norwegian
    page.body = page._meta.get_field("body").to_python(stored(parts))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def start_again(lesson: Lesson) -> None:
    translation = lesson.translation
    translation.enabled = True
    translation.save(update_fields=["enabled"])


def says(lesson: Lesson) -> str:
    return " ".join(str(block.value["body"]) for block in lesson.norwegian.body)


def test_what_was_written_while_stopped_is_there_when_it_starts_again(lesson: Lesson) -> None:
    write_by_hand(lesson, BY_HAND, title="Skrevet for hånd")
    start_again(lesson)
    lesson.publish_norwegian()
    assert BY_HAND["end"][0] in says(lesson)
    assert lesson.norwegian.title == "Skrevet for hånd"
    assert touched(lesson.translation) == []


def test_it_is_there_after_the_english_has_changed_elsewhere_and_was_synchronised(lesson: Lesson) -> None:
    write_by_hand(lesson, BY_HAND)
    start_again(lesson)
    lesson.publish_english({**ENGLISH, "begin": ["Ask two open questions.", "Then wait for it."]})
    lesson.translate({"Ask two open questions.": "Still to åpne spørsmål."})
    lesson.publish_norwegian()
    assert BY_HAND["end"][0] in says(lesson)


def test_where_the_english_has_changed_meanwhile_it_is_offered_to_be_checked(lesson: Lesson) -> None:
    write_by_hand(lesson, BY_HAND)
    lesson.publish_english({**ENGLISH, "end": ["Thank her for her time and trust."]})
    start_again(lesson)
    assert lesson.fields()["Thank her for her time and trust."] == (BY_HAND["end"][0], False)
    (one,) = touched(lesson.translation)
    assert one.before is not None
    assert one.before.data == ENGLISH["end"][0]


def test_a_draft_written_by_hand_is_kept_too(lesson: Lesson) -> None:
    Translation.objects.update(enabled=False)
    page = lesson.norwegian
    page.summary = "En kladd"
    page.save_revision()
    start_again(lesson)
    assert StringTranslation.objects.filter(context__path="summary", has_error=False).get().data == "En kladd"


@pytest.mark.parametrize(
    "parts", [{**NORSK, "mine": ["Dette gjelder bare i Norge."]}, {**NORSK, "end": [*NORSK["end"], "Enda et avsnitt."]}]
)
def test_what_stands_only_on_the_page_keeps_it_from_being_managed(lesson: Lesson, parts: dict[str, list[str]]) -> None:
    write_by_hand(lesson, parts)
    with pytest.raises(WouldBeLostError, match="would be lost"):
        start_again(lesson)
    assert not lesson.translation.enabled
    assert parts.popitem()[1][-1] in says(lesson)


def test_the_editor_is_told_what_would_be_lost_and_where(lesson: Lesson, client_of_publisher: Client) -> None:
    write_by_hand(lesson, {**NORSK, "mine": ["Dette gjelder bare i Norge."]})
    url = f"/cms/pages/{lesson.norwegian_id}/edit/"
    response = client_of_publisher.post(url, {"localize-restart-translation": "yes"}, follow=True)
    assert "stands only on this page. It would be lost: move or delete it first." in response.content.decode()
    assert not lesson.translation.enabled


def test_a_link_of_its_own_is_kept_as_the_translator_set_it(lesson: Lesson) -> None:
    english = {**ENGLISH, "end": ['Read <a href="https://example.org/en">this</a>.']}
    lesson.publish_english(english)
    lesson.translate({'Read <a id="a1">this</a>.': 'Les <a id="a1">dette</a>.'})
    row = lesson.translation.source.overridablesegment_set.get(context__path__contains="example.org")
    SegmentOverride.objects.create(
        locale=lesson.translation.target_locale, context=row.context, data_json='"https://example.org/nb"'
    )
    lesson.publish_norwegian()
    assert "https://example.org/nb" in says(lesson)
    lesson.publish_english({**english, "begin": ["Ask two open questions.", "Then wait for it."]})
    lesson.translate({})
    lesson.publish_norwegian()
    assert "https://example.org/nb" in says(lesson)


def test_a_page_translated_by_hand_is_taken_over_as_it_is(small_tree: SiteTree) -> None:
    english, norwegian = (small_tree.lessons[language][0] for language in ("en", "nb"))
    lesson = Lesson(english.pk, norwegian.pk)
    creator = KeepingCreator(None, [norwegian.locale])
    creator.create_translations(english)
    assert not Translation.objects.exists()
    source = creator.mappings and next(iter(creator.mappings))
    assert not source
    from wagtail_localize.models import TranslationSource

    made = TranslationSource.objects.get(object_id=english.translation_key)
    Translation.objects.create(source=made, target_locale=norwegian.locale)
    lesson.publish_norwegian()
    assert lesson.norwegian.title == norwegian.title
    assert str(lesson.norwegian.body) == str(norwegian.body)


def test_translating_a_tree_leaves_the_translations_below_as_they_are(
    lesson: Lesson, small_tree: SiteTree, client_of_publisher: Client
) -> None:
    write_by_hand(lesson, {**BY_HAND, "mine": ["Dette gjelder bare i Norge."]})
    other = small_tree.lessons["nb"][1]
    other_before = str(other.body)
    small_tree.modules["nb"][1].delete()
    module = small_tree.modules["en"][1]
    course = small_tree.course["en"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        client_of_publisher.post(
            f"/cms/localize/submit/page/{module.pk}/",
            {"locales": [lesson.norwegian.locale_id], "include_subtree": "on"},
        )
    assert module.get_translations().filter(live=False).exists()
    KeepingCreator(None, [lesson.norwegian.locale]).create_translations(course)
    assert "Dette gjelder bare i Norge." in says(lesson)
    assert not lesson.translation.enabled
    assert str(type(other).objects.get(pk=other.pk).body) == other_before


def test_publish_immediately_publishes_no_english(lesson: Lesson, client_of_publisher: Client) -> None:
    lesson.publish_english({**ENGLISH, "end": ["Thank her for her time and trust."]})
    before = says(lesson)
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client_of_publisher.post(
            f"/cms/localize/update/{lesson.translation.source_id}/", {"publish_translations": "on"}, follow=True
        )
    assert "wasn’t published" in response.content.decode()
    assert says(lesson) == before
    lesson.translate({"Thank her for her time and trust.": "Takk henne for tid og tillit."})
    with TestCase.captureOnCommitCallbacks(execute=True):
        client_of_publisher.post(
            f"/cms/localize/update/{lesson.translation.source_id}/", {"publish_translations": "on"}
        )
    assert "Takk henne for tid og tillit." in says(lesson)


def test_a_translation_can_t_become_a_copy_of_the_english(lesson: Lesson, client_of_publisher: Client) -> None:
    before = says(lesson)
    client_of_publisher.post(f"/cms/localize/page/{lesson.norwegian_id}/convert_to_alias/")
    assert says(lesson) == before
    assert lesson.norwegian.alias_of_id is None
