"""What waits for a review isn't changed under the reviewer's eyes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from mimi.editors.aids.exchange.base import FORMATS
from mimi.editors.aids.exchange.collecting import documents
from tests.courses.desk import told
from tests.factories import SiteTree
from tests.site.editors.roles.people import person, refused, signed_in, translation_of

_FORM = "multipart/form-data; boundary=edge"


@pytest.fixture
def translation(small_tree: SiteTree) -> Translation:
    """The page about us, on its way into Norwegian."""
    return translation_of(small_tree.about["en"])


def segment_of(translation: Translation) -> Any:
    return StringSegment.objects.get(source=translation.source, context__path="title")


def write(client: Client, translation: Translation, words: str) -> Any:
    """Save a field as the translation editor's script does."""
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment_of(translation).pk])
    body = f'--edge\r\nContent-Disposition: form-data; name="value"\r\n\r\n{words}\r\n--edge--\r\n'
    return client.put(address, data=body.encode(), content_type=_FORM)


def written(translation: Translation) -> str:
    found = StringTranslation.objects.filter(translation_of=segment_of(translation).string_id)
    return found.values_list("data", flat=True).first() or ""


def test_a_translator_writes_until_she_has_sent_it_and_again_when_it_comes_back(
    small_tree: SiteTree, translation: Translation
) -> None:
    alice, bob = signed_in(person("translator", "nb")), signed_in(person("reviewer", "nb"))
    assert write(alice, translation, "Om oss").status_code == 200
    alice.post(reverse("editors_translation_submit", args=[translation.pk]))
    assert refused(write(alice, translation, "Om dem"))
    assert write(bob, translation, "Om oss alle").status_code == 200
    step = small_tree.about["nb"].get_latest_revision_as_object().current_workflow_task_state
    url = reverse("editors_translation_decide", args=[translation.pk])
    bob.post(url, {"step": str(step.pk), "reject": "1", "comment": "Kortere."})
    assert write(alice, translation, "Oss").status_code == 200
    assert written(translation) == "Oss"


def test_her_editor_shows_that_it_is_locked_and_the_reviewers_doesnt(
    small_tree: SiteTree, translation: Translation
) -> None:
    alice, bob = signed_in(person("translator", "nb")), signed_in(person("reviewer", "nb"))
    write(alice, translation, "Om oss")
    edit = f"/cms/pages/{small_tree.about['nb'].pk}/edit/"
    assert [_is_locked(client, edit) for client in (alice, bob)] == [False, False]
    alice.post(reverse("editors_translation_submit", args=[translation.pk]))
    assert [_is_locked(client, edit) for client in (alice, bob)] == [True, False]


def _is_locked(client: Client, edit: str) -> bool:
    context = client.get(edit).context
    props = next(
        layer["props"] for layer in reversed(list(context)) for layer in layer if "isLocked" in layer.get("props", "")
    )
    return bool(json.loads(props)["object"]["isLocked"])


def test_a_file_changes_nothing_that_is_being_reviewed(small_tree: SiteTree, translation: Translation) -> None:
    alice, bob = signed_in(person("translator", "nb")), signed_in(person("reviewer", "nb"))
    write(alice, translation, "Om oss")
    as_it_is = FORMATS["po"].write(documents([translation]))
    alice.post(reverse("editors_translation_submit", args=[translation.pk]))
    for address in (
        reverse("aids:files", args=[translation.pk]),
        reverse("aids:language_files", args=["nb"]),
    ):
        refusal = send(alice, address, as_it_is.replace(b"Om oss", b"Om dem"))
        assert refusal.status_code == 422
        assert "This is being reviewed" in told(refusal)
        assert written(translation) == "Om oss"
        # What changes nothing is no mistake.
        assert send(alice, address, as_it_is).status_code in (200, 302)
    send(bob, reverse("aids:files", args=[translation.pk]), as_it_is.replace(b"Om oss", b"Om dem"))
    assert written(translation) == "Om dem"


def send(client: Client, address: str, data: bytes) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("texts.po", data), "replace": "on"})
