"""An editor drops a document, puts right what was recognised, and gets drafts; nobody else sees anything of it."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.test_editor import PASSWORD
from tools.guide_pictures import DOCUMENT

pytestmark = pytest.mark.e2e
# The document waits for the worker, and is read in a process of its own.
PATIENCE = 60_000


@pytest.fixture
def desk(new_context: NewContext, live_site: RunningSite, watch: Watch) -> Page:
    """The page of an editor who is about to import."""
    watch.allow(302)
    email = f"imre-{uuid.uuid4().hex[:8]}@example.org"
    live_site.administrator(email, PASSWORD)
    page = new_context().new_page()
    page.goto("/cms/import/")
    page.locator("[type=email]").fill(email)
    page.locator("[type=password]").fill(PASSWORD)
    page.locator("[type=password]").press("Enter")
    expect(page.get_by_label("Document")).to_be_visible()
    return page


def give(desk: Page, name: str, kind: str, content: bytes) -> None:
    """Drop a file."""
    desk.get_by_label("Document").set_input_files(FilePayload(name=name, mimeType=kind, buffer=content))
    desk.get_by_role("button", name="Read the document").click()


def test_a_document_becomes_drafts_and_nothing_is_published(desk: Page, page: Page) -> None:
    give(desk, "booklet.txt", "text/plain", DOCUMENT.encode())
    make = desk.get_by_role("button", name="Make the drafts")
    expect(make).to_be_visible(timeout=PATIENCE)
    for title in ("Meeting at the door", "A walk around the neighbourhood"):
        expect(desk.get_by_role("heading", name=title)).to_be_visible()
    practice = desk.get_by_role("region", name="A walk around the neighbourhood")
    practice.get_by_label("Title").fill("A walk through the quarter")
    practice.get_by_label(re.compile("^Country")).select_option(index=1)
    practice.get_by_label(re.compile("^Organisation")).fill("Naboer")
    make.click()
    expect(desk.get_by_text("Nothing has been published.")).to_be_visible()
    desk.get_by_role("link", name="A walk through the quarter").first.click()
    expect(desk.locator("input[value='Invite']").first).to_be_attached()
    assert "A walk through the quarter" not in page.request.get("/en/practices/").text()


def test_a_broken_file_is_told_in_a_sentence(desk: Page, watch: Watch) -> None:
    watch.allow(422)
    give(desk, "booklet.pdf", "application/pdf", b"%PDF-1.7 and then nothing of the kind")
    alert = desk.get_by_role("main").get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE)
    expect(alert).to_have_text(re.compile(r"\w+ \w+.*\."))
