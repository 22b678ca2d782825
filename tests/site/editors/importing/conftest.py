"""What the tests of imports share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mimi.editors.importing.models import ImportProposal
from mimi.editors.importing.sandbox import Document
from tests.factories import editor
from tests.site.editors.importing.reading import read

Upload = Callable[[str, bytes], ImportProposal]


@pytest.fixture
def author(small_tree: Any) -> Any:
    """Somebody who may edit all pages of the small site."""
    return editor(is_staff=True)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read here, which is quicker: the process of its own has tests of its own."""

    def read_here(name: str, content: bytes, tell: Any = None, *, seconds: float | None = None) -> Document:
        from mimi.editors.importing.language import language_of

        blocks = read(name, content)
        return Document(blocks, language_of(blocks), [])

    monkeypatch.setattr("mimi.editors.importing.tasks.read_document", read_here)


@pytest.fixture
def upload(author: Any, client: Client, in_this_process: None) -> Upload:
    """Give a document as the author does, and return the import."""
    client.force_login(author)

    def give(name: str, content: bytes) -> ImportProposal:
        answer = client.post("/cms/import/", {"document": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return ImportProposal.objects.get(pk=answer["Location"].strip("/").split("/")[-1])

    return give


def send(client: Client, row: ImportProposal, do: str = "keep", **changes: str) -> Any:
    """Send the form of a proposal, its fields as they are but for the changes."""
    row.refresh_from_db()
    fields = {"version": str(row.version), "language": row.language, "do": do}
    for part in row.parts:
        fields |= {f"{part['id']}-{name}": part[name] for name in ("kind", "title", "number", "parent")}
        fields |= {f"{part['id']}-pair-{name}": value for name, value in part["pairs"].items()}
    answer = client.post(f"/cms/import/{row.pk}/", {**fields, **changes}, follow=True)
    if ImportProposal.objects.filter(pk=row.pk).exists():
        row.refresh_from_db()
    return answer


def part(row: ImportProposal, kind: str, nth: int = 0) -> dict[str, Any]:
    """Return a part of a kind."""
    row.refresh_from_db()
    return [each for each in row.parts if each["kind"] == kind][nth]
