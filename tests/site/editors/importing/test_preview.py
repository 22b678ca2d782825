"""The preview: what was taken for what, put right before anything is made; no change is lost, and no script needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from mimi.editors.importing import limits
from mimi.editors.importing.models import ImportProposal, ImportUpload
from mimi.editors.importing.tasks import forget, read_later
from tests.factories import UserFactory, editor
from tests.site.editors.importing.conftest import Upload, part, send
from tests.site.editors.importing.documents import ENGLISH, as_text


def test_it_shows_what_was_taken_for_what_with_the_place(upload: Upload, client: Client) -> None:
    """Kinds, titles, words and lines of the source stand on the page."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    shown = client.get(f"/cms/import/{row.pk}/").content.decode()
    assert "5 modules" in shown
    assert "2 practices" in shown
    assert "5 steps" in shown
    assert ENGLISH.cases[0].opening in shown
    assert f"line {row.outline[-1]['place'][1]}" in shown


def test_every_button_keeps_all_fields(upload: Upload, client: Client) -> None:
    """A title that was changed beside a split is kept with it."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    lesson, step = part(row, "lesson"), part(row, "step")
    changes = {f"{step['id']}-title": "Another title", f"{lesson['id']}-kind": "drop"}
    send(client, row, f"split:{lesson['id']}:{lesson['blocks'][1]}", **changes)
    assert part(row, "step")["title"] == "Another title"
    assert part(row, "drop")["kind"] == "drop"
    places = [each["id"] for each in row.parts]
    new = row.parts[places.index(lesson["id"]) + 1]
    assert new["blocks"] == lesson["blocks"][1:]


def test_merged_parts_keep_all_blocks(upload: Upload, client: Client) -> None:
    """The words of both stand in the first."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    first, second = part(row, "step", 0), part(row, "step", 1)
    send(client, row, f"merge:{second['id']}")
    assert part(row, "step", 0)["blocks"] == first["blocks"] + second["blocks"]
    assert second["id"] not in {each["id"] for each in row.parts}


def test_a_part_can_go_to_another_page(upload: Upload, client: Client) -> None:
    """A step of the first practice becomes one of the second."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    step, other = part(row, "step", 0), part(row, "practice", 1)
    send(client, row, "keep", **{f"{step['id']}-parent": other["id"]})
    assert part(row, "step", 0)["parent"] == other["id"]


def test_a_window_that_is_behind_changes_nothing(upload: Upload, client: Client) -> None:
    """What was done in another window stays, and it is said."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    step = part(row, "step")
    old = str(row.version)
    send(client, row, "keep", **{f"{step['id']}-title": "The newer"})
    answer = send(client, row, "keep", version=old, **{f"{step['id']}-title": "The older"})
    assert "changed in another window" in answer.content.decode()
    assert part(row, "step")["title"] == "The newer"


def test_nothing_is_made_while_something_is_missing(upload: Upload, client: Client) -> None:
    """A practice without an organisation is told, and no page is made."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    pages = Page.objects.count()
    practice = part(row, "practice")
    answer = send(client, row, "make", **{f"{practice['id']}-pair-organisation": ""})
    assert "say what “Organisation” is" in answer.content.decode()
    assert Page.objects.count() == pages


def test_imports_are_each_persons_own(upload: Upload, client: Client) -> None:
    """Another editor finds none; who may make no pages, no import at all."""
    row = upload("booklet.txt", as_text(ENGLISH).encode())
    client.force_login(editor(is_staff=True))
    assert client.get(f"/cms/import/{row.pk}/").status_code == 404
    client.force_login(UserFactory())
    assert client.get("/cms/import/").status_code == 302


def test_a_long_document_is_read_by_the_worker(author: Any, in_this_process: None) -> None:
    """Its file waits in the database, and goes as soon as it has been read."""
    row = ImportProposal.objects.create(owner=author, file_name="booklet.txt")
    ImportUpload.objects.create(proposal=row, content=as_text(ENGLISH).encode())
    read_later.call(str(row.pk))
    row.refresh_from_db()
    assert row.stage == "ready"
    assert row.parts
    assert not ImportUpload.objects.exists()


def test_what_is_over_is_forgotten(author: Any) -> None:
    """Uploads after a day, proposals after two weeks."""
    row = ImportProposal.objects.create(owner=author, file_name="booklet.txt")
    ImportUpload.objects.create(proposal=row, content=b"text")
    forget(timezone.now() + limits.KEEP_UPLOAD + timedelta(hours=1))
    assert not ImportUpload.objects.exists()
    row.refresh_from_db()
    assert row.stage == "failed"
    forget(timezone.now() + limits.KEEP_PROPOSAL + timedelta(hours=1))
    assert not ImportProposal.objects.exists()
