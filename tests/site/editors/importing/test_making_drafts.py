"""From a document to drafts: nothing is published, nothing is made twice, and what an editor has written stays."""

from __future__ import annotations

from typing import Any

from django.test import Client
from wagtail.models import Page, PageLogEntry

from courses.models import LessonPage, ModulePage
from mimi.editors.importing.models import ImportedPage, ImportUpload
from mimi.pages.richtext import plain
from practices.models import Country, PracticePage
from tests.factories.practices import vocabulary
from tests.site.editors.importing.conftest import Upload, part, send
from tests.site.editors.importing.documents import ENGLISH, NORWEGIAN, as_docx, as_text

NAME = "booklet.txt"


def _import(upload: Upload, client: Client, text: str, name: str = NAME) -> Any:
    row = upload(name, text.encode())
    send(client, row, "make")
    assert row.stage == "made", row.report
    return row


def test_drafts_are_made_and_nothing_is_published(upload: Upload, client: Client, author: Any) -> None:
    """Modules with lessons, practices with steps: all drafts, in English, by the one who imported, told in the log."""
    live = set(Page.objects.live().values_list("pk", flat=True))
    vocabulary(Country, "at")
    _import(upload, client, as_text(ENGLISH))
    assert set(Page.objects.live().values_list("pk", flat=True)) == live
    modules = ModulePage.objects.filter(live=False).order_by("path")
    assert [(m.number, m.title) for m in modules] == [
        ("1", "Why this booklet"),
        ("2.1", "A talk between two"),
        ("2.2", "Deciding together"),
        ("2.3", "Words for every day"),
        ("4", "What changes in a year"),
    ]
    lesson = LessonPage.objects.child_of(modules[0]).get()
    told = " ".join(plain(str(block.value["body"])) for block in lesson.get_latest_revision_as_object().body)
    assert told == " ".join(ENGLISH.introduction[1])
    practice = PracticePage.objects.get(live=False, title="Coffee with a neighbour").get_latest_revision_as_object()
    assert (practice.organisation, practice.country.code) == ("Fjordhus", "no")
    assert plain(practice.need) == ENGLISH.cases[0].opening
    assert [(s.title, plain(s.text)) for s in practice.steps.all()] == list(ENGLISH.cases[0].steps)
    assert practice.locale.language_code == "en"
    assert practice.owner == author
    assert PageLogEntry.objects.filter(action="editors.import", user=author).count() == ImportedPage.objects.count()
    assert not ImportUpload.objects.exists()


def test_the_same_document_makes_nothing_twice(upload: Upload, client: Client, small_tree: Any) -> None:
    """Given again, it finds its pages by the file's name and the place in it; revisions aren't made for nothing."""
    vocabulary(Country, "at")
    _import(upload, client, as_text(ENGLISH))
    pages, revisions = Page.objects.count(), _revisions()
    again = _import(upload, client, as_text(ENGLISH))
    assert (Page.objects.count(), _revisions()) == (pages, revisions)
    assert not again.report["new"]
    assert not again.report["changed"]


def test_another_version_renews_its_drafts(upload: Upload, client: Client) -> None:
    """What the document says anew stands in the draft; its pages are the same."""
    vocabulary(Country, "at")
    _import(upload, client, as_text(ENGLISH))
    pages = Page.objects.count()
    again = _import(upload, client, as_text(ENGLISH).replace("two chairs and enough time", "two stools and an hour"))
    assert Page.objects.count() == pages
    assert [title for _pk, title in again.report["changed"]] == ["A talk between two"]
    lesson = LessonPage.objects.get(title="A talk between two", live=False).get_latest_revision_as_object()
    assert "two stools and an hour" in str(lesson.body)


def test_what_an_editor_has_changed_stays_and_is_told(upload: Upload, client: Client) -> None:
    """Her steps stay; the fields that she hasn't touched follow the document."""
    vocabulary(Country, "at")
    _import(upload, client, as_text(ENGLISH))
    practice = PracticePage.objects.get(title="Coffee with a neighbour").get_latest_revision_as_object()
    practice.need = "<p>In her own words.</p>"
    practice.save_revision(clean=False)
    newer = as_text(ENGLISH).replace("next door", "downstairs").replace("Find the table", "Find a table")
    again = _import(upload, client, newer)
    practice = PracticePage.objects.get(title="Coffee with a neighbour").get_latest_revision_as_object()
    assert practice.need == "<p>In her own words.</p>"
    assert practice.steps.first().title == "Find a table"
    assert [(title, field) for _pk, title, field in again.report["kept"]] == [
        ("Coffee with a neighbour", "The need it answers")
    ]


def test_a_published_page_gets_a_draft_and_stays_up(upload: Upload, client: Client) -> None:
    """Its readers see the same as before."""
    vocabulary(Country, "at")
    _import(upload, client, as_text(ENGLISH))
    lesson = LessonPage.objects.get(title="A talk between two", live=False)
    lesson.get_parent().get_latest_revision().publish()
    lesson.get_latest_revision().publish()
    before = str(LessonPage.objects.get(pk=lesson.pk).body)
    again = _import(upload, client, as_text(ENGLISH).replace("two chairs and enough time", "two stools and an hour"))
    assert [title for _pk, title in again.report["changed"]] == ["A talk between two"], again.report
    lesson.refresh_from_db()
    assert lesson.live
    assert lesson.has_unpublished_changes
    assert str(LessonPage.objects.get(pk=lesson.pk).body) == before


def test_a_word_file_of_one_practice_becomes_one_practice(upload: Upload, client: Client) -> None:
    """Sections by their headings, contacts and links as rows, marks kept."""
    import docx

    from tests.site.editors.importing.documents import saved

    document = docx.Document()
    document.add_heading("A shop that listens", 0)
    document.add_heading("Need", 2)
    paragraph = document.add_paragraph("Many wait ")
    paragraph.add_run("too long").bold = True
    paragraph.add_run(" for a first talk in Norway.")
    document.add_heading("Target group", 2)
    document.add_paragraph("Young people without work.", style="List Bullet")
    document.add_heading("Steps", 2)
    for n, text in enumerate(("Open the door on a Tuesday.", "Listen before you sell."), start=1):
        document.add_paragraph(f"Step {n}: Part {n}")
        document.add_paragraph(text)
    document.add_heading("Results", 2)
    document.add_paragraph("Nine people came back.")
    document.add_heading("Contact", 2)
    document.add_paragraph("Kari Holm, shop manager, kari@example.org, +47 22 33 44 55")
    document.add_heading("Links", 2)
    document.add_paragraph("The shop: https://shop.example.org/about")
    row = upload("shop.docx", saved(document))
    practice_part = part(row, "practice")
    send(client, row, "make", **{f"{practice_part['id']}-pair-organisation": "The shop"})
    page = PracticePage.objects.get(live=False).get_latest_revision_as_object()
    assert page.title == "A shop that listens"
    assert "<b>too long</b>" in page.need
    assert "Young people without work." in page.need
    assert [(s.title, plain(s.text)) for s in page.steps.all()] == [
        ("Part 1", "Open the door on a Tuesday."),
        ("Part 2", "Listen before you sell."),
    ]
    assert plain(page.results) == "Nine people came back."
    contact = page.contacts.get()
    assert (contact.name, contact.role, contact.email, contact.phone) == (
        "Kari Holm",
        "shop manager",
        "kari@example.org",
        "+47 22 33 44 55",
    )
    link = page.links.get()
    assert (link.title, link.url) == ("The shop", "https://shop.example.org/about")


def test_another_language_needs_the_english_first(upload: Upload, client: Client) -> None:
    """Without an English page nothing is made, and it is said what to do."""
    row = upload("hefte.docx", as_docx(NORWEGIAN))
    for each in row.parts:
        each["pairs"].pop("english", None)
    type(row).objects.filter(pk=row.pk).update(parts=row.parts)
    pages = Page.objects.count()
    answer = send(client, row, "make")
    assert Page.objects.count() == pages
    assert "English comes first on this site" in answer.content.decode()


def test_another_language_becomes_the_draft_of_a_translation(upload: Upload, client: Client, small_tree: Any) -> None:
    """The sentences of a Norwegian document stand in the translation of the English that was imported before."""
    vocabulary(Country, "at")
    _import(upload, client, as_text(NORWEGIAN_LIKE))
    live = set(Page.objects.live().values_list("pk", flat=True))
    row = upload("hefte.txt", as_text(NORWEGIAN).encode())
    assert row.language == "nb"
    send(client, row, "make")
    assert row.stage == "made"
    assert not row.report["refused"]
    page = PracticePage.objects.get(locale__language_code="nb", draft_title="Kaffe med en nabo")
    draft = page.get_latest_revision_as_object()
    assert not page.live
    assert plain(draft.need) == NORWEGIAN.cases[0].opening
    assert [(s.title, plain(s.text)) for s in draft.steps.all()] == list(NORWEGIAN.cases[0].steps)
    lesson = LessonPage.objects.get(locale__language_code="nb", draft_title="En samtale mellom to")
    assert NORWEGIAN.modules[0][1][0] in plain(str(lesson.get_latest_revision_as_object().body[0].value["body"]))
    assert set(Page.objects.live().values_list("pk", flat=True)) == live


def _revisions() -> int:
    from wagtail.models import Revision

    return Revision.objects.count()


# The English booklet, cut to the chapters, practices and steps that the Norwegian one has.
NORWEGIAN_LIKE = type(ENGLISH)(
    "en",
    "Step",
    "Contents",
    (ENGLISH.introduction[0], ENGLISH.introduction[1][:1]),
    ENGLISH.method,
    ((ENGLISH.modules[0][0], ENGLISH.modules[0][1][:1]), ENGLISH.modules[1]),
    ENGLISH.practices,
    (type(ENGLISH.cases[0])(ENGLISH.cases[0].heading, ENGLISH.cases[0].opening, ENGLISH.cases[0].steps[:2]),),
    ENGLISH.last,
)
