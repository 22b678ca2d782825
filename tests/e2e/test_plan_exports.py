"""Taking a plan along from its page: what was typed just now is in the file, and a page says what is missing."""

from __future__ import annotations

import io

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewContext, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas
from tests.e2e.test_plans import Desk, adopt

pytestmark = pytest.mark.e2e
# A save takes longer than somebody needs to press the next button.
SLOWLY = """
const quickly = window.fetch;
window.fetch = async (address, options) => {
  if (options?.method === "POST") await new Promise((go) => setTimeout(go, 500));
  return quickly(address, options);
};
"""


def word_file(page: Page) -> list[str]:
    """Take the plan along as a Word file, and return its paragraphs."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="Word", exact=True).click()
    return [row.text for row in Document(io.BytesIO(taken.value.path().read_bytes())).paragraphs]


def test_what_was_typed_just_now_is_in_the_file(page: Page, atlas: Atlas) -> None:
    page.add_init_script(SLOWLY)
    desk = adopt(page, atlas)
    desk.field("who").fill("Ida from the canteen")
    assert "Who\tIda from the canteen" in word_file(page)
    expect(desk.field("who")).to_have_value("Ida from the canteen")


def test_a_page_says_what_is_missing_for_a_calendar(new_context: NewContext, atlas: Atlas, watch: Watch) -> None:
    page = new_context(**PHONE).new_page()
    desk = adopt(page, atlas)
    watch.allow(409)
    page.get_by_role("link", name="Dates for a calendar").click()
    expect(page.get_by_role("alert")).to_contain_text("No step of this plan has a day yet.")
    assert not audit.axe(page, "light")
    assert not audit.layout(page)
    page.get_by_role("link", name="Back to the plan").click()
    desk.write("due", "2027-03-01")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Dates for a calendar").click()
    assert b"DTSTART;VALUE=DATE:20270301" in taken.value.path().read_bytes()


def test_a_plan_is_taken_along_without_a_script(new_context: NewContext, atlas: Atlas) -> None:
    page = new_context(java_script_enabled=False).new_page()
    desk: Desk = adopt(page, atlas)
    title = desk.field("title").input_value()
    assert f"1. {title}" in word_file(page)
