"""A sentence goes its way through four hands: publisher, translator, reviewer, publisher; readers see it at the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.test_editing_translation import cells, lines
from tests.e2e.test_editor import open_in_editor, shows_soon

pytestmark = pytest.mark.e2e
PASSWORD = "lighthouse-and-harbour-32"
SENTENCE = "A sentence that goes through four hands."
SETNING = "En setning som går gjennom fire hender."
PEOPLE = f"""
from mimi.editors.roles.models import RoleGroup
from mimi.people.addresses import vouch_for
from mimi.people.models import User
for name, role, language in (("tora", "translator", "nb"), ("rune", "reviewer", "nb"), ("pia", "publisher", "")):
    user = User.objects.create_user(f"{{name}}@roles.example.org", {PASSWORD!r})
    vouch_for(user)
    user.groups.add(RoleGroup.objects.get(role=role, language=language).group)
"""
Open = Callable[[str], Page]


@pytest.fixture
def desk_of(new_context: NewContext, live_site: RunningSite) -> Open:
    """Opens the admin for somebody: `desk_of("tora")`."""
    live_site.manage("shell", "--verbosity=0", "--command", PEOPLE)

    def open_for(name: str) -> Page:
        page = new_context().new_page()
        page.goto("/cms/")
        page.locator("[type=email]").fill(f"{name}@roles.example.org")
        page.locator("[type=password]").fill(PASSWORD)
        page.locator("[type=password]").press("Enter")
        page.wait_for_url(re.compile("/cms/"))
        return page

    return open_for


def test_a_translation_goes_over_reviewer_and_publisher_to_the_readers(
    desk_of: Open, page: Page, live_site: RunningSite, watch: Watch, atlas: Atlas
) -> None:
    # The admin asks for pages above, too, which a translator has nothing to do with.
    watch.allow(302, 400, 404)
    lesson = atlas.pages["LessonPage"][-3]
    board = f"/cms/translations/?q={quote(lesson.titles['en'])}"
    before = {language: lines(page, lesson.urls[language]) for language in ("nb", "de", "el")}

    # A publisher changes the English.
    pia = desk_of("pia")
    open_in_editor(pia, live_site, lesson, "en")
    pia.get_by_role("textbox", name="Summary").fill(SENTENCE)
    pia.get_by_role("button", name="More actions").last.click()
    pia.get_by_role("button", name="Publish", exact=True).click()
    expect(pia.get_by_text(re.compile("published")).first).to_be_visible()

    # A translator sees the board first, finds the sentence, and sends it on; she can't publish.
    tora = desk_of("tora")
    expect(tora.get_by_role("heading", name="Translations")).to_be_visible()
    tora.goto(board)
    cells(tora, lesson.titles["en"]).filter(has_text="Behind").first.get_by_role("link").click()
    field = tora.get_by_role("main").locator("textarea:visible")
    expect(field).to_be_focused()
    field.fill(SETNING)
    segment = tora.locator("li").filter(has=tora.locator("textarea")).last
    segment.get_by_role("button", name="Save", exact=True).click()
    expect(tora.get_by_role("main").get_by_role("button", name="Translate", exact=True)).to_have_count(0)
    expect(tora.get_by_role("button", name="Publish in Norsk")).to_have_count(0)
    tora.get_by_role("button", name="Send to be reviewed").click()
    expect(tora.get_by_text("Waits for:")).to_be_visible()
    assert lines(page, lesson.urls["nb"]) == before["nb"]

    # A reviewer of the language is told of it, and approves; that publishes nothing.
    rune = desk_of("rune")
    rune.goto(f"{board}&state=in-review")
    cells(rune, lesson.titles["en"]).filter(has_text="In review").first.get_by_role("link").click()
    expect(rune.get_by_text(SETNING).first).to_be_visible()
    rune.get_by_role("button", name="Approve", exact=True).click()
    expect(rune.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    assert lines(page, lesson.urls["nb"]) == before["nb"]

    # A publisher approves, too: readers see it, and nothing else has changed for them.
    open_in_editor(pia, live_site, lesson, "nb")
    pia.get_by_role("button", name="Approve and publish").click()
    expect(pia.get_by_role("button", name="Approve and publish")).to_have_count(0)
    shows_soon(page, lesson.urls["nb"], SETNING)
    now = lines(page, lesson.urls["nb"])
    assert len(now) == len(before["nb"])
    changed = [(old, new) for old, new in zip(before["nb"], now, strict=True) if new != old]
    assert changed
    assert [pair for pair in changed if SETNING not in pair[1]] == []
    for language in ("de", "el"):
        assert lines(page, lesson.urls[language]) == before[language]
    tora.goto(board)
    expect(cells(tora, lesson.titles["en"]).first).to_have_text(re.compile("Up to date"))
