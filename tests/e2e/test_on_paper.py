"""Printing the library and a practice: what can't be used on paper is gone, what is to be read fits the sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.words import says

pytestmark = pytest.mark.e2e

# The printable width of an A4 sheet, at 96 dots an inch.
SHEET = {"width": 643, "height": 980}
HIDDEN = "nav, .site-header, .site-footer, .filters, .map, .problems, .sorting, .reading-tools, .take-along, button"
WIDER = """() => [...document.querySelectorAll('main *')].filter(found => {
  const box = found.getBoundingClientRect()
  return box.width && !found.closest('.visually-hidden') && (box.left < -1 || box.right > innerWidth + 1)
}).map(found => found.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_the_library_and_a_practice_print_well(page: Page, live_site: RunningSite, atlas: Atlas, language: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    library = atlas.one("PracticeIndexPage").urls[language]
    page.goto(f"{library}?country=no")
    expect(page.locator(".chosen li")).to_be_visible()
    rows = page.get_by_role("article")
    expect(rows.first).to_be_visible()
    practice = rows.first.get_by_role("link").get_attribute("href")
    _check(page)
    page.goto(f"{live_site.url}{practice}" if practice and practice.startswith("/") else str(practice))
    for heading in ("At a glance", "How it works, step by step", "How sure can we be?"):
        expect(page.get_by_role("heading", name=says(language, heading))).to_be_visible()
    _check(page)


def _check(page: Page) -> None:
    for found in page.locator(HIDDEN).all():
        expect(found).to_be_hidden()
    assert page.evaluate(WIDER) == []
