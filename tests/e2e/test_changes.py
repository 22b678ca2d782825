"""An editor publishes a major change: those who have learned are told in each language when it comes there."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas, Place
from tests.e2e.person import Person
from tests.e2e.test_editor import SECONDS, open_in_editor

pytestmark = pytest.mark.e2e
EMAIL, PASSWORD = "ingrid@example.org", "fjord-and-mountain-48"
HEADING, OVERSKRIFT = "Told quite differently", "Fortalt helt annerledes"
NOTE, NOTAT = "The story is told by the one who lived it.", "Historien fortelles av den som opplevde den."


@pytest.fixture
def desk(new_context: NewContext, live_site: RunningSite) -> Page:
    """The page of an editor who has signed in."""
    live_site.administrator(EMAIL, PASSWORD)
    page = new_context().new_page()
    page.goto("/cms/")
    page.locator("[type=email]").fill(EMAIL)
    page.locator("[type=password]").fill(PASSWORD)
    page.locator("[type=password]").press("Enter")
    expect(page).to_have_url(f"{live_site.url}/cms/")
    return page


def publish(desk: Page) -> None:
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    desk.wait_for_load_state("networkidle")


def notice(page: Page) -> Locator:
    return page.locator("[data-changed]")


def tags(page: Page) -> Locator:
    return page.locator(".block > .is-new")


def becomes(page: Page, address: str, holds: Callable[[], bool]) -> None:
    """Check that a page comes to hold something as soon as the site promises."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page.goto(address, wait_until="networkidle")
        if holds():
            return
    raise AssertionError(f"{address} didn't change in {SECONDS} seconds")


def change_the_english(desk: Page, site: RunningSite, lesson: Place) -> None:
    """Write another heading; say what it means once the form asks."""
    open_in_editor(desk, site, lesson, "en")
    expect(desk.get_by_text("1 person has read this lesson.", exact=True)).to_be_visible()
    headings = desk.locator("#panel-child-content-body-section").get_by_role("textbox", name="Heading")
    headings.first.fill(HEADING)
    publish(desk)
    demanded = "1 person has read this lesson. Choose whether this change is minor or major."
    expect(desk.get_by_text(demanded, exact=True)).to_be_visible()
    expect(headings.first).to_have_value(HEADING)
    desk.get_by_role("radio", name=re.compile("^Major")).check()
    desk.get_by_label("What is new, in a sentence").fill(NOTE)
    publish(desk)
    expect(desk.get_by_text(re.compile("has been published")).first).to_be_visible()


def translate_and_publish(desk: Page, site: RunningSite, lesson: Place) -> None:
    """Bring what is new into the Norwegian page, and publish that."""
    open_in_editor(desk, site, lesson, "en")
    desk.get_by_role("button", name="Actions").first.click()
    desk.get_by_role("link", name="Sync translated pages").first.click()
    desk.get_by_role("main").get_by_role("button").first.click()
    desk.wait_for_load_state("networkidle")
    open_in_editor(desk, site, lesson, "nb")
    main = desk.get_by_role("main")
    # The note is new; the heading has its earlier translation in its field.
    buttons = main.get_by_role("button", name="Translate", exact=True)
    expect(buttons).to_have_count(1)
    buttons.click()
    main.get_by_role("textbox").last.fill(NOTAT)
    main.get_by_role("button", name="Save", exact=True).click()
    expect(buttons).to_have_count(0)
    heading = main.get_by_role("listitem").filter(has=desk.locator("[data-difference]")).last
    heading.get_by_role("button", name="Edit", exact=True).click()
    heading.get_by_role("textbox").fill(OVERSKRIFT)
    heading.get_by_role("button", name="Save", exact=True).click()
    expect(main.get_by_role("region", name="Ready to publish?")).to_contain_text("Nothing keeps this page")
    desk.get_by_role("button", name="Publish in Norsk").click()
    desk.wait_for_load_state("networkidle")


def test_a_major_change_is_told_in_norwegian_once_the_norwegian_is_published(
    desk: Page, new_context: NewContext, live_site: RunningSite, watch: Watch, atlas: Atlas
) -> None:
    watch.allow(302)
    lesson = next(place for place in atlas.lessons("2.5") if "prose" in place.kinds)
    anna = Person(new_context(locale="nb-NO").new_page(), live_site, "nb")
    page = anna.page
    page.goto(lesson.urls["nb"])
    anna.read_lesson(lesson)

    change_the_english(desk, live_site, lesson)
    becomes(page, lesson.urls["en"], notice(page).is_visible)
    expect(tags(page)).to_have_count(1)
    expect(notice(page)).to_contain_text(NOTE)
    page.goto(lesson.urls["nb"], wait_until="networkidle")
    expect(notice(page)).to_be_hidden()
    expect(tags(page)).to_have_count(0)

    translate_and_publish(desk, live_site, lesson)
    becomes(page, lesson.urls["nb"], notice(page).is_visible)
    expect(notice(page)).to_contain_text(NOTAT)
    expect(tags(page)).to_have_count(1)
    for scheme in ("light", "dark"):
        assert audit.axe(page, scheme) == []
    assert audit.layout(page) == []

    # The notice leads to the part, and so does "My learning", without a script.
    link = notice(page).get_by_role("link", name=OVERSKRIFT)
    link.click()
    expect(page.locator(":target")).to_contain_text(OVERSKRIFT)
    where = f"{lesson.urls['nb']}{link.get_attribute('href')}"
    learning = new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    learning.goto("/nb/me/")
    expect(learning.get_by_role("main")).to_contain_text(NOTAT)
    expect(learning.get_by_role("link", name=OVERSKRIFT)).to_have_attribute("href", where)
    assert audit.layout(learning) == []

    # She looks again, and it is done with, in every language.
    page.goto(lesson.urls["nb"])
    anna.read_lesson(lesson)
    for language in ("nb", "en"):
        page.goto(lesson.urls[language], wait_until="networkidle")
        expect(page.locator(f"[data-done-for='{lesson.key}']:visible").first).to_be_visible()
        expect(notice(page)).to_be_hidden()
        expect(tags(page)).to_have_count(0)
