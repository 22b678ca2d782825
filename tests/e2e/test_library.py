"""Browsing the library in a browser: order, map, problems and the reader's country."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
SCRIPTED = pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])


def on_the_library(
    page: Page, site: RunningSite, atlas: Atlas, language: str = "en", *, scripted: bool = True
) -> Person:
    person = Person(page, site, language, scripted=scripted)
    page.goto(atlas.one("PracticeIndexPage").urls[language])
    return person


@SCRIPTED
def test_the_order_changes_and_the_back_button_brings_the_old_one_back(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    page = new_context(java_script_enabled=scripted).new_page()
    person = on_the_library(page, live_site, atlas, scripted=scripted)
    address = page.url
    rows = person.main.get_by_role("article").get_by_role("heading")
    before = rows.all_inner_texts()
    person.main.locator("#sort-title").click()
    expect(page).to_have_url(f"{address}?sort=title")
    expect(person.main.locator("#sort-title")).to_have_attribute("aria-current", "true")
    assert rows.all_inner_texts() == sorted(before, key=str.casefold)
    page.go_back()
    expect(page).to_have_url(address)
    expect(person.main.locator("#sort-relevance")).to_have_attribute("aria-current", "true")
    assert rows.all_inner_texts() == before


def test_the_focus_stays_where_the_order_was_changed(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = on_the_library(page, live_site, atlas)
    newest = person.main.locator("#sort-newest")
    newest.focus()
    page.keyboard.press("Enter")
    expect(newest).to_have_attribute("aria-current", "true")
    expect(newest).to_be_focused()


def test_a_pin_of_the_map_leads_to_its_place_and_so_does_the_list(
    page: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    person = on_the_library(page, live_site, atlas)
    person.main.locator("[data-map] > summary").click()
    pin = person.main.locator(".map-pieces a").filter(has_text="Skien")
    pin.locator(".pin").click()
    page.wait_for_url("**?place=*")
    count = person.main.get_by_role("article").count()
    assert count > 0
    expect(person.main.locator(".map-places").get_by_role("link", name=f"Skien ({count})")).to_have_attribute(
        "aria-current", "true"
    )
    # The map stays open when a filter is applied in place.
    person.main.locator("[type=checkbox]").first.check()
    page.wait_for_url("**theme=*")
    expect(person.main.locator("[data-map]")).to_have_attribute("open", "")
    assert "place=" in page.url


@SCRIPTED
def test_a_problem_leads_to_practices_and_stays_while_filters_narrow_them(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    page = new_context(java_script_enabled=scripted).new_page()
    person = on_the_library(page, live_site, atlas, scripted=scripted)
    problem = person.main.locator(".problems a").first
    text = problem.inner_text()
    problem.click()
    page.wait_for_url("**?problem=*")
    expect(person.main.locator(".answered")).to_contain_text(text)
    before = person.main.get_by_role("article").count()
    assert before > 0
    box = person.main.locator("label:not(.is-empty) > [type=checkbox]").first
    box.check()
    if not scripted:
        person.button("Show the practices").click()
    page.wait_for_url("**problem=*theme=*")
    expect(person.main.locator(".answered")).to_contain_text(text)
    assert 0 < person.main.get_by_role("article").count() <= before


def test_practices_of_the_readers_country_come_first_in_every_lesson(
    page: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    module, lesson = atlas.module("2.1"), atlas.lessons("2.1")[0]
    page.goto(module.urls["en"])
    items = page.locator("[data-related] li")
    countries = items.evaluate_all("items => items.map(item => item.dataset.country)")
    assert countries[0] == "no"
    assert "at" in countries
    page.locator("#related-country").select_option("at")
    expect(items.first).to_have_attribute("data-country", "at")
    page.goto(lesson.urls["de"])
    expect(items.first).to_have_attribute("data-country", "at")
    page.locator("#related-country").select_option("")
    assert items.evaluate_all("items => items.map(item => item.dataset.country)") == countries
