"""Private notes as their writer meets them: saved as she types, in two windows, offline, without a script."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas, Place
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
THOUGHT = "Da bestemor lyttet, sa jeg alt"
NOTHING_WAITS = "Object.keys(localStorage).filter((key) => key.startsWith('mimi:note:')).length === 0"


def nothing_waits(page: Page) -> None:
    """Come back when the browser has sent all that it kept; asked again and again, for the site lets no text be run."""
    for _try in range(150):
        if page.evaluate(NOTHING_WAITS):
            return
        page.wait_for_timeout(100)
    assert page.evaluate(NOTHING_WAITS)


@pytest.fixture
def lesson(atlas: Atlas) -> Place:
    """A lesson with a question to think about."""
    return next(place for place in atlas.pages["LessonPage"] if "reflection" in place.kinds)


def opened(page: Page, lesson: Place, language: str = "en") -> Locator:
    """Open the lesson, and return the field of its note once what it holds has arrived."""
    with page.expect_response(re.compile("reflections.json")):
        page.goto(lesson.urls[language])
    return note(page)


def note(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("textbox")


def status(page: Page) -> Locator:
    return page.locator("[data-reflection] [data-status]")


def write(page: Page, text: str) -> None:
    """Type a text in place of what is there, and see that it is saved."""
    note(page).fill("")
    note(page).press_sequentially(text)
    expect(status(page)).to_have_text("Saved")
    nothing_waits(page)


def test_a_note_is_saved_as_it_is_typed(context: BrowserContext, page: Page, lesson: Place) -> None:
    expect(opened(page, lesson)).to_have_value("")
    assert context.cookies() == []
    write(page, THOUGHT)
    assert [cookie["name"] for cookie in context.cookies()] == ["learner"]
    page.reload()
    expect(note(page)).to_have_value(THOUGHT)
    # It belongs to the lesson, in whatever language that is read.
    expect(opened(page, lesson, "el")).to_have_value(THOUGHT)
    # Nothing of it stays in a browser that others may use.
    assert THOUGHT not in page.evaluate("JSON.stringify(localStorage)")


def test_leaving_the_page_in_the_middle_of_a_word_loses_nothing(
    page: Page, live_site: RunningSite, lesson: Place
) -> None:
    opened(page, lesson).press_sequentially(THOUGHT)
    with page.expect_navigation():
        Person(page, live_site).press(page.get_by_role("button", name="Mark as read and continue"))
    expect(opened(page, lesson)).to_have_value(THOUGHT)
    nothing_waits(page)


def test_what_is_sent_first_is_kept_for_one_and_the_same_learner(
    page: Page, live_site: RunningSite, lesson: Place
) -> None:
    opened(page, lesson)
    told: list[str] = []
    page.on("request", lambda request: told.append("asked") if request.method == "POST" else None)
    page.on("response", lambda response: told.append("answered") if response.request.method == "POST" else None)
    note(page).press_sequentially("When")
    with page.expect_navigation():
        Person(page, live_site).press(page.get_by_role("button", name="Mark as read and continue"))
    # The note goes when the field is left. What is sent without a cookie begins a learner, so the mark waits its turn.
    assert told[:4] == ["asked", "answered"] * 2
    expect(opened(page, lesson)).to_have_value("When")


def test_a_first_note_that_is_left_by_a_link_is_sent_from_the_next_page(
    context: BrowserContext, page: Page, lesson: Place
) -> None:
    opened(page, lesson)
    note(page).press_sequentially(THOUGHT)
    page.goto("/en/search/")
    nothing_waits(page)
    expect(opened(context.new_page(), lesson)).to_have_value(THOUGHT)


def test_a_note_from_before_moves_to_the_site(page: Page, new_context: NewContext, lesson: Place, atlas: Atlas) -> None:
    page.goto(lesson.urls["en"])
    old = page.locator("[data-reflection]").get_attribute("data-reflection")
    page.evaluate("([key, text]) => localStorage.setItem(`mimi:reflection:${key}`, text)", [old, THOUGHT])
    expect(opened(page, lesson)).to_have_value(THOUGHT)
    nothing_waits(page)
    assert page.evaluate("Object.keys(localStorage)") == []
    page.goto("/en/me/reflections/")
    expect(note(page)).to_have_value(THOUGHT)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("Keep both", "First, on the train\n\nSecond, at the desk"),
        ("Use this one", "Second, at the desk"),
        ("Use the one in the field", "First, on the train"),
    ],
)
def test_two_windows_write_and_the_writer_decides(
    context: BrowserContext, page: Page, lesson: Place, choice: str, expected: str
) -> None:
    opened(page, lesson)
    write(page, "First")
    second = context.new_page()
    expect(opened(second, lesson)).to_have_value("First")
    write(second, "Second, at the desk")
    write(page, "First, on the train")
    other = page.locator("[data-others]")
    expect(other).to_contain_text("Second, at the desk")
    page.get_by_role("button", name=choice, exact=True).click()
    expect(other).to_be_empty()
    expect(status(page)).to_have_text("Saved")
    expect(note(page)).to_have_value(expected)
    expect(note(page)).to_be_focused()
    nothing_waits(page)
    expect(opened(second, lesson)).to_have_value(expected)
    expect(second.locator("[data-others]")).to_be_empty()


def test_without_a_connection_it_waits_its_turn(
    context: BrowserContext, page: Page, watch: Watch, lesson: Place
) -> None:
    opened(page, lesson)
    write(page, "Before")
    context.set_offline(True)
    note(page).press_sequentially(", and after")
    expect(status(page)).to_contain_text("No connection")
    context.set_offline(False)
    expect(status(page)).to_have_text("Saved")
    expect(opened(page, lesson)).to_have_value("Before, and after")


def test_a_window_that_was_closed_without_a_connection_has_left_its_note(
    context: BrowserContext, page: Page, watch: Watch, lesson: Place, atlas: Atlas
) -> None:
    opened(page, lesson)
    context.set_offline(True)
    note(page).press_sequentially(THOUGHT)
    expect(status(page)).to_contain_text("No connection")
    page.close()
    context.set_offline(False)
    # Any page with notes brings it to the site.
    later = context.new_page()
    elsewhere = [place for place in atlas.pages["LessonPage"] if "reflection" in place.kinds][1]
    expect(opened(later, elsewhere)).to_have_value("")
    nothing_waits(later)
    expect(opened(later, lesson)).to_have_value(THOUGHT)


def test_what_waits_in_one_account_is_never_saved_in_another(page: Page, lesson: Place) -> None:
    page.goto(lesson.urls["en"])
    page.evaluate(
        """([note, url]) => localStorage.setItem(`mimi:note:${note}:x`, JSON.stringify({
          slot: `mimi:note:${note}:x`, note, url, version: "00000000-0000-4000-8000-000000000001",
          seen: [], text: "Alice's", owner: "alice", at: 1,
        }))""",
        [
            page.locator("[data-reflection]").get_attribute("data-reflection"),
            page.locator("[data-reflection] form").evaluate("form => form.action"),
        ],
    )
    expect(opened(page, lesson)).to_have_value("")
    assert "Alice's" in page.evaluate("JSON.stringify(localStorage)")


def test_a_note_that_is_too_long_says_so_and_loses_nothing(page: Page, watch: Watch, lesson: Place) -> None:
    watch.allow(422)
    opened(page, lesson).fill("lang " * 4001)
    note(page).blur()
    expect(page.get_by_role("alert").filter(has_text="20,005")).to_be_visible()
    expect(note(page)).to_have_attribute("aria-invalid", "true")
    page.reload()
    expect(note(page)).to_have_value("lang " * 4001)
    note(page).fill("kurz")
    expect(status(page)).to_have_text("Saved")
    nothing_waits(page)
    expect(opened(page, lesson)).to_have_value("kurz")


def test_all_notes_can_be_changed_in_place_taken_along_and_deleted(page: Page, lesson: Place) -> None:
    opened(page, lesson)
    write(page, "Draft")
    page.goto("/en/me/")
    page.get_by_role("link", name="Read, change or take them with you").click()
    expect(note(page)).to_have_value("Draft")
    write(page, THOUGHT)
    with page.expect_download() as told:
        page.get_by_role("link", name="All of it as a Word file").click()
    assert THOUGHT in [row.text for row in Document(io.BytesIO(told.value.path().read_bytes())).paragraphs]
    with page.expect_download() as told:
        page.get_by_role("link", name="All of it as PDF").click()
    assert told.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_text("Delete this note").click()
    page.get_by_role("button", name="Yes, delete it").click()
    expect(page.get_by_text("You have written nothing yet")).to_be_visible()
    expect(opened(page, lesson)).to_have_value("")


def test_it_works_without_a_script(new_context: NewContext, lesson: Place) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(lesson.urls["en"])
    note(page).fill("One")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved on")
    page.get_by_role("link", name="Back to the lesson").click()
    note(page).fill("Two")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Nothing is lost")
    page.get_by_role("button", name="Keep both").click()
    expect(note(page)).to_have_value("Two\n\nOne")
    page.get_by_role("link", name="All your reflections").click()
    expect(note(page)).to_have_value("Two\n\nOne")
