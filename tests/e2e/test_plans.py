"""From a problem to a plan that several people write at: on a phone, by keyboard, offline, without a script."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import PHONE, NewContext, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas

pytestmark = pytest.mark.e2e
WAITING = "Object.keys(localStorage).filter((key) => key.startsWith('mimi:plan:')).length"
# A page that is open asks every ten seconds what others have done.
SOON = 15_000


@dataclass
class Desk:
    """Somebody's page with a plan on it."""

    page: Page

    def field(self, name: str, step: int = 0) -> Locator:
        """Return a field of a step."""
        return self.page.locator(f"[data-section=step] .plan-row [name={name}]").nth(step)

    @property
    def status(self) -> Locator:
        """What the page says of saving."""
        return self.page.locator("[data-plan-status]")

    @property
    def titles(self) -> list[str]:
        """The titles of the steps in their order."""
        fields = self.page.locator("[data-section=step] .plan-row [name=title]")
        found: list[str] = fields.evaluate_all("fields => fields.map((field) => field.value)")
        return found

    def write(self, name: str, text: str, step: int = 0) -> None:
        """Write into a field, and see that it is saved."""
        self.field(name, step).fill(text)
        self.is_saved()

    def is_saved(self) -> None:
        """See that the page says so, and that nothing waits in the browser any more."""
        expect(self.status).to_have_text("Everything is saved.")
        self.nothing_waits()

    def nothing_waits(self) -> None:
        """See that nothing waits in the browser any more."""
        # The site's policy keeps a page from evaluating a condition again and again.
        for _try in range(50):
            if not self.page.evaluate(WAITING):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("Something still waits to be saved.")

    def press(self, name: str, place: int = 0) -> None:
        """Press a button whose name begins so."""
        self.page.get_by_role("button", name=re.compile(f"^{name}")).nth(place).click()

    def share(self, *, may_edit: bool = True) -> str:
        """Make a link, and return its address."""
        self.page.get_by_role("link", name="Share").click()
        self.page.get_by_label("Who is it for?").fill("The team")
        self.page.get_by_label("Read and change the plan" if may_edit else "Read the plan").check()
        self.press("Make the link")
        address = self.page.locator("[data-address]").input_value()
        self.page.get_by_role("link", name="Back to the plan").click()
        return address


def adopt(page: Page, atlas: Atlas) -> Desk:
    """Make a plan from the first practice."""
    page.goto(atlas.pages["PracticePage"][0].urls["en"])
    page.get_by_role("button", name="Use this with us").click()
    page.wait_for_url("**/me/plans/*/")
    return Desk(page)


def opened(context: BrowserContext, address: str) -> Desk:
    """Open a link in a browser of one's own."""
    page = context.new_page()
    page.goto(address)
    return Desk(page)


@pytest.fixture
def desk(page: Page, atlas: Atlas) -> Desk:
    """The page of an owner who has just made a plan."""
    return adopt(page, atlas)


@pytest.fixture
def guest(desk: Desk, new_context: NewContext) -> Desk:
    """The page of somebody with a link to it."""
    return opened(new_context(), desk.share())


def test_from_a_problem_to_a_shared_plan_in_under_ten_presses(new_context: NewContext, atlas: Atlas) -> None:
    page = new_context(**PHONE).new_page()
    presses = 0

    def press(what: Locator) -> None:
        nonlocal presses
        presses += 1
        what.tap()

    page.goto(atlas.one("HomePage").urls["en"])
    press(page.get_by_role("link", name=re.compile("^They learn the language")))
    press(page.get_by_role("article").get_by_role("link").first)
    press(page.get_by_role("button", name="Use this with us"))
    expect(page.locator("[data-section=step] .plan-row").first).to_be_visible()
    press(page.get_by_role("link", name="Share"))
    label = page.get_by_label("Who is it for?")
    press(label)
    label.fill("The team")
    press(page.get_by_label("Read and change the plan"))
    press(page.get_by_role("button", name="Make the link"))
    address = page.locator("[data-address]").input_value()
    assert presses < 10
    guest = opened(new_context(**PHONE), address)
    guest.write("who", "Ida")


def test_texts_are_saved_as_they_are_typed(desk: Desk) -> None:
    desk.field("title").fill("")
    desk.field("title").press_sequentially("Our own way ")
    expect(desk.status).to_have_text("Everything is saved.")
    expect(desk.field("title")).to_have_value("Our own way ")
    desk.field("due").fill("2027-03-31")
    desk.field("who").press_sequentially("Ida")
    expect(desk.status).to_have_text("Everything is saved.")
    desk.is_saved()
    desk.page.reload()
    expect(desk.field("title")).to_have_value("Our own way")
    expect(desk.field("who")).to_have_value("Ida")
    expect(desk.field("due")).to_have_value("2027-03-31")


def test_rows_are_ticked_moved_added_removed_and_brought_back_by_the_keyboard(desk: Desk) -> None:
    page, before = desk.page, desk.titles

    def enter(what: Locator) -> None:
        what.focus()
        page.keyboard.press("Enter")

    enter(page.get_by_role("button", name=re.compile("^Done")).first)
    expect(page.locator(".is-step.is-done")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile("^Done")).first).to_be_focused()
    down = page.get_by_role("button", name=f"Move down: {before[0]}")
    enter(down)
    expect(desk.status).to_contain_text("is now in place 2 of")
    expect(down).to_be_focused()
    assert desk.titles[:2] == [before[1], before[0]]
    enter(page.get_by_role("button", name=f"Remove: {before[1]}"))
    again = page.locator("[data-did]").get_by_role("button", name="Bring it back")
    expect(again).to_be_focused()
    assert before[1] not in desk.titles
    page.keyboard.press("Enter")
    expect(page.locator("[data-did]")).to_contain_text("Taken back.")
    assert desk.titles[:2] == [before[1], before[0]]
    enter(page.get_by_text("Add a step", exact=True))
    page.locator("#add-step [name=title]").fill("Celebrate")
    page.keyboard.press("Enter")
    expect(page.locator("[data-section=step] .plan-row").last).to_be_focused()
    assert desk.titles[-1] == "Celebrate"
    expect(page.locator("#add-step [name=title]")).to_have_value("")
    page.reload()
    assert desk.titles == [before[1], before[0], *before[2:], "Celebrate"]


def test_a_mouse_drags_a_row_to_another_place(desk: Desk) -> None:
    before = desk.titles
    # As high as it takes for both rows to be in sight, whatever fonts there are: a drag doesn't scroll.
    desk.page.set_viewport_size({"width": 1280, "height": 6000})
    handle = desk.page.locator("[data-section=step] .plan-handle").nth(1)
    handle.drag_to(desk.page.locator("[data-section=step] .plan-row").first, target_position={"x": 60, "y": 4})
    expect(desk.status).to_contain_text("is now in place 1 of")
    desk.page.reload()
    assert desk.titles == [before[1], before[0], *before[2:]]


@pytest.mark.parametrize(
    ("choice", "text"),
    [("Keep mine", "Mine"), ("Take this one", "Theirs"), ("Keep both", "Mine\n\nTheirs")],
)
def test_the_second_to_save_a_text_sees_both_and_chooses(
    desk: Desk, guest: Desk, watch: Watch, choice: str, text: str
) -> None:
    watch.allow(409)
    guest.write("text", "Theirs")
    desk.field("text").fill("Mine")
    expect(desk.status).to_have_text("Somebody else has changed the same text. Choose which one stays.")
    clash = desk.page.locator(".plan-clash")
    expect(clash).to_contain_text("Somebody with the link has changed this as well")
    assert not audit.axe(desk.page, "light")
    desk.press(choice)
    expect(clash).to_have_count(0)
    expect(desk.field("text")).to_have_value(text)
    if choice != "Take this one":
        desk.is_saved()
    desk.page.reload()
    expect(desk.field("text")).to_have_value(text)


def test_an_open_page_learns_what_others_do_and_leaves_alone_what_is_being_written(desk: Desk, guest: Desk) -> None:
    desk.field("note", 1).evaluate("field => { field.closest('details').open = true; }")
    desk.field("note", 1).focus()
    guest.write("who", "Ida")
    guest.press("Done", 0)
    expect(guest.page.locator(".is-step.is-done")).to_have_count(1)
    expect(desk.field("who")).to_have_value("Ida", timeout=SOON)
    expect(desk.page.locator(".is-step.is-done")).to_have_count(1)
    expect(desk.status).to_have_text("Somebody has changed the plan. You see it as it is now.")
    expect(desk.field("note", 1)).to_be_focused()
    desk.field("note", 1).press_sequentially("Still here")
    expect(desk.status).to_have_text("Everything is saved.")


def test_what_is_written_without_a_connection_is_saved_later(desk: Desk, watch: Watch, context: BrowserContext) -> None:
    context.set_offline(True)
    desk.field("who").fill("Ida")
    expect(desk.status).to_contain_text("There is no connection.")
    address = desk.page.url
    context.set_offline(False)
    expect(desk.status).to_have_text("Everything is saved.")
    context.set_offline(True)
    desk.field("who").fill("Ida and Per")
    expect(desk.status).to_contain_text("There is no connection.")
    desk.page.close()
    context.set_offline(False)
    later = opened(context, address)
    # It may have been sent while the page was closed, of which the next one says nothing.
    expect(later.field("who")).to_have_value("Ida and Per")
    later.nothing_waits()


def test_a_row_that_somebody_removes_keeps_what_is_written_in_it(desk: Desk, guest: Desk, watch: Watch) -> None:
    watch.allow(409, 410)
    title = guest.titles[0]
    guest.press(f"Remove: {title}")
    expect(guest.page.locator("[data-did]")).to_contain_text("removed")
    desk.field("text").fill("What I still wanted to say")
    said = desk.page.get_by_text("Somebody has removed this meanwhile. What you wrote stands here still.")
    expect(said.first).to_be_visible()
    desk.page.locator(".is-step button[data-plain]").first.click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Somebody has removed this meanwhile")
    assert not audit.axe(desk.page, "light")
    desk.press("Bring it back with my text")
    desk.page.wait_for_url("**/me/plans/**")
    expect(desk.field("text")).to_have_value("What I still wanted to say")
    assert desk.titles[0] == title


def test_a_text_that_waited_for_a_row_that_is_gone_is_shown(
    desk: Desk, guest: Desk, watch: Watch, context: BrowserContext
) -> None:
    address, title = desk.page.url, guest.titles[0]
    context.set_offline(True)
    desk.field("note").evaluate("field => { field.closest('details').open = true; }")
    desk.field("note").fill("Written on the train")
    expect(desk.status).to_contain_text("There is no connection.")
    desk.page.close()
    guest.press(f"Remove: {title}")
    expect(guest.page.locator("[data-did]")).to_contain_text("removed")
    context.set_offline(False)
    later = opened(context, address)
    expect(later.page.get_by_text("Written on the train")).to_be_visible()
    later.press("Bring it back with my text")
    expect(later.page.locator(f"[value='{title}']")).to_have_count(1)
    expect(later.page.get_by_text("Written on the train")).to_have_count(1)
    assert later.titles[0] == title


def test_without_a_script_everything_goes_by_forms(new_context: NewContext, atlas: Atlas, watch: Watch) -> None:
    watch.allow(409)
    own = adopt(new_context(java_script_enabled=False).new_page(), atlas)
    theirs = opened(new_context(java_script_enabled=False), own.share())
    before = own.titles
    theirs.field("text").fill("Theirs")
    theirs.field("text").press("Tab")
    theirs.page.locator(".is-step button[data-plain]").first.click()
    expect(theirs.page.locator(".is-step [data-said]").first).to_have_text("Saved.")
    own.field("text").fill("Mine")
    own.field("who").fill("Ida")
    own.field("who").press("Enter")
    expect(own.page.get_by_role("heading", level=1)).to_have_text("Which text stays?")
    own.page.get_by_label("A new text made of both").first.check()
    own.press("Save my choice")
    expect(own.field("text")).to_have_value("Mine\n\nTheirs")
    expect(own.field("who")).to_have_value("Ida")
    own.press(f"Move down: {before[0]}")
    assert own.titles[:2] == [before[1], before[0]]
    own.press(f"Remove: {before[1]}")
    own.page.locator("#did").get_by_role("button", name="Bring it back").click()
    expect(own.page.locator("#did")).to_contain_text("Taken back.")
    own.page.get_by_text("Add a step", exact=True).click()
    own.page.locator("#add-step [name=title]").fill("Celebrate")
    own.page.locator("#add-step [type=submit]").click()
    assert own.titles[-1] == "Celebrate"
    own.page.get_by_role("link", name="History").click()
    own.page.get_by_role("link", name=re.compile("^The plan as it was then")).last.click()
    own.press("Bring the whole plan back to this")
    expect(own.page.locator("#did")).to_contain_text("Brought back.")
    assert own.titles == before


def test_a_plan_to_read_follows_and_a_withdrawn_link_closes_it(
    desk: Desk, new_context: NewContext, watch: Watch
) -> None:
    watch.allow(404)
    reader = opened(new_context(), desk.share(may_edit=False))
    expect(reader.page.get_by_role("textbox")).to_have_count(0)
    desk.write("title", "Our own way")
    expect(reader.page.get_by_role("heading", name="1. Our own way")).to_be_visible(timeout=SOON)
    desk.page.get_by_role("link", name="Share").click()
    desk.press("Withdraw the link")
    expect(reader.page.locator("[data-plan-status]")).to_contain_text("no longer open to you", timeout=SOON)
    reader.page.reload()
    expect(reader.page.get_by_role("heading", level=1)).not_to_contain_text("dialogue")


def test_an_address_of_a_link_can_be_copied(new_context: NewContext, atlas: Atlas) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    desk = adopt(context.new_page(), atlas)
    desk.page.get_by_role("link", name="Share").click()
    desk.page.get_by_label("Who is it for?").fill("The team")
    desk.press("Make the link")
    desk.press("Copy the link")
    expect(desk.page.locator("[data-copied]")).to_have_text("Copied.")
    address = desk.page.locator("[data-address]").input_value()
    assert desk.page.evaluate("navigator.clipboard.readText()") == address
