"""H5P activities in a lesson: several play on a page, and none reaches the page around it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def lesson(live_site: RunningSite) -> str:
    """The address of a lesson with three activities, the last of which means harm."""
    return live_site.run("-m", "tests.e2e.h5p_stage").splitlines()[-1]


def frames(page: Page, lesson: str) -> list[Frame]:
    """Open the lesson and scroll to each activity, so that it loads; return their frames."""
    page.goto(lesson)
    boxes = page.locator("[data-h5p] iframe")
    expect(boxes).to_have_count(3)
    found = []
    for box in boxes.all():
        box.scroll_into_view_if_needed()
        handle = box.element_handle()
        frame = handle.content_frame() if handle else None
        assert frame is not None
        expect(frame.locator(".h5p-content.h5p-initialized")).to_have_count(1)
        found.append(frame)
    return found


def reached(page: Page, title: str) -> Any:
    """Ask the site how far the reader has come in an activity."""
    url = page.locator(f"[data-h5p][data-title='{title}']").get_attribute("data-standing")
    return page.request.get(url or "").json()


def leave_out_what_was_refused(watch: Watch) -> None:
    """What the hostile program asked for and the frame's policy refused is what the tests want."""
    watch.problems[:] = [told for told in watch.take() if "csp" not in told and "example.org" not in told]


def test_two_activities_play_side_by_side_and_take_the_room_that_they_need(
    page: Page, lesson: str, watch: Watch
) -> None:
    watch.overlook("Content Security Policy", "Unsafe attempt", "violates", "Fetch API")
    first, second, _third = frames(page, lesson)
    before = page.get_by_title("Is it so?").bounding_box()
    first.get_by_role("radio", name="False").click()
    first.get_by_role("button", name="Check").press("Enter")
    expect(first.get_by_text("1/1")).to_be_visible()
    second.get_by_role("radio", name="True").press("Space")
    expect(second.get_by_text("1/1")).to_have_count(0)
    expect(page.get_by_text("What “Is it so?” is about.")).to_be_hidden()
    page.wait_for_function(
        "before => document.querySelector('iframe').clientHeight > before", arg=before and before["height"]
    )
    leave_out_what_was_refused(watch)


def test_a_program_that_means_harm_reaches_nothing(page: Page, lesson: str, watch: Watch) -> None:
    watch.overlook("Content Security Policy", "Unsafe attempt", "violates", "Fetch API")
    hostile = frames(page, lesson)[2]
    told = json.loads(hostile.locator("#told").inner_text())
    assert told.pop("origin") == "null"
    # The store is a stand-in of the frame's own, with nothing in it; the picture's handler has not run.
    assert (told.pop("storage"), told.pop("inline")) == ("0", "undefined")
    assert set(told.values()) == {"refused"}
    assert lesson in page.url
    height = page.get_by_title("Reaching out").bounding_box()
    assert height is not None
    assert height["height"] <= 20_000
    # What it has told counts for itself alone, and no other frame has listened to it.
    expect(page.get_by_text("Completed: 70%")).to_have_count(1)
    assert reached(page, "Reaching out")["best"] == 70
    assert reached(page, "Is it so?")["attempts"] == reached(page, "Is this so?")["attempts"] == 0
    assert not reached(page, "Reaching out")["states"]
    leave_out_what_was_refused(watch)


def test_without_scripts_the_page_says_what_it_is_about_and_offers_the_file(
    new_context: NewContext, lesson: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(lesson)
    expect(page.get_by_text("What “Is it so?” is about.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the activity (H5P)").first.click()
    assert download.value.suggested_filename == "made.h5p"


def test_results_are_kept_and_one_goes_on_in_another_browser(
    page: Page, lesson: str, live_site: RunningSite, watch: Watch, new_context: NewContext
) -> None:
    watch.overlook("Content Security Policy", "Unsafe attempt", "violates", "Fetch API")
    page.goto("/en/accounts/signup/")
    Person(page, live_site).sign_up("plays@example.org")
    first, second, _third = frames(page, lesson)
    assert not reached(page, "Is it so?")["attempts"]
    first.get_by_role("radio", name="True").click()
    first.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Completed: 0%")).to_be_visible()
    first.get_by_role("button", name="Retry").click()
    page.wait_for_timeout(1_100)
    first.get_by_role("radio", name="False").click()
    first.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Your best result is 100%, the last one 100%.")).to_be_visible()
    second.get_by_role("radio", name="False").click()
    told = reached(page, "Is it so?")
    assert (told["attempts"], told["best"], told["latest"]) == (2, 100, 100)
    expect(page.locator("[data-outbox-note]")).to_be_hidden()
    assert audit.axe(page, "light") == []
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mimi:outbox:'))")
    elsewhere = new_context().new_page()
    Person(elsewhere, live_site).sign_in("plays@example.org")
    again, open_one, _hostile = frames(elsewhere, lesson)
    expect(again.get_by_role("radio", name="False")).to_be_checked()
    expect(open_one.get_by_role("radio", name="False")).to_be_checked()
    expect(elsewhere.get_by_text("Your best result is 100%")).to_be_visible()
    assert reached(elsewhere, "Is this so?")["registration"]
    leave_out_what_was_refused(watch)
