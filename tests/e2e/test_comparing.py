"""Comparing practices in a browser: ticked in the library, in their order, four at most, by keyboard too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def on_the_library(page: Page, site: RunningSite, atlas: Atlas, *, scripted: bool = True) -> Person:
    page.goto(atlas.one("PracticeIndexPage").urls["en"])
    return Person(page, site, scripted=scripted)


def test_what_is_ticked_stays_while_one_filters_and_stands_in_the_order_of_ticking(
    page: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    person = on_the_library(page, live_site, atlas)
    rows = person.main.get_by_role("article")
    titles = rows.get_by_role("heading").all_inner_texts()
    for number in (2, 0):
        rows.nth(number).get_by_role("checkbox").check()
    expect(person.main.get_by_role("button", name="Compare (2)", exact=True)).to_be_visible()
    person.main.locator("#sort-title").click()
    expect(person.main.locator("#sort-title")).to_have_attribute("aria-current", "true")
    expect(person.main.get_by_role("checkbox", name=re.compile(f"^Compare ?: {titles[2]}$"))).to_be_checked()
    person.main.get_by_role("button", name="Compare (2)", exact=True).click()
    expect(person.main.locator(".compare-title")).to_have_text([titles[2], titles[0]])
    person.switch_language("de", "Deutsch")
    expect(person.main.locator(".compare-title")).to_have_count(2)


def test_a_fifth_is_refused_with_a_sentence(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = on_the_library(page, live_site, atlas)
    boxes = person.main.locator("[data-compare-box]")
    for number in range(4):
        boxes.nth(number).check()
    boxes.nth(4).click()
    expect(boxes.nth(4)).not_to_be_checked()
    expect(person.main.locator("[data-compare-said]")).to_have_text(
        "Four practices fit side by side. Untick one to add another."
    )
    person.main.get_by_role("button", name="Untick all", exact=True).click()
    expect(boxes.first).not_to_be_checked()


def test_without_scripts_the_boxes_are_sent_and_the_table_is_moved_by_keyboard(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    person = on_the_library(page, live_site, atlas, scripted=False)
    boxes = person.main.locator("[data-compare-box]")
    for number in range(3):
        boxes.nth(number).check()
    person.main.get_by_role("button", name="Compare", exact=True).click()
    expect(person.main.locator(".compare-title")).to_have_count(3)
    region = person.main.get_by_role("region", name="Compare practices")
    region.focus()
    for _key in range(10):
        page.keyboard.press("ArrowRight")
    expect(person.main.locator(".compare-title").nth(2)).to_be_in_viewport()
