"""Saving practices: twice counts once, nothing that was written goes, and it moves into the account."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from mimi.people.limits import LimitReachedError
from mimi.people.merging import merge
from mimi.people.models import Learner
from mimi.people.notes.record import Change
from practices.models import PracticePage, SavedPractice, SavedPracticeText
from practices.saved import record
from practices.saved.reading import saved_keys, saved_practices
from tests.courses.visitor import Visitor
from tests.factories import PracticePageFactory, SiteTree, UserFactory

JSON = {"Accept": "application/json", "X-Requested-With": "outbox"}
KEYS = [uuid.UUID(int=n) for n in range(1, 4)]
LIST_QUERIES = 4


def practice(tree: SiteTree, code: str = "en") -> PracticePage:
    page = PracticePage.objects.filter(locale__language_code=code).order_by("pk").first()
    assert page
    return page


def star(client: Client, page: Any, keep: str = "1", code: str = "en", **more: Any) -> Any:
    key = getattr(page, "translation_key", page)
    return client.post(f"/{code}/me/practices/{key}/", {"keep": keep, **more.pop("fields", {})}, **more)


def write(client: Client, page: PracticePage, text: str, *seen: str, version: str = "") -> Any:
    fields = {"text": text, "version": version or str(uuid.uuid4()), "seen": seen}
    return client.post(f"/en/me/practices/{page.translation_key}/note/", fields, headers=JSON)


def texts(learner: Learner) -> set[str | None]:
    return {row.text for row in SavedPracticeText.objects.filter(saved__learner=learner)}


def test_saving_twice_counts_once_and_the_list_shows_it(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    for _n in range(2):
        answer = star(client, page)
        assert answer.status_code == 302
    shown = client.get(answer.url)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert f"“{page.title}” is saved." in shown.content.decode()
    assert shown.content.decode().count('class="saved"') == 1
    assert SavedPractice.objects.count() == 1
    assert Learner.objects.count() == 1


def test_a_form_from_another_site_saves_nothing(small_tree: SiteTree, client: Client) -> None:
    answer = star(client, practice(small_tree), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not SavedPractice.objects.exists()


def test_what_no_practice_has_the_key_of_is_not_saved(small_tree: SiteTree, client: Client) -> None:
    lesson = small_tree.lessons["en"][0]
    assert star(client, uuid.uuid4()).status_code == 404
    assert star(client, lesson).status_code == 404
    assert star(client, uuid.uuid4(), keep="0").status_code == 302
    assert not Learner.objects.exists()


def test_the_way_back_leads_nowhere_but_to_this_site(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    own = star(client, page, fields={"next": "/en/practices/?theme=trust"})
    assert 'href="/en/practices/?theme=trust"' in client.get(own.url).content.decode()
    for url in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        away = star(client, page, fields={"next": url})
        assert "evil" not in away.url
        shown = client.get("/en/me/practices/", {"saved": page.translation_key, "back": url}).content.decode()
        assert "Back to where you were" not in shown


def test_a_star_tells_a_script_what_holds_now_and_public_pages_ask_for_it(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    assert client.get("/en/me/personal.json?saved=1").json()["saved"] == []
    assert star(client, page, headers=JSON).json() == {"saved": True}
    assert client.get("/nb/me/personal.json?saved=1").json()["saved"] == [str(page.translation_key)]
    assert "saved" not in client.get("/en/me/personal.json").json()
    assert star(client, page, keep="0", headers=JSON).json() == {"saved": False}
    assert client.get("/en/me/personal.json?saved=1").json()["saved"] == []


def test_public_pages_hold_the_same_star_for_everybody(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    address = page.url
    assert address
    before = client.get(address).content
    star(client, page)
    after = client.get(address)
    assert after.content == before
    assert f'action="/en/me/practices/{page.translation_key}/"' in before.decode()
    assert "csrfmiddlewaretoken" not in before.decode()


def test_removing_takes_it_from_the_list_and_undo_brings_it_back_with_its_note(
    small_tree: SiteTree, client: Client
) -> None:
    page = practice(small_tree)
    star(client, page)
    write(client, page, "Ask Kari about this.")
    gone = client.get(star(client, page, keep="0").url).content.decode()
    assert "is removed, with your note." in gone
    assert 'class="saved"' not in gone
    assert "Ask Kari" not in gone
    back = client.get(star(client, page).url).content.decode()
    assert "Ask Kari about this." in back


def test_what_was_removed_a_month_ago_is_deleted_with_its_note(db: None) -> None:
    learner = Learner.objects.create()
    for key in KEYS[:2]:
        record.write(learner.pk, key, Change("Mine"))
        record.remove(learner.pk, key)
    record.save(learner.pk, KEYS[2])
    SavedPractice.objects.filter(practice_key=KEYS[0]).update(removed_at=timezone.now() - timedelta(days=31))
    record.forget_removed(timezone.now())
    assert set(SavedPractice.objects.values_list("practice_key", flat=True)) == set(KEYS[1:])
    assert SavedPracticeText.objects.count() == 1


def test_a_practice_that_is_not_in_this_language_says_where_it_is(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    PracticePage.objects.get(translation_key=page.translation_key, locale__language_code="nb").delete()
    star(client, page)
    shown = client.get("/nb/me/practices/").content.decode()
    assert f'lang="en">{page.title}</h2>' in shown
    assert f'<a href="{page.url}" lang="en" hreflang="en">English</a>' in shown


def test_a_practice_that_is_gone_keeps_its_note_and_can_be_removed(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    write(client, page, "Still mine")
    PracticePage.objects.filter(translation_key=page.translation_key).delete()
    shown = client.get("/en/me/practices/").content.decode()
    assert "A practice that is no longer on this site" in shown
    assert "Still mine" in shown
    assert write(client, page, "Still mine, and more").status_code == 200
    assert star(client, page, keep="0").status_code == 302


def test_a_note_is_sealed_and_shown_as_plain_text(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    write(client, page, "<script>alert(1)</script>")
    assert "script" not in SavedPracticeText.objects.get().sealed
    shown = client.get("/en/me/practices/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script>alert" not in shown


def test_two_devices_that_write_apart_both_keep_their_texts(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    first = write(client, page, "From the phone").json()["texts"]
    second = write(client, page, "From the desk").json()["texts"]
    assert [row["text"] for row in second] == ["From the desk", "From the phone"]
    shown = client.get("/en/me/practices/").content.decode()
    assert "Keep both" in shown
    # Without a script the same buttons join them.
    url = f"/en/me/practices/{page.translation_key}/note/"
    choice = {"text": "From the desk", "seen": second[0]["version"], "choice": f"both:{first[0]['version']}"}
    client.post(url, choice)
    assert texts(Learner.objects.get()) == {"From the desk\n\nFrom the phone"}


def test_a_note_that_is_too_long_is_refused_and_stays_in_the_field(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    star(client, page)
    refused = client.post(f"/en/me/practices/{page.translation_key}/note/", {"text": "y" * 20_001})
    assert refused.status_code == 422
    assert "y" * 20_001 in refused.content.decode()
    assert write(client, page, "z" * 20_001).json()["error"].startswith("Your note has 20,001 characters")
    assert not SavedPracticeText.objects.exists()


def test_a_note_on_what_was_removed_meanwhile_is_kept_and_brings_it_back(db: None) -> None:
    learner = Learner.objects.create()
    record.save(learner.pk, KEYS[0])
    record.remove(learner.pk, KEYS[0])
    record.write(learner.pk, KEYS[0], Change("Late"))
    assert saved_keys(learner.pk) == [str(KEYS[0])]
    record.remove(learner.pk, KEYS[0])
    record.write(learner.pk, KEYS[0], Change(""))
    assert saved_keys(learner.pk) == []
    assert texts(learner) == {"Late"}


def test_one_too_many_is_told_and_what_was_there_stays(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "MOST_SAVED", 2)
    learner = Learner.objects.create()
    record.save(learner.pk, KEYS[0])
    record.save(learner.pk, KEYS[1])
    record.save(learner.pk, KEYS[1])
    with pytest.raises(LimitReachedError) as raised:
        record.save(learner.pk, KEYS[2])
    assert raised.value.status == 422
    assert len(saved_keys(learner.pk)) == 2
    record.remove(learner.pk, KEYS[0])
    record.save(learner.pk, KEYS[2])


def test_the_list_takes_the_same_queries_for_one_practice_and_for_thirty(
    small_tree: SiteTree, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    learner = Learner.objects.create()
    library = practice(small_tree).get_parent()
    for number in range(30):
        page = PracticePageFactory(parent=library)
        record.write(learner.pk, page.translation_key, Change(f"Note {number}"))
        if number in (0, 29):
            saved_practices(learner.pk, "en")
            record.save(learner.pk, KEYS[0])
            with django_assert_num_queries(LIST_QUERIES - 1):
                kept, _removed = saved_practices(learner.pk, "en")
            assert len(kept) == number + 2


def test_my_learning_names_the_latest_and_nothing_is_said_of_none(small_tree: SiteTree, client: Client) -> None:
    assert "saved-part" not in client.get("/en/me/").content.decode()
    page = practice(small_tree)
    star(client, page)
    shown = client.get("/nb/me/").content.decode()
    translated = PracticePage.objects.get(translation_key=page.translation_key, locale__language_code="nb")
    assert "saved-part" in shown
    assert translated.title in shown


def test_signing_in_moves_what_was_saved_and_both_notes_stay(small_tree: SiteTree) -> None:
    before, account = Learner.objects.create(), Learner.objects.create(user=UserFactory())
    record.write(before.pk, KEYS[0], Change("Before"))
    record.write(account.pk, KEYS[0], Change("In the account"))
    record.remove(account.pk, KEYS[0])
    record.write(before.pk, KEYS[1], Change("Alone"))
    record.save(account.pk, KEYS[2])
    record.remove(before.pk, KEYS[2])
    for _n in range(2):
        merge(before.pk, account)
    assert set(saved_keys(account.pk)) == set(map(str, KEYS))
    assert texts(account) == {"Before", "In the account", "Alone"}
    assert not Learner.objects.filter(pk=before.pk).exists()


def test_sealing_anew_covers_these_notes(db: None, settings: Any) -> None:
    learner = Learner.objects.create()
    record.write(learner.pk, KEYS[0], Change("Kept"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-secret-" * 5, [settings.SECRET_KEY]
    call_command("seal_anew")
    settings.SECRET_KEY_FALLBACKS = []
    assert texts(learner) == {"Kept"}


def test_the_own_data_hold_what_was_saved_and_deleting_leaves_nothing(small_tree: SiteTree, client: Client) -> None:
    page = practice(small_tree)
    write(client, page, "A thought of mine")
    told = client.get("/en/me/data.json").content.decode()
    assert "A thought of mine" in told
    assert page.title in told
    client.post("/en/me/delete/", {"sure": "on"})
    Learner.objects.all().delete()
    assert not SavedPractice.objects.exists()
    assert not SavedPracticeText.objects.exists()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(KEYS), st.booleans()), max_size=12))
@pytest.mark.django_db
def test_what_was_pressed_last_holds(presses: list[tuple[uuid.UUID, bool]]) -> None:
    learner = Learner.objects.create()
    for key, keep in presses:
        (record.save if keep else record.remove)(learner.pk, key)
    last = dict(presses)
    assert set(saved_keys(learner.pk)) == {str(key) for key, keep in last.items() if keep}


def test_visitors_see_nothing_of_each_other(small_tree: SiteTree) -> None:
    page = practice(small_tree)
    one, other = Visitor(), Visitor()
    star(one.client, page)
    write(one.client, page, "For me alone")
    assert "For me alone" not in other.client.get("/en/me/practices/").content.decode()
    star(other.client, page)
    assert "For me alone" not in other.client.get("/en/me/practices/").content.decode()
