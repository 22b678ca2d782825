"""What fits, in a browser: answered once, known on the device, and in the account where there is one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def answer(person: Person, country: str = "no") -> None:
    person.main.locator("#sort-fit").click()
    expect(person.page).to_have_url(re.compile("/practices/fit/$"))
    person.main.get_by_label("Where are you?").select_option(country)
    person.main.get_by_label("How much time do you have?").select_option("low")
    person.main.get_by_role("button", name="Show what fits us").click()
    expect(person.main.locator("#sort-fit")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_answers_rank_the_library_and_the_address_can_be_passed_on(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    page = new_context(java_script_enabled=scripted).new_page()
    page.goto(atlas.one("PracticeIndexPage").urls["en"])
    person = Person(page, live_site, scripted=scripted)
    answer(person)
    first = person.main.get_by_role("article").first
    first.locator(".fit-why > summary").click()
    expect(first.get_by_text("It comes from your country: Norway.")).to_be_visible()
    order = person.main.get_by_role("article").get_by_role("heading").all_inner_texts()

    other = new_context().new_page()
    other.goto(page.url)
    assert other.get_by_role("main").get_by_role("article").get_by_role("heading").all_inner_texts() == order


def test_the_device_remembers_and_forgets(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    library = atlas.one("PracticeIndexPage").urls["en"]
    page.goto(library)
    person = Person(page, live_site)
    answer(person, "at")
    page.goto(library)
    person.main.locator("#sort-fit").click()
    expect(page).to_have_url(re.compile(r"sort=fit&fit=country\.at(~|%7E)time\.low"))
    page.goto("/en/practices/fit/")
    expect(person.main.get_by_label("Where are you?")).to_have_value("at")
    person.main.get_by_role("button", name="Clear my answers").click()
    expect(person.main.get_by_text("Your answers are cleared.")).to_be_visible()
    page.goto(library)
    expect(person.main.locator("#sort-fit")).to_have_attribute("href", "/en/practices/fit/")


def test_an_account_knows_the_answers_on_another_device(
    page: Page, new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    page.goto("/en/accounts/signup/")
    person = Person(page, live_site)
    person.sign_up("fit@example.org")
    page.goto(atlas.one("PracticeIndexPage").urls["en"])
    answer(person, "gr")
    desk = Person(new_context().new_page(), live_site)
    desk.sign_in("fit@example.org")
    desk.page.goto("/en/practices/fit/")
    expect(desk.main.get_by_label("Where are you?")).to_have_value("gr")
