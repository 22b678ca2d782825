"""An English sentence changes: only it is flagged, with what was written before as a start."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from wagtail_localize.models import StringTranslation

from mimi.editors.changes.models import EarlierWording
from mimi.editors.changes.offering import offer_earlier_translations
from mimi.editors.changes.shared import shared_changes
from mimi.editors.changes.wording import MOST_KEPT, touched
from mimi.editors.parity.gate import draft_of, errors
from tests.site.editors.changes.lesson import ENGLISH, Lesson, part

CHANGED = {**ENGLISH, "begin": ["Ask one open question.", "Then wait for her answer."]}


def flagged(lesson: Lesson) -> list[tuple[str, str | None]]:
    return [(one.segment.string.data, one.before.data if one.before else None) for one in touched(lesson.translation)]


def test_nothing_is_flagged_while_nothing_has_changed(lesson: Lesson) -> None:
    assert flagged(lesson) == []
    lesson.publish_english(ENGLISH)
    assert flagged(lesson) == []
    assert errors(draft_of(lesson.translation)) == []


def test_only_the_changed_sentence_is_flagged_with_its_earlier_translation(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    assert flagged(lesson) == [("Then wait for her answer.", "Then wait for it.")]
    assert lesson.fields() == {
        "Ask one open question.": ("Still et åpent spørsmål.", True),
        "Then wait for her answer.": ("Vent så på svaret.", False),
        "Thank her for her time.": ("Takk henne for tiden.", True),
    }


def test_what_is_to_be_checked_counts_as_work_and_is_never_published(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    done, total = lesson.translation.get_progress()[::-1]
    assert total - done == 1
    assert [one.check for one in errors(draft_of(lesson.translation))] == ["untranslated"]
    assert "Vent så på svaret" not in str(draft_of(lesson.translation).body[0].value["body"])


def test_saving_it_makes_it_a_translation_like_any_other(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    lesson.translate({"Then wait for her answer.": "Vent så på svaret hennes."})
    assert flagged(lesson) == []
    lesson.publish_norwegian()
    assert "Vent så på svaret hennes." in str(lesson.norwegian.body[0].value["body"])


def test_after_several_changes_the_difference_is_to_what_was_translated(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    third = {**ENGLISH, "begin": ["Ask one open question.", "Then wait for her answer, and wait longer."]}
    lesson.publish_english(third)
    assert flagged(lesson) == [("Then wait for her answer, and wait longer.", "Then wait for it.")]
    assert lesson.fields()["Then wait for her answer, and wait longer."] == ("Vent så på svaret.", False)


def test_english_that_returns_finds_its_translation_again(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    lesson.publish_english(ENGLISH)
    assert flagged(lesson) == []


def test_a_moved_block_keeps_its_translations_and_a_new_one_has_none(lesson: Lesson) -> None:
    lesson.publish_english({"end": ENGLISH["end"], "new": ["Smile at her."], "begin": ENGLISH["begin"]})
    assert flagged(lesson) == [("Smile at her.", None)]
    assert lesson.fields()["Smile at her."] == ("", False)


def test_a_paragraph_between_others_is_new_and_shifts_none(lesson: Lesson) -> None:
    lesson.publish_english({**ENGLISH, "begin": ["Ask one open question.", "Be kind.", "Then wait for it."]})
    assert flagged(lesson) == [("Be kind.", None)]


def test_without_a_note_of_what_stood_there_the_most_alike_is_offered(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    EarlierWording.objects.all().delete()
    StringTranslation.objects.filter(has_error=True).delete()
    assert flagged(lesson) == [("Then wait for her answer.", "Then wait for it.")]


def test_nothing_that_stands_in_a_field_is_replaced_by_an_offer(lesson: Lesson) -> None:
    lesson.publish_english(CHANGED)
    StringTranslation.objects.filter(has_error=True).update(data="Something begun.")
    assert offer_earlier_translations(lesson.translation) == 0
    assert lesson.fields()["Then wait for her answer."] == ("Something begun.", False)


def test_an_offer_taken_away_comes_back_when_the_editor_is_opened(lesson: Lesson, client_of_publisher: Client) -> None:
    lesson.publish_english(CHANGED)
    StringTranslation.objects.filter(has_error=True).delete()
    assert client_of_publisher.get(f"/cms/pages/{lesson.norwegian_id}/edit/").status_code == 200
    assert lesson.fields()["Then wait for her answer."] == ("Vent så på svaret.", False)


def test_the_translator_sees_the_difference_and_the_earlier_translation(
    lesson: Lesson, client_of_publisher: Client
) -> None:
    lesson.publish_english(CHANGED)
    shown = client_of_publisher.get(f"/cms/pages/{lesson.norwegian_id}/edit/").content.decode()
    (one,) = touched(lesson.translation)
    assert f'<a href="#segment-{one.segment.pk}">Text, Text</a>' in shown
    assert '<del><span class="w-sr-only">removed: </span>it.' in shown
    assert '<ins><span class="w-sr-only">added: </span>her answer.' in shown
    assert "Vent så på svaret." in shown
    assert "Ready to publish?" in shown
    assert "its earlier translation is still to be checked" in shown


def test_only_so_many_versions_are_kept(lesson: Lesson) -> None:
    for number in range(MOST_KEPT + 3):
        lesson.publish_english({**ENGLISH, "end": [f"Thank her {number} times."]})
    assert EarlierWording.objects.count() == MOST_KEPT


@pytest.mark.parametrize(
    ("parts", "fields", "told"),
    [
        ({"begin": ENGLISH["begin"]}, {}, "“Text” goes: it was removed in English."),
        ({**ENGLISH, "new": ["Smile at her."]}, {}, "“Text” is new."),
        (dict(reversed(ENGLISH.items())), {}, "“Lesson” gets another order."),
        (ENGLISH, {"minutes": 9}, "“Minutes to read” changes from 4 to 9, as in English."),
    ],
)
def test_the_live_translation_answers_as_before_until_its_own_publish(
    lesson: Lesson, parts: dict[str, Any], fields: dict[str, Any], told: str
) -> None:
    url = lesson.norwegian.url
    before = Client().get(url).content
    body = list(lesson.norwegian.body.raw_data)
    lesson.publish_english(parts, **fields)
    assert Client().get(url).content == before
    assert list(lesson.norwegian.body.raw_data) == body
    with override("en"):
        assert [str(one) for one in shared_changes(lesson.norwegian, draft_of(lesson.translation))] == [told]
    lesson.translate({})
    lesson.publish_norwegian()
    assert [block.id for block in lesson.norwegian.body] == [part(name) for name in parts]
    assert lesson.norwegian.minutes == fields.get("minutes", 4)
