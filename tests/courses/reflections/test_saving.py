"""Saving a note: what is kept, what comes back, what is refused, and that nobody else ever gets it."""

from __future__ import annotations

import re
import sys
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter

from courses.reflections.models import Reflection, ReflectionText
from mimi.pages.cache import stamps
from mimi.people.models import Learner
from mimi.people.notes import record
from tests.courses.reflections.writer import FIRST, JSON, SECOND, Writer, kept
from tests.courses.visitor import COOKIE, address
from tests.factories import SiteTree, UserFactory

THOUGHT = "Da bestemor lyttet, sa jeg alt."


def test_a_note_is_kept_under_its_lesson_and_block(asking: SiteTree, writer: Writer) -> None:
    response = writer.save(THOUGHT)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert [row["text"] for row in response.json()["texts"]] == [THOUGHT]
    note = Reflection.objects.get()
    assert (note.lesson_key, note.block_id) == (asking.lessons["en"][0].translation_key, FIRST)
    assert note.course_key == asking.course["en"].translation_key
    assert note.learner == Learner.objects.get()


def test_it_comes_back_in_every_language(asking: SiteTree, writer: Writer) -> None:
    writer.save(THOUGHT)
    writer.lesson = asking.lessons["nb"][0]
    assert writer.told() == [THOUGHT]


def test_a_lesson_page_holds_no_note(writer: Writer) -> None:
    writer.save(THOUGHT)
    response = writer.get(writer.lesson)
    assert THOUGHT not in response.content.decode()
    assert "public" in response.headers["Cache-Control"]


def test_reading_keeps_nothing(writer: Writer) -> None:
    assert writer.notes() == {"owner": "", "known": False, "notes": {}}
    assert (writer.cookie, Learner.objects.count()) == ("", 0)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_where_there_is_nothing_to_keep_nobody_is_made(writer: Writer, text: str) -> None:
    assert writer.save(text).json() == {"texts": []}
    assert (writer.cookie, Learner.objects.count()) == ("", 0)


def test_typing_on_replaces_what_was_seen(writer: Writer) -> None:
    for text in ("D", "Da", "Da bestemor", "Bestemor"):
        writer.save(text)
    assert kept() == ["Bestemor"]


def test_an_emptied_note_is_gone(writer: Writer) -> None:
    writer.save(THOUGHT)
    assert writer.save("").json() == {"texts": []}
    assert not ReflectionText.objects.exists()
    assert writer.told() == []


def test_sent_twice_counts_once(writer: Writer) -> None:
    version = str(uuid.uuid4())
    first = writer.save(THOUGHT, version)
    writer.seen = []
    assert writer.save(THOUGHT, version).json() == first.json()
    assert kept() == [THOUGHT]


def test_what_comes_late_brings_nothing_back(writer: Writer) -> None:
    early, later = str(uuid.uuid4()), str(uuid.uuid4())
    # The second overtakes the first: a page was left while that was on its way.
    writer.seen = [early]
    writer.save("Later", later)
    writer.seen = []
    writer.save("Early", early)
    assert kept() == ["Later"]


def test_a_text_written_elsewhere_stays_beside_it(writer: Writer) -> None:
    writer.save("From the train")
    other = writer.window()
    other.look()
    other.save("From the train, finished")
    answer = writer.save("From the desk").json()
    assert [row["text"] for row in answer["texts"]] == ["From the desk", "From the train, finished"]
    assert other.told() == ["From the desk", "From the train, finished"]


def test_the_same_text_from_two_devices_is_no_conflict(writer: Writer) -> None:
    writer.save(THOUGHT)
    writer.window().save(THOUGHT)
    assert kept() == [THOUGHT]


def test_joined_texts_are_one(writer: Writer) -> None:
    writer.save("One")
    other = writer.window()
    other.save("Two")
    other.seen += [row["version"] for row in other.notes()["notes"][str(FIRST)]]
    other.save("One\n\nTwo")
    assert kept() == ["One\n\nTwo"]


def test_a_text_keeps_its_line_breaks_and_loses_nothing(writer: Writer) -> None:
    text = "  Erst schweigen.\n\nDann – „fragen“.\t😀 שלום\u202e Ende "
    writer.save(text.replace("\n", "\r\n"))
    assert kept() == [text]


def test_twenty_thousand_characters_fit(writer: Writer) -> None:
    assert writer.save("ß" * record.LONGEST_TEXT).status_code == 200


@pytest.mark.parametrize(("code", "number"), [("en", "20,001"), ("nb", "20\xa0001")])
def test_one_more_is_refused_with_a_sentence(asking: SiteTree, writer: Writer, code: str, number: str) -> None:
    writer.save(THOUGHT)
    writer.lesson = asking.lessons[code][0]
    response = writer.save("ß" * (record.LONGEST_TEXT + 1))
    assert response.status_code == 422
    assert number in response.json()["error"]
    assert kept() == [THOUGHT]


def test_more_than_can_be_received_is_refused_with_a_sentence(writer: Writer, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = writer.save("x" * 2000)
    assert response.status_code == 422
    assert "too much" in response.json()["error"]
    assert not Learner.objects.exists()


@pytest.mark.parametrize("code", ["en", "nb"])
def test_where_there_is_no_room_for_another_note_it_says_so_and_stays_in_the_field(
    asking: SiteTree, writer: Writer, settings: Any, code: str
) -> None:
    settings.REFLECTIONS_PER_LEARNER = 1
    writer.save(THOUGHT)
    other = Writer(lesson=asking.lessons[code][0], block=SECOND, client=writer.client)
    refused = other.save("Two")
    assert refused.status_code == 422
    assert "1" in refused.json()["error"]
    form = other.post({"text": "Two"})
    assert form.status_code == 422
    assert "Two</textarea>" in form.content.decode()
    assert kept() == [THOUGHT]
    # What there is can be changed, and what is taken away makes room.
    assert writer.save(f"{THOUGHT} Alt!").status_code == 200
    assert writer.save("").status_code == 200
    assert other.save("Two").status_code == 200
    assert kept() == ["Two"]
    assert Reflection.objects.count() == 1


def test_another_learners_notes_take_no_room(asking: SiteTree, writer: Writer, settings: Any) -> None:
    settings.REFLECTIONS_PER_LEARNER = 1
    writer.save(THOUGHT)
    assert Writer(lesson=writer.lesson).save("Two").status_code == 200


def test_notes_of_two_blocks_stay_apart(writer: Writer) -> None:
    writer.save("One")
    other = Writer(lesson=writer.lesson, block=SECOND, client=writer.client)
    other.save("Two")
    assert (writer.told(), other.told()) == (["One"], ["Two"])


def test_a_block_that_was_just_taken_away_can_still_be_written_under(writer: Writer) -> None:
    writer.block = uuid.uuid4()
    assert writer.save(THOUGHT).status_code == 200


def test_a_lesson_that_is_not_there_takes_no_note(asking: SiteTree, writer: Writer) -> None:
    writer.lesson = asking.quiz["en"]
    assert writer.save(THOUGHT).status_code == 404
    assert not Learner.objects.exists()


def test_a_note_of_a_lesson_that_has_gone_can_be_gone_on_with(writer: Writer) -> None:
    writer.save(THOUGHT)
    writer.lesson.unpublish()
    stamps.view.refresh(now=True)
    assert writer.save("More").status_code == 200
    assert kept() == ["More"]
    stranger = Writer(lesson=writer.lesson)
    assert stranger.save(THOUGHT).status_code == 404


# --- Nobody else


def test_another_learner_never_gets_it(writer: Writer) -> None:
    writer.save(THOUGHT)
    for stranger in (Writer(lesson=writer.lesson), Writer(lesson=writer.lesson)):
        assert stranger.told() == []
        stranger.seen = writer.seen
        stranger.save("Mine")
        page = stranger.client.get(stranger.url).content.decode()
        assert "Mine" in page
        assert THOUGHT not in page
        assert THOUGHT not in stranger.client.get("/en/me/reflections/").content.decode()
    assert writer.told() == [THOUGHT]


def test_an_account_has_its_own(writer: Writer) -> None:
    writer.save(THOUGHT)
    alice, bob = Client(), Client()
    alice.force_login(UserFactory())
    bob.force_login(UserFactory())
    one, two = (Writer(lesson=writer.lesson, client=client) for client in (alice, bob))
    one.save("Alice’s")
    assert (one.told(), two.told()) == (["Alice’s"], [])
    owners = {person.notes()["owner"] for person in (one, two, writer)}
    assert len(owners) == 2  # bob has none yet, and the visitor never
    assert "" in owners


def test_a_forged_cookie_opens_nothing(writer: Writer) -> None:
    writer.save(THOUGHT)
    thief = Writer(lesson=writer.lesson)
    thief.client.cookies[COOKIE] = writer.cookie[:-2] + "xx"
    assert thief.told() == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_can_save_nothing(writer: Writer, headers: dict[str, str]) -> None:
    assert writer.post({"text": THOUGHT}, **headers).status_code == 403
    assert not Reflection.objects.exists()


def test_it_is_saved_by_post_only(writer: Writer) -> None:
    assert writer.client.get(f"{writer.url}save/").status_code == 405


def test_the_database_holds_no_word_of_it(writer: Writer) -> None:
    writer.save(THOUGHT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM courses_reflectiontext")
        row = str(cursor.fetchall())
    assert "bestemor" not in row
    assert ReflectionText.objects.get().sealed in row


def test_editors_find_nothing_of_it_in_the_admin(writer: Writer, admin_client: Client) -> None:
    writer.save(THOUGHT)
    html = admin_client.get("/cms/").content.decode() + admin_client.get("/cms/reports/").content.decode()
    assert "eflection" not in html
    assert admin_client.get("/cms/snippets/courses/reflection/").status_code == 404


def test_a_report_of_an_error_holds_no_word_of_it(
    asking: SiteTree, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    from courses.reflections.views import reflection_save

    def fail(*args: Any) -> None:
        raise RuntimeError("The disk is full")

    monkeypatch.setattr(record, "_remember", fail)
    key = asking.lessons["en"][0].translation_key
    request = rf.post("/", {"text": THOUGHT}, headers=JSON)
    request.user = UserFactory()
    try:
        reflection_save(request, key, FIRST)
    except RuntimeError:
        reporter = ExceptionReporter(request, *sys.exc_info())
        told = reporter.get_traceback_html() + reporter.get_traceback_text()
    assert "The disk is full" in told
    assert re.search("reflection_save", told)
    assert THOUGHT.split()[1] not in told


# --- Without a script


def test_a_form_leads_to_what_was_saved(writer: Writer) -> None:
    response = writer.post({"text": THOUGHT})
    assert (response.status_code, response.headers["Location"]) == (302, writer.url)
    html = writer.client.get(writer.url).content.decode()
    assert THOUGHT in html
    assert "Saved on" in html
    assert address(writer.lesson) in html


def test_a_form_sent_twice_counts_once(writer: Writer) -> None:
    fields = {"text": THOUGHT, "version": str(uuid.uuid4())}
    for _ in range(2):
        writer.post(fields)
    assert kept() == [THOUGHT]


def test_a_second_form_from_a_lesson_asks_what_to_do_with_both(writer: Writer) -> None:
    writer.post({"text": "One"})
    response = writer.post({"text": "Two", "next": "/en/me/reflections/"})
    assert response.headers["Location"] == writer.url
    response = writer.client.get(writer.url)
    assert [row.text for row in response.context["note"].others] == ["One"]
    html = response.content.decode()
    assert ">\nTwo</textarea>" in html
    assert "Keep both" in html


@pytest.mark.parametrize(
    ("choice", "expected"), [("both", "Two, better\n\nOne"), ("this", "One"), ("mine", "Two, better")]
)
def test_what_was_chosen_is_done(writer: Writer, choice: str, expected: str) -> None:
    writer.post({"text": "One"})
    writer.post({"text": "Two"})
    note = writer.client.get(writer.url).context["note"]
    fields = {"text": "Two, better", "seen": [str(note.current.version)]}
    writer.post({**fields, "choice": f"{choice}:{note.others[0].version}"})
    assert kept() == [expected]


def test_a_choice_about_a_text_that_has_changed_meanwhile_loses_nothing(writer: Writer) -> None:
    writer.post({"text": "One"})
    writer.post({"text": "Two"})
    note = writer.client.get(writer.url).context["note"]
    phone = writer.window()
    phone.seen = [str(note.others[0].version)]
    phone.save("One and a half")
    fields = {"text": "Two", "seen": [str(note.current.version)]}
    writer.post({**fields, "choice": f"mine:{note.others[0].version}"})
    assert set(kept()) == {"Two", "One and a half"}


def test_two_that_are_too_long_together_stay_two(writer: Writer) -> None:
    half = record.LONGEST_TEXT // 2
    writer.post({"text": "1" * half})
    writer.post({"text": "2" * half})
    note = writer.client.get(writer.url).context["note"]
    fields = {"text": "2" * half, "seen": [str(note.current.version)]}
    response = writer.post({**fields, "choice": f"both:{note.others[0].version}"})
    assert response.status_code == 422
    html = response.content.decode()
    assert "20,002" in html
    assert html.count(str(note.others[0].version)) == 5, "it is still beside the field, and not taken for seen"
    assert len(kept()) == 2


def test_what_is_refused_stays_in_the_field(writer: Writer) -> None:
    long = "lang " * 5000
    response = writer.post({"text": long})
    assert response.status_code == 422
    html = response.content.decode()
    assert 'role="alert"' in html
    assert long in html


def test_it_can_be_deleted(writer: Writer) -> None:
    writer.save(THOUGHT)
    response = writer.post({"choice": "delete", "seen": writer.seen, "next": "/en/me/reflections/"})
    assert response.headers["Location"] == "/en/me/reflections/"
    assert not ReflectionText.objects.exists()


def test_deleting_leaves_what_was_written_meanwhile(writer: Writer) -> None:
    writer.save("One")
    seen = writer.seen
    writer.save("Two")
    writer.post({"choice": "delete", "seen": seen})
    assert kept() == ["Two"]


def test_a_form_leads_to_no_other_site(writer: Writer) -> None:
    response = writer.post({"text": THOUGHT, "next": "https://elsewhere.example/"})
    assert response.headers["Location"] == writer.url


def test_a_note_that_is_none_has_no_page(writer: Writer) -> None:
    assert writer.client.get(writer.url).status_code == 200
    writer.block = uuid.uuid4()
    assert writer.client.get(writer.url).status_code == 404


@pytest.mark.parametrize("field", ["version", "seen", "choice"])
def test_a_made_up_name_is_no_trouble(writer: Writer, field: str) -> None:
    response = writer.post({"text": THOUGHT, field: "made-up"}, **JSON)
    assert response.status_code in (200, 422)


def test_a_text_never_becomes_markup(writer: Writer) -> None:
    writer.save("</textarea><script>alert(1)</script>")
    for url in (writer.url, "/en/me/reflections/"):
        html = writer.client.get(url).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)" in html
