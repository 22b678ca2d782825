"""Searching in a browser, with and without scripts, in each language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewContext, Watch
from tests.e2e.conftest import LANGUAGES

pytestmark = pytest.mark.e2e
# So wide that the field stands in the head itself.
WIDE = {"width": 1440, "height": 900}
PHONE = {"viewport": {"width": 320, "height": 640}}
SCRIPTED = pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
# What somebody types, what is marked in the results, a slip, and a word that only another language has.
WAYS = {
    "nb": ("praksisplassene", "praksisplass", "medbestemelse", "Einzelgespräch"),
    "en": ("placements", "placement", "livelyhoods", "Einzelgespräch"),
    "de": ("Geflüchteten", "Geflüchtete", "Mitbestimung", "medbestemmelse"),
    "el": ("μεταναστών", "μετανάστες", "εμπιστοσινη", "medbestemmelse"),
}


def results(page: Page) -> Locator:
    return page.locator("#search-results")


def field(page: Page) -> Locator:
    return page.locator("#search-text")


@pytest.mark.parametrize("language", LANGUAGES)
@SCRIPTED
def test_from_the_head_of_any_page_to_what_one_looked_for(
    new_context: NewContext, language: str, scripted: bool
) -> None:
    page = new_context(java_script_enabled=scripted, viewport=WIDE).new_page()
    query, marked, slip, abroad = WAYS[language]
    page.goto(f"/{language}/")
    head = page.get_by_role("banner").get_by_role("searchbox")
    head.fill(query)
    head.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(results(page).locator("mark", has_text=re.compile(f"^{marked}$")).first).to_be_visible()
    practices = page.locator("#tab-practices")
    practices.click()
    page.wait_for_url("**kind=practices")
    expect(page.locator("#tab-practices")).to_have_attribute("aria-current", "true")
    expect(page.locator("#group-course")).to_have_count(0)
    page.go_back()
    expect(page.locator("#tab-all")).to_have_attribute("aria-current", "true")

    field(page).fill(slip)
    field(page).press("Enter")
    page.wait_for_url("**/search/?q=" + "*")
    expect(results(page)).to_contain_text(slip)
    expect(results(page).locator("mark").first).to_be_visible()

    field(page).fill(abroad)
    field(page).press("Enter")
    foreign = results(page).locator("a[hreflang]").first
    expect(foreign).to_be_visible()
    assert foreign.get_attribute("lang") not in (None, language)

    page.goto(f"/{language}/search/?q={query}")
    first = results(page).locator("a.covers").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_results_follow_what_is_typed_and_are_announced_once(page: Page) -> None:
    page.goto("/en/search/")
    status = page.locator("[data-search-status]")
    page.evaluate("""() => {
      window.said = [];
      const status = document.querySelector("[data-search-status]");
      new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    }""")
    field(page).press_sequentially("co-determination", delay=30)
    expect(status).to_contain_text("“co-determination”")
    expect(field(page)).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=co-determination$"))
    expect(page).to_have_title(re.compile("co-determination"))
    count = results(page).locator("[data-search-count]").inner_text()
    assert page.evaluate("window.said").count(count) == 1
    field(page).fill("")
    expect(results(page).locator("mark")).to_have_count(0)


def test_a_glossary_term_is_explained_in_place(page: Page) -> None:
    page.goto("/en/search/?q=victim+role")
    term = results(page).locator(".is-term").first
    expect(term).to_contain_text("victim role")
    assert len(term.locator("p").inner_text()) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_small_screen_the_field_stands_in_the_menu(new_context: NewContext, language: str) -> None:
    page = new_context(**PHONE).new_page()
    page.goto(f"/{language}/")
    page.locator("[popovertarget=site-menu]:not([popovertargetaction])").click()
    head = page.get_by_role("searchbox")
    head.fill(WAYS[language][0])
    head.press("Enter")
    expect(results(page).locator("mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_address_that_leads_nowhere_offers_to_search_for_its_words(page: Page, watch: Watch) -> None:
    watch.allow(404)
    page.goto("/en/course/co-determination/no-such-lesson/")
    box = page.get_by_role("main").get_by_role("searchbox")
    expect(box).to_have_value("no such lesson")
    box.fill("co-determination")
    box.press("Enter")
    expect(results(page).locator("mark").first).to_be_visible()


def test_the_language_switch_keeps_the_words(page: Page) -> None:
    page.goto("/en/search/?q=McDonald%27s")
    head = page.get_by_role("banner")
    head.locator("summary").click()
    head.get_by_role("link", name="Deutsch").click()
    expect(field(page)).to_have_value("McDonald's")
    expect(results(page).locator("mark").first).to_be_visible()
