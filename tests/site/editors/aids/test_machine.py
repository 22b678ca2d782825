"""A machine translates what is missing; nothing of that is done before a person has confirmed it."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from mimi.editors.aids.confirming import unconfirmed, waiting
from mimi.editors.aids.machine import TOGETHER
from mimi.editors.parity.gate import draft_of, findings
from mimi.people.models import User
from tests.site.editors.aids.desk import Desk, everything, row_of, translate

pytestmark = pytest.mark.django_db


class Parrot(BaseMachineTranslator):
    """Says everything again, in another voice; it loses a tag, and falls silent, when told to."""

    display_name = "Parrot"
    asked: list[int] = []

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        return True

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> dict[Any, Any]:
        texts = list(strings)
        self.asked.append(len(texts))
        if self.options.get("SILENT"):
            raise requests.ConnectionError("no route")
        return {text: StringValue(text.data.replace("<br/>", "").replace("e", "ee")) for text in texts}


@pytest.fixture
def parrot(settings: Any) -> Any:
    Parrot.asked = []
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Parrot", "OPTIONS": {}}
    return settings


@pytest.fixture
def boss_client(client: Client, boss: User) -> Client:
    client.force_login(boss)
    return client


def ask(client: Client, translation: Translation) -> Any:
    return client.post(reverse("wagtail_localize:machine_translate", args=[translation.pk]), follow=True)


def test_without_a_service_there_is_nothing_to_press(boss_client: Client, work: Translation) -> None:
    assert ask(boss_client, work).status_code == 404


def test_what_is_missing_is_translated_and_marked(boss_client: Client, work: Translation, parrot: Any) -> None:
    translate(work, "Say", "En persons")
    page = ask(boss_client, work).content.decode()
    found = {english: (text, kind) for (_path, english), (text, kind, _at) in everything(work).items()}
    assert found["About"] == ("About", "machine")
    assert found["About: About"] == ("About: About", "machine")
    assert ("En persons", "manual") in found.values()
    # It has lost a tag of the fish, and an address is a person's to choose.
    assert not any(english.startswith("Fish") for english in found)
    assert "about" not in found
    assert "Translated by machine: 2." in page
    assert "Left out, because tags, placeholders or the length were wrong: 1." in page
    assert len(unconfirmed(work)) == 2


def test_a_service_that_does_not_answer_is_told_and_changes_nothing(
    boss_client: Client, work: Translation, parrot: Any
) -> None:
    parrot.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": f"{__name__}.Parrot", "OPTIONS": {"SILENT": True}}
    page = ask(boss_client, work).content.decode()
    assert "Parrot did not answer as it should." in page
    assert everything(work) == {}


def test_many_texts_are_asked_in_portions(boss_client: Client, desk: Desk, parrot: Any) -> None:
    many = desk.translation(desk.write(desk.more["en"], *(f"<p>Text no. {n}</p>" for n in range(60))))
    ask(boss_client, many)
    assert Parrot.asked == [TOGETHER, 22]
    ask(boss_client, many)
    assert len(Parrot.asked) == 2


def test_confirming_makes_it_a_persons(boss_client: Client, boss: User, work: Translation) -> None:
    translate(work, "Fish", "Fisk<br/>{1}", translation_type="machine", tool_name="Parrot")
    row = row_of(work, "Fish")
    address = reverse("aids:confirm", args=[work.pk, row.segment.pk])
    assert boss_client.get(address).status_code == 405
    answer = boss_client.post(address, headers={"accept": "application/json"})
    assert answer.json() == {"left": 0}
    stored = StringTranslation.objects.get(translation_of=row.segment.string_id)
    assert (stored.data, stored.translation_type, stored.tool_name) == ("Fisk<br/>{1}", "manual", "")
    assert stored.last_translated_by == boss
    # Without a script, and once more.
    back = boss_client.post(address, headers={"accept": "text/html"})
    assert back.headers["Location"] == f"{reverse('aids:help', args=[work.pk])}#segment-{row.segment.pk}"


def test_saving_in_the_editor_confirms_too(boss_client: Client, work: Translation) -> None:
    translate(work, "Fish", "Fisk<br/>{1}", translation_type="machine", tool_name="Parrot")
    row = row_of(work, "Fish")
    address = reverse("wagtail_localize:edit_string_translation", args=[work.pk, row.segment.pk])
    # As wagtail-localize's script sends it.
    answer = boss_client.put(address, data=_form(value="Fisk<br/>{1}"), content_type=_FORM)
    assert answer.status_code == 200
    assert unconfirmed(work) == []


def test_the_gate_is_told_of_each_with_its_place(work: Translation, desk: Desk) -> None:
    assert waiting(work) == []
    translate(work, "Fish", "Fisk<br/>{1}", translation_type="machine", tool_name="Parrot")
    (one,) = waiting(work)
    row = row_of(work, "Fish")
    assert (one.path, one.place, one.segment_id) == (row.path, 1, row.segment.pk)
    assert "was translated by a machine" in one.message
    told = [finding for finding in findings(draft_of(work)) if finding.check == "unconfirmed"]
    assert [(finding.level, finding.message) for finding in told] == [("error", one.message)]


_FORM = "multipart/form-data; boundary=edge"


def _form(**fields: str) -> bytes:
    parts = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
    )
    return f"{parts}--edge--\r\n".encode()
