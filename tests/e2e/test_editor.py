"""An editor changes a sentence: visitors see it at once, and she sees which sentence has to be translated anew.

She sees, too, what has changed in it and how it was translated before.
"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas, Place

pytestmark = pytest.mark.e2e
EMAIL, PASSWORD = "irene@example.org", "fjord-and-mountain-47"
SENTENCE = "A sentence that stands here since a moment ago."
SATZ = "En setning som har stått her et øyeblikk."
# How long a server may go on with what it has: it looks once a second, on a machine that may be slow.
SECONDS = 15


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


def open_in_editor(desk: Page, site: RunningSite, place: Place, language: str) -> None:
    """Find a page in the admin by its address."""
    api = desk.context.request.get(f"{site.url}/api/v2/pages/find/?html_path={place.urls[language]}")
    found = api.json()["id"] if api.ok else _by_locale(desk, site, place, language)
    desk.goto(f"/cms/pages/{found}/edit/", wait_until="networkidle")


def _by_locale(desk: Page, site: RunningSite, place: Place, language: str) -> int:
    query = f"locale={language}&slug={place.urls[language].rstrip('/').rpartition('/')[2]}"
    answer = desk.context.request.get(f"{site.url}/api/v2/pages/?{query}").json()
    return int(answer["items"][0]["id"])


def shows_soon(page: Page, address: str, text: str) -> None:
    """Check that a page shows a text as soon as the site promises."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page.goto(address)
        if page.get_by_role("main").get_by_text(text).count():
            return
    raise AssertionError(f"{address} doesn't show “{text}”")


def test_an_editor_changes_a_sentence_and_sees_what_is_to_be_translated(
    desk: Page, page: Page, live_site: RunningSite, watch: Watch, atlas: Atlas
) -> None:
    # What she types is saved as a draft by itself, too: where she publishes at that moment, that is refused.
    watch.allow(302, 400)
    lesson = atlas.pages["LessonPage"][-1]
    module = next(place for place in atlas.pages["ModulePage"] if place.number == lesson.module)

    # Everything is translated, with nothing left to do.
    for language in ("nb", "de", "el"):
        open_in_editor(desk, live_site, lesson, language)
        for tab in ("Content", "Promote"):
            desk.get_by_role("tab", name=tab).click()
            main = desk.get_by_role("main")
            heading = f"English to {atlas.languages[language]} translation"
            expect(main.get_by_role("heading", name=heading)).to_be_visible()
            edit = main.get_by_role("button", name="Edit", exact=True)
            expect(edit.first).to_be_visible()
            expect(main.get_by_text(re.compile(r"^Translated manually")).filter(visible=True).first).to_be_visible()
            # Where a link inside a text leads to stands in a line of its own, and is the same in all languages.
            lines = edit.locator("xpath=ancestor::ul[1]")
            done = lines.filter(has_text=re.compile("Translated manually|Uses English version"))
            expect(done).to_have_count(edit.count())
            expect(main.get_by_role("button", name="Translate", exact=True)).to_have_count(0)

    # Visitors have read these pages, so the site keeps them.
    elsewhere = [atlas.one("PracticeIndexPage").urls["en"], atlas.one("LessonPage").urls["en"], lesson.urls["nb"]]
    changed = [lesson.urls["en"], module.urls["en"]]
    for _visit in range(2):
        for address in [*elsewhere, *changed]:
            page.goto(address)
    built = {address: live_site.built(address) for address in elsewhere}

    # She changes a sentence.
    open_in_editor(desk, live_site, lesson, "en")
    desk.get_by_role("textbox", name="Summary").fill(SENTENCE)
    desk.get_by_role("button", name="More actions").last.click()
    desk.get_by_role("button", name="Publish", exact=True).click()
    expect(desk.get_by_text(re.compile("published")).first).to_be_visible()
    for address in changed:
        shows_soon(page, address, SENTENCE)
    for address in elsewhere[:2]:
        page.goto(address)
        assert live_site.built(address) == built[address], f"{address} was built anew"

    # The Norwegian page shows her the one sentence that is behind, and keeps her from publishing it.
    open_in_editor(desk, live_site, lesson, "nb")
    main = desk.get_by_role("main")
    ready = main.get_by_role("region", name="Ready to publish?")
    changes = main.get_by_role("region", name="What has changed in English")
    expect(ready).to_contain_text("its earlier translation is still to be checked")
    expect(main.get_by_role("button", name="Translate", exact=True)).to_have_count(0)
    changes.get_by_role("link", name="Summary").click()
    segment = main.get_by_role("listitem").filter(has=desk.locator("[data-difference]")).last
    expect(segment.locator("ins").first).to_contain_text("sentence")
    expect(segment.locator("del").first).to_be_visible()
    segment.get_by_role("button", name="Edit", exact=True).click()
    expect(segment.get_by_role("textbox")).not_to_have_value("")
    segment.get_by_role("textbox").fill(SATZ)
    segment.get_by_role("button", name="Save", exact=True).click()
    expect(ready).to_contain_text("Nothing keeps this page from being published.")
    desk.get_by_role("button", name="Publish in Norsk").click()
    shows_soon(page, lesson.urls["nb"], SATZ)
