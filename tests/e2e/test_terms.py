"""A word of the glossary explains itself where it stands: by mouse, by keyboard, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
TERM = 'a[href^="#term-"]'


def open_lesson_with_a_term(person: Person, atlas: Atlas) -> tuple[Locator, str]:
    """Go to the first lesson that links to the glossary; return the link and the definition at the page's foot."""
    for lesson in atlas.pages["LessonPage"]:
        person.page.goto(lesson.urls[person.language])
        link = person.main.locator(TERM).first
        if link.count():
            target = link.get_attribute("href") or ""
            return link, person.main.locator(f"{target} dd").inner_text()
    raise AssertionError("no lesson links to the glossary")


def test_a_term_is_explained_beside_the_word(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    lina = Person(page, live_site, "el")
    link, definition = open_lesson_with_a_term(lina, atlas)
    link.click()
    box = lina.main.get_by_role("status").filter(has_text=definition)
    expect(box).to_contain_text(definition)
    expect(lina.page).to_have_url(re.compile(r"/$"))
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    link.focus()
    page.keyboard.press("Enter")
    expect(box).to_contain_text(definition)
    page.keyboard.press("Enter")
    expect(box).to_have_count(0)


def test_without_scripts_a_term_leads_to_its_definition(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    lina = Person(new_context(java_script_enabled=False).new_page(), live_site, "nb", scripted=False)
    link, definition = open_lesson_with_a_term(lina, atlas)
    target = link.get_attribute("href") or ""
    link.click()
    expect(lina.page).to_have_url(re.compile(re.escape(target) + "$"))
    expect(lina.main.locator(target)).to_contain_text(definition)
    expect(lina.main.locator(target)).to_be_in_viewport()
