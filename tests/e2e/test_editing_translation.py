"""A sentence goes its way: changed in English, seen on the board, translated, published, and nothing else with it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.test_editor import open_in_editor, shows_soon

pytestmark = pytest.mark.e2e
EMAIL, PASSWORD = "tora@example.org", "lighthouse-and-harbour-31"
SENTENCE = "A sentence that translators have to learn of."
SETNING = "En setning som oversettere må få vite om."


@pytest.fixture
def desk(new_context: NewContext, live_site: RunningSite) -> Page:
    """The page of somebody who writes, translates and publishes, and has signed in."""
    live_site.administrator(EMAIL, PASSWORD)
    page = new_context().new_page()
    page.goto("/cms/")
    page.locator("[type=email]").fill(EMAIL)
    page.locator("[type=password]").fill(PASSWORD)
    page.locator("[type=password]").press("Enter")
    expect(page).to_have_url(f"{live_site.url}/cms/")
    return page


def cells(desk: Page, title: str) -> Locator:
    """Return the translations of a page on the board: Norwegian, German and Greek."""
    row = desk.get_by_role("row").filter(has=desk.get_by_role("link", name=title, exact=True))
    return row.get_by_role("cell").filter(has=desk.locator(".translation-state"))


def lines(page: Page, address: str) -> list[str]:
    """Return what a visitor gets, line by line, but for marks of when it was published and of who edited it."""
    text = re.sub(r' data-block-key="\w+"', "", page.request.get(address).text())
    return [line for line in text.splitlines() if 'name="shown"' not in line]


def test_a_changed_sentence_goes_through_the_board_to_the_readers(
    desk: Page, page: Page, new_context: NewContext, live_site: RunningSite, watch: Watch, atlas: Atlas
) -> None:
    watch.allow(302)
    lesson = atlas.pages["LessonPage"][-2]
    title, board = lesson.titles["en"], f"/cms/translations/?q={quote(lesson.titles['en'])}"
    before = {language: lines(page, lesson.urls[language]) for language in ("nb", "de", "el")}

    # The lesson is up to date.
    desk.get_by_role("link", name="Translations", exact=True).first.click()
    expect(desk.get_by_role("heading", name="Translations")).to_be_visible()
    desk.goto(board)
    expect(cells(desk, title)).to_have_text([re.compile("Up to date")] * 3)

    # A sentence is changed; as long as it is a draft, nobody has to know.
    open_in_editor(desk, live_site, lesson, "en")
    desk.get_by_role("textbox", name="Summary").fill(SENTENCE)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text(re.compile("has been (saved|updated)")).first).to_be_visible()
    desk.goto(board)
    expect(cells(desk, title)).to_have_text([re.compile("Up to date")] * 3)
    open_in_editor(desk, live_site, lesson, "en")
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text(re.compile("published")).first).to_be_visible()

    # The board shows it, on a phone too, and the first page counts it.
    desk.goto(board)
    expect(cells(desk, title)).to_have_text([re.compile(r"Behind.*1 segment\b", re.DOTALL)] * 3)
    phone = new_context(**PHONE, storage_state=desk.context.storage_state()).new_page()
    phone.goto(f"{board}&state=behind")
    expect(cells(phone, title)).to_have_text([re.compile("Behind")] * 3)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    desk.goto("/cms/")
    counts = desk.get_by_role("region", name="Translations").get_by_role("link", name=re.compile(r"^Behind \d"))
    expect(counts).to_have_count(3)

    # The translator comes from the board straight to the sentence, and translates it.
    desk.goto(f"{board}&language=nb")
    cells(desk, title).get_by_role("link", name=re.compile("^Behind")).click()
    field = desk.get_by_role("main").locator("textarea:visible")
    expect(field).to_be_focused()
    segment = desk.locator("li").filter(has=desk.locator("textarea")).last
    expect(segment.get_by_text(SENTENCE)).to_be_in_viewport()
    field.fill(SETNING)
    segment.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("main").get_by_text(SETNING)).to_be_visible()
    expect(desk.get_by_role("main").get_by_role("button", name="Translate", exact=True)).to_have_count(0)
    assert lines(page, lesson.urls["nb"]) == before["nb"]
    desk.goto(board)
    expect(cells(desk, title)).to_have_text([re.compile("In progress"), re.compile("Behind"), re.compile("Behind")])

    # It is published: readers see it, and nothing else has changed for them.
    cells(desk, title).first.get_by_role("link").click()
    desk.get_by_role("button", name="Publish in Norsk").click()
    expect(desk.get_by_text(re.compile("^Published")).first).to_be_visible()
    shows_soon(page, lesson.urls["nb"], SETNING)
    now = lines(page, lesson.urls["nb"])
    assert len(now) == len(before["nb"])
    changed = [(old, new) for old, new in zip(before["nb"], now, strict=True) if new != old]
    assert changed
    assert [pair for pair in changed if SETNING not in pair[1]] == []
    for language in ("de", "el"):
        assert lines(page, lesson.urls[language]) == before[language]
    desk.goto(board)
    expect(cells(desk, title)).to_have_text([re.compile("Up to date"), re.compile("Behind"), re.compile("Behind")])
