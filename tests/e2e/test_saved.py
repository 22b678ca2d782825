"""Saving practices in a browser: a star, a note, an account, a lost connection."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def on_the_library(page: Page, site: RunningSite, atlas: Atlas, *, scripted: bool = True) -> Person:
    page.goto(atlas.one("PracticeIndexPage").urls["en"])
    return Person(page, site, scripted=scripted)


def test_a_star_stays_through_filters_and_signing_up(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = on_the_library(page, live_site, atlas)
    row = person.main.get_by_role("article").first
    title = row.get_by_role("heading").inner_text()
    star = person.main.get_by_role("button", name=re.compile(rf"^Save ?: {re.escape(title)}$"))
    expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(row.get_by_role("status")).to_have_text("Saved. It stands on “My learning”.")
    person.main.locator("#sort-title").click()
    expect(person.main.locator("#sort-title")).to_have_attribute("aria-current", "true")
    expect(star).to_have_attribute("aria-pressed", "true")

    page.goto("/en/accounts/signup/")
    person.sign_up("star@example.org")
    person.main.get_by_role("link", name="Show the one that you have saved", exact=True).click()
    expect(person.main.get_by_role("article").get_by_role("link", name=title)).to_be_visible()
    note = person.main.get_by_role("textbox", name=re.compile("Your note"))
    note.fill("Ask the team in Skien")
    expect(person.main.locator("[data-status]")).to_have_text("Saved")
    page.reload()
    expect(note).to_have_value("Ask the team in Skien")
    person.main.get_by_role("button", name=re.compile("^Remove")).click()
    person.main.get_by_role("button", name="Undo", exact=True).click()
    expect(note).to_have_value("Ask the team in Skien")


def test_without_scripts_the_list_says_that_it_worked(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    person = on_the_library(page, live_site, atlas, scripted=False)
    person.main.get_by_role("article").first.get_by_role("link").click()
    here = page.url
    title = person.main.get_by_role("heading", level=1).inner_text()
    person.main.locator("[data-star] button").click()
    expect(person.main.get_by_role("status").first).to_contain_text(f"“{title}” is saved.")
    person.main.get_by_role("textbox").fill("For Monday")
    person.main.get_by_role("button", name="Save", exact=True).click()
    expect(person.main.get_by_text("Your note is saved.")).to_be_visible()
    page.goto(here)
    person.main.locator("[data-star] button").click()
    expect(person.main.get_by_role("textbox")).to_have_value("For Monday")
    person.main.get_by_role("link", name="Back to where you were", exact=True).click()
    expect(page).to_have_url(here)


def test_a_star_pressed_without_a_connection_says_so_and_counts_afterwards(
    page: Page, live_site: RunningSite, atlas: Atlas, watch: Watch
) -> None:
    person = on_the_library(page, live_site, atlas)
    row = person.main.get_by_role("article").first
    star = row.locator("[data-star] button")
    expect(star).to_have_attribute("aria-pressed", "false")
    page.context.set_offline(True)
    star.click()
    expect(row.get_by_role("status")).to_contain_text("Not sent yet")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.context.set_offline(False)
    expect(row.get_by_role("status")).to_contain_text("Saved.")
    page.reload()
    expect(star).to_have_attribute("aria-pressed", "true")
