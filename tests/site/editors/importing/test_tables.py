"""Tables of a document stay tables in a lesson, in every language."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from django.test import Client
from wagtail.rich_text import RichText

from courses.models import LessonPage
from tests.site.editors.importing.conftest import Upload, send
from tests.site.editors.importing.documents import saved

# By language: title of the module, words before and after the table, its rows.
WORDS: dict[str, tuple[str, str, str, list[list[str]]]] = {
    "en": (
        "A first week",
        "The first days decide whether somebody comes back, so plan them together with everyone involved.",
        "Look at this table again on Friday, and ask everybody what was missing in their first week.",
        [["Day", "What happens"], ["Monday", "Meet without a form."], ["Friday", "Ask how the week was."]],
    ),
    "nb": (
        "En første uke",
        "De første dagene avgjør om noen kommer tilbake, så planlegg dem sammen med alle som er med.",
        "Se på tabellen igjen på fredag, og spør alle hva de savnet i løpet av den første uken sin.",
        [["Dag", "Hva som skjer"], ["Mandag", "Møtes uten skjema."], ["Fredag", "Spør hvordan uken var."]],
    ),
}


def document(language: str) -> bytes:
    title, before, after, rows = WORDS[language]
    made = docx.Document()
    made.add_heading(f"1 {title}", 1)
    made.add_paragraph(before)
    table = made.add_table(rows=len(rows), cols=2)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(text).bold = text in rows[0]
    made.add_paragraph(after)
    return saved(made)


def lesson(language: str) -> Any:
    title = WORDS[language][0]
    page = LessonPage.objects.get(locale__language_code=language, draft_title=title)
    return page.get_latest_revision_as_object()


def told(body: Any) -> list[Any]:
    return [block.value["body"].source if block.block_type == "prose" else rows(block.value) for block in body]


def rows(table: Any) -> list[list[str]]:
    cells = [[cell.source.removeprefix("<p>").removesuffix("</p>") for cell in row["cells"]] for row in table["rows"]]
    return [list(table["head"]), *cells] if table["head"] else cells


@pytest.fixture
def english(upload: Upload, client: Client) -> Any:
    """The import of the English document."""
    row = upload("week.docx", document("en"))
    send(client, row, "make")
    assert row.stage == "made"
    return row


def test_a_table_stays_a_table_between_its_texts(english: Any) -> None:
    _title, before, after, cells = WORDS["en"]
    body = lesson("en").body
    assert [block.block_type for block in body] == ["prose", "table", "prose"]
    assert told(body) == [f"<p>{before}</p>", cells, f"<p>{after}</p>"]
    assert all(isinstance(cell, RichText) for row in body[1].value["rows"] for cell in row["cells"])
    assert body.stream_block.clean(body) is not None


def test_the_same_table_again_is_no_change(upload: Upload, client: Client, english: Any) -> None:
    before = lesson("en").latest_revision_id
    row = upload("week.docx", document("en"))
    send(client, row, "make")
    assert not row.report["changed"]
    assert lesson("en").latest_revision_id == before


def test_its_cells_are_translated_by_a_document_in_another_language(
    upload: Upload, client: Client, english: Any
) -> None:
    row = upload("uke.docx", document("nb"))
    assert row.language == "nb"
    send(client, row, "make")
    assert not row.report["refused"]
    _title, before, after, cells = WORDS["nb"]
    assert told(lesson("nb").body) == [f"<p>{before}</p>", cells, f"<p>{after}</p>"]
