"""Somebody tells how a practice went, on a phone: from the practice over the form to the editors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewContext, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e


def accessible(page: Page) -> None:
    """Check the page as it stands, in light and in dark."""
    problems = [*audit.axe(page, "light"), *audit.layout(page), *audit.axe(page, "dark")]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_manager_tells_how_it_went(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, watch: Watch, scripted: bool
) -> None:
    watch.allow(422)
    page = new_context(**PHONE, java_script_enabled=scripted).new_page()
    helena = Person(page, live_site, scripted=scripted)
    page.goto("/en/accounts/signup/")
    helena.sign_up(f"tells-{scripted}@example.org".lower())
    page.goto(atlas.one("PracticePage").urls["en"])
    practice = page.url
    helena.press(helena.main.get_by_role("button", name="Use this with us", exact=True))
    page.goto(practice)
    helena.press(helena.main.get_by_role("link", name="Have you tried it? Tell how it went", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell how it went")
    if scripted:
        accessible(page)
    main = helena.main
    main.get_by_label("What worked?").fill("Everybody talked.")
    helena.press(helena.main.get_by_role("button", name="Save as a draft", exact=True))
    expect(main.get_by_role("status")).to_contain_text("Your draft is saved.")
    expect(main.get_by_label("What worked?")).to_have_value("Everybody talked.")
    for label, words in (("Organisation", "Bakery"), ("Country", "Norway")):
        main.get_by_label(label, exact=True).fill(words)
    main.get_by_label("What did you do differently from the practice?").fill("x" * 3001)
    main.get_by_label("Kind of organisation").select_option("employer")
    main.get_by_label("How large is it?").select_option("small")
    helena.press(helena.main.get_by_role("button", name="Send it to the editors", exact=True))
    expect(main.get_by_role("alert")).to_contain_text("Something is missing or too long.")
    if scripted:
        accessible(page)
    main.get_by_label("What did you do differently from the practice?").fill("We met in the bakery.")
    helena.press(helena.main.get_by_role("button", name="Send it to the editors", exact=True))
    expect(main.get_by_role("status")).to_contain_text("Your report is with the editors.")
    page.goto(practice)
    expect(helena.main.get_by_text("We met in the bakery.")).to_have_count(0)
    page.goto("/en/me/")
    expect(page.locator("#tried")).to_contain_text("Waiting for the editors")
    if scripted:
        accessible(page)
