"""Who may and may not: every address of the helps, tried as everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import Translation

from mimi.editors.aids.access import editable_translations, translated_languages
from mimi.editors.aids.exchange import FORMATS
from mimi.editors.aids.exchange.collecting import behind, documents
from mimi.editors.aids.urls import _OWN
from mimi.people.models import User
from tests.factories import UserFactory
from tests.factories.speech import locale
from tests.site.editors.aids.desk import Desk, everything, row_of, translate
from tests.site.editors.aids.files import translated

pytestmark = pytest.mark.django_db
# By whoever may work on the Norwegian page, whoever may work on German ones only, a reader, and a visitor.
NORWEGIAN, GERMAN, READER, VISITOR = "norwegian", "german", "reader", "visitor"
# Wagtail sends those back to its first page who may come in, but not here.
OK, SENT_BACK, SIGN_IN, DENIED = 200, 302, 302, 403
ADDRESSES: dict[str, tuple[str, str, int]] = {
    "help": ("get", "aids:help", OK),
    "help_json": ("get", "aids:help_json", OK),
    "confirm": ("post", "aids:confirm", 302),
    "side_by_side": ("get", "aids:side_by_side", OK),
    "frame": ("get", "aids:frame", OK),
    "files": ("get", "aids:files", OK),
    "language_files": ("get", "aids:language_files", OK),
    "po": ("get", "wagtail_localize:download_pofile", OK),
}


def _arguments(name: str, translation: Translation) -> list[Any]:
    if name == "confirm":
        return [translation.pk, row_of(translation, "Fish").segment.pk]
    if name == "frame":
        return [translation.pk, "target"]
    return ["nb"] if name == "language_files" else [translation.pk]


def test_the_table_has_every_address() -> None:
    open_to_all_translators = {"languages", "search"}
    assert {one.name for one in _OWN} | {"po"} == set(ADDRESSES) | open_to_all_translators


@pytest.fixture
def people(translator_of: Callable[..., User]) -> dict[str, Any]:
    return {
        NORWEGIAN: translator_of("nb"),
        GERMAN: translator_of("de"),
        READER: UserFactory(),
        VISITOR: AnonymousUser(),
    }


@pytest.mark.parametrize("name", ADDRESSES)
def test_only_who_may_edit_the_page_gets_help(
    name: str, client: Client, work: Translation, people: dict[str, Any]
) -> None:
    method, view, answer = ADDRESSES[name]
    address = reverse(view, args=_arguments(name, work))
    for person, status in ((NORWEGIAN, answer), (GERMAN, SENT_BACK), (READER, SIGN_IN), (VISITOR, SIGN_IN)):
        client.logout()
        if person != VISITOR:
            client.force_login(people[person])
        got = getattr(client, method)(address)
        assert got.status_code == status, person
        if person == GERMAN:
            assert got.headers["Location"] == reverse("wagtailadmin_home")
        elif person != NORWEGIAN:
            assert "/login/" in got.headers["Location"]


@pytest.mark.parametrize("name", ["help", "help_json", "side_by_side", "files"])
def test_what_is_not_there_is_not_found(name: str, client: Client, boss: User) -> None:
    client.force_login(boss)
    assert client.get(reverse(f"aids:{name}", args=[0])).status_code == 404


def test_a_file_for_a_page_of_another_language_changes_nothing(
    client: Client, desk: Desk, work: Translation, people: dict[str, Any]
) -> None:
    german = desk.translation(desk.about["en"], "de")
    data = translated("po", FORMATS["po"].write(documents([work])), {"About": ("Om oss", "")})
    client.force_login(people[GERMAN])
    for address in (reverse("aids:files", args=[german.pk]), reverse("aids:language_files", args=["de"])):
        answer = client.post(address, {"file": SimpleUploadedFile("texts.po", data), "partly": "on"})
        assert answer.status_code == 200
        assert "for another page or language" in answer.content.decode()
    assert everything(work) == {}
    assert client.post(reverse("aids:files", args=[work.pk]), {"file": "x"}).status_code == SENT_BACK


def test_each_has_her_own_languages_and_pages(
    desk: Desk, work: Translation, people: dict[str, Any], boss: User
) -> None:
    desk.translation(desk.about["en"], "de")
    assert [one.language_code for one in translated_languages(people[NORWEGIAN])] == ["nb"]
    assert {one.language_code for one in translated_languages(boss)} >= {"nb", "de"}
    assert editable_translations(people[NORWEGIAN], locale("nb")) == [work]
    assert editable_translations(people[GERMAN], locale("nb")) == []


def test_all_that_is_behind_goes_out_and_comes_in(client: Client, desk: Desk, work: Translation, boss: User) -> None:
    done = desk.translation(desk.more["en"])
    for english in ("More", "more", "About: More", "Text of More"):
        translate(done, english, "ferdig")
    assert behind([work, done]) == [work]
    client.force_login(boss)
    address = reverse("aids:language_files", args=["nb"])
    sent = client.get(address, {"format": "xliff", "scope": "behind", "packing": "file"})
    assert sent.headers["Content-Disposition"] == 'attachment; filename="norsk-nb.xlf"'
    data = translated("xliff", sent.content, {"About": ("", "Om oss")})
    back = client.post(address, {"file": SimpleUploadedFile("texts.xlf", data)}, follow=True)
    assert "1 translation was taken from the file." in back.content.decode()
    assert [text for text, _kind, _at in everything(work).values()] == ["Om oss"]
    archive = client.get(address, {"format": "po", "scope": "all", "packing": "archive"})
    assert archive.content.startswith(b"PK")


def test_a_page_goes_out_with_all_under_it(client: Client, desk: Desk, work: Translation, boss: User) -> None:
    home = desk.translation(desk.home["en"])
    desk.translation(desk.more["en"])
    client.force_login(boss)
    sent = client.get(
        reverse("aids:files", args=[home.pk]), {"format": "po", "scope": "below", "packing": "file"}
    ).content
    assert len(FORMATS["po"].read(sent)) == 3


def test_a_broken_file_is_told_with_its_line_and_changes_nothing(client: Client, work: Translation, boss: User) -> None:
    client.force_login(boss)
    data = FORMATS["po"].write(documents([work])) + b"rubbish\n"
    address = reverse("wagtail_localize:upload_pofile", args=[work.pk])
    answer = client.post(address, {"file": SimpleUploadedFile("texts.po", data)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The file cannot be read. Nothing was changed." in page
    assert f"Line {len(data.splitlines())}:" in page
    assert everything(work) == {}


def test_what_is_wrong_stops_the_rest_unless_it_is_left_out(client: Client, work: Translation, boss: User) -> None:
    client.force_login(boss)
    texts = {"About": ("Om oss", ""), "Fish & chipsfor {1}.": ("Fisk", "")}
    data = translated("po", FORMATS["po"].write(documents([work])), texts)
    address = reverse("aids:files", args=[work.pk])
    answer = client.post(address, {"file": SimpleUploadedFile("texts.po", data)})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was changed, because something in the file is wrong." in page
    assert re.search(r"Line \d+</b> · <a href=\"[^\"]+\">About › Text › Text</a>|Line \d+</b> · <a", page)
    assert "These tags of the English are missing: &lt;br&gt;" in page
    assert "These placeholders of the English are missing: {1}" in page
    assert everything(work) == {}
    partly = client.post(address, {"file": SimpleUploadedFile("texts.po", data), "partly": "on"})
    assert partly.status_code == 200
    assert [text for text, _kind, _at in everything(work).values()] == ["Om oss"]


def test_both_frames_show_drafts_and_may_be_framed_by_ourselves_only(
    client: Client, desk: Desk, work: Translation, boss: User
) -> None:
    translate(work, "Fish", "Fisk &amp; chips<br/>til {1}.")
    desk.about["nb"].unpublish()
    client.force_login(boss)
    page = client.get(reverse("aids:side_by_side", args=[work.pk]))
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    for side, text in (("source", "Fish &amp; chips<br/>for {1}."), ("target", "Fisk &amp; chips<br/>til {1}.")):
        address = reverse("aids:frame", args=[work.pk, side])
        assert f'src="{address}"' in page.content.decode()
        frame = client.get(address)
        assert text in frame.content.decode()
        assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]


def test_the_help_of_a_page_is_told_to_the_script(client: Client, work: Translation, boss: User) -> None:
    translate(work, "Fish", "Fisk<br/>{1}", translation_type="machine", tool_name="Parrot")
    client.force_login(boss)
    told = client.get(reverse("aids:help_json", args=[work.pk])).json()["segments"]
    row = row_of(work, "Fish")
    assert told[str(row.segment.pk)]["unconfirmed"]
    assert "Translated by Parrot, not confirmed." in told[str(row.segment.pk)]["html"]
    one = client.get(reverse("aids:help_json", args=[work.pk]), {"segment": row.segment.pk}).json()["segments"]
    assert list(one) == [str(row.segment.pk)]


def test_the_editor_leads_to_the_helps(client: Client, desk: Desk, work: Translation, boss: User) -> None:
    translate(work, "Fish", "Fisk<br/>{1}", translation_type="machine", tool_name="Parrot")
    client.force_login(boss)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[desk.about["nb"].pk])).content.decode()
    for name in ("help", "help_json", "files", "side_by_side"):
        assert f'"{reverse(f"aids:{name}", args=[work.pk])}"' in page
    assert "1 text was translated by a machine" in " ".join(page.split())
