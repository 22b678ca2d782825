"""Long texts as their reader likes them: size, space, letters and ruler, kept on the device and nowhere else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
NARROW = {"width": 320, "height": 640}
# The look of the first paragraph: [size in px, height of a line in px, space between letters, hyphens, family].
LOOK = """() => {
  const style = getComputedStyle(document.querySelector("[data-reading] .prose p"));
  const { fontSize, lineHeight, letterSpacing, hyphens, fontFamily } = style;
  return [parseFloat(fontSize), parseFloat(lineHeight), letterSpacing, hyphens, fontFamily];
}"""
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""


def panel(page: Page) -> Locator:
    return page.locator("[data-reading-settings]")


def open_panel(page: Page) -> Locator:
    panel(page).get_by_text("Easier to read").click()
    return panel(page)


def choose_everything(page: Page) -> None:
    """Choose the most of everything that the panel offers."""
    for name in ("textSize", "lineSpacing", "easyText", "ruler"):
        page.locator(f"[data-setting={name}]").last.check()


def test_what_a_reader_chooses_holds_for_all_texts_until_she_takes_it_back(page: Page, atlas: Atlas) -> None:
    first, second = atlas.lessons("2.1")[:2]
    page.goto(first.urls["en"])
    normal = page.evaluate(LOOK)
    chosen = open_panel(page)
    chosen.get_by_role("group", name="Text size").get_by_role("radio", name="Much larger", exact=True).check()
    chosen.get_by_role("group", name="Space between the lines").get_by_role("radio", name="Wider", exact=True).check()
    chosen.get_by_label("Letters that are easier to tell apart").check()
    size, line, spacing, hyphens, family = page.evaluate(LOOK)
    assert size == pytest.approx(1.5 * normal[0])
    assert line / size > 2
    assert (spacing, hyphens) == (f"{size * 0.05:g}px", "none")
    assert family.startswith("Verdana")
    large = page.evaluate(LOOK)

    page.reload()
    assert page.evaluate(LOOK) == large
    for url in (second.urls["en"], atlas.one("TextPage").urls["en"]):
        page.goto(url)
        assert page.evaluate(LOOK) == large
    # In another language as well, and what is no text for reading stays as it is.
    page.goto(second.urls["el"])
    assert page.evaluate(LOOK) == large
    page.goto("/en/")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 17

    page.goto(first.urls["en"])
    chosen = open_panel(page)
    expect(chosen.get_by_role("radio", name="Much larger", exact=True)).to_be_checked()
    expect(chosen.get_by_label("Letters that are easier to tell apart")).to_be_checked()
    chosen.get_by_role("button", name="Back to normal").click()
    expect(
        chosen.get_by_role("group", name="Text size").get_by_role("radio", name="Normal", exact=True)
    ).to_be_checked()
    expect(chosen.get_by_role("status")).to_have_text("The text is shown as normal.")
    assert page.evaluate(LOOK) == normal
    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_text_is_never_shown_in_another_size_first(page: Page, atlas: Atlas) -> None:
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    open_panel(page).get_by_role("radio", name="Largest", exact=True).check()
    # What stands in the head is done before any of the body is there to be painted.
    page.add_init_script("""new MutationObserver((changes, observer) => {
      if (!document.body) return;
      window.sizeAtFirst = document.documentElement.dataset.textSize;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });""")
    page.reload()
    assert page.evaluate("window.sizeAtFirst") == "4"


def test_another_tab_follows(page: Page, atlas: Atlas) -> None:
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    other = page.context.new_page()
    other.goto(atlas.lessons("2.1")[1].urls["en"])
    open_panel(page).get_by_role("radio", name="Largest", exact=True).check()
    expect(other.locator("html")).to_have_attribute("data-text-size", "4")


def test_the_panel_needs_no_mouse(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = Person(page, live_site, keyboard=True)
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    summary = panel(page).locator("summary")
    person.tab_to(summary)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-text-size", "1")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-line-spacing", "1")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("html")).to_have_attribute("data-easy-text", "1")
    page.keyboard.press("Escape")
    expect(panel(page)).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()


def test_a_browser_that_keeps_nothing_still_shows_the_page_as_she_likes(page: Page, atlas: Atlas) -> None:
    page.add_init_script(NO_STORAGE)
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    normal = page.evaluate(LOOK)
    open_panel(page).get_by_role("radio", name="Larger", exact=True).check()
    assert page.evaluate(LOOK)[0] == pytest.approx(1.25 * normal[0])


def test_what_was_kept_by_somebody_else_breaks_nothing(page: Page, atlas: Atlas) -> None:
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    normal = page.evaluate(LOOK)
    for kept in ('{"textSize": "99", "lineSpacing": {}, "made": "up"}', "null", "[", '"4"'):
        page.evaluate("text => localStorage.setItem('mimi:reading', text)", kept)
        page.reload()
        assert page.evaluate(LOOK) == normal


def test_the_ruler_follows_the_pointer(page: Page, atlas: Atlas) -> None:
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    ruler = page.locator(".ruler")
    expect(ruler).to_have_count(0)
    open_panel(page).get_by_label("Reading ruler").check()
    for y in (200, 500):
        page.mouse.move(300, y)
        box = ruler.bounding_box()
        assert box
        assert box["y"] + box["height"] / 2 == pytest.approx(y, abs=1)
        assert box["width"] >= 1200
    # One clicks through it.
    page.get_by_label("Reading ruler").uncheck()
    expect(ruler).to_have_count(0)


def test_paper_stays_as_it_is(page: Page, atlas: Atlas) -> None:
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    page.emulate_media(media="print")
    plain = page.evaluate(LOOK)
    page.emulate_media(media="screen")
    open_panel(page)
    choose_everything(page)
    assert page.evaluate(LOOK) != plain
    page.emulate_media(media="print")
    assert page.evaluate(LOOK) == plain
    expect(page.locator(".reading-tools")).not_to_be_visible()
    expect(page.locator(".ruler")).not_to_be_visible()


def test_without_scripts_nothing_is_offered_that_would_not_work(new_context: NewContext, atlas: Atlas) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(atlas.lessons("2.1")[0].urls["en"])
    for part in (panel(page), page.locator("[data-listen-start]"), page.locator("[data-player]")):
        expect(part).to_be_hidden()


@pytest.mark.parametrize("language", ["nb", "en", "de", "el"])
def test_the_open_panel_is_accessible_and_fits(page: Page, atlas: Atlas, watch: Watch, language: str) -> None:
    problems: list[str] = []
    places = [*atlas.fullest_lessons(), atlas.one("TextPage"), atlas.one("PracticePage")]
    for place in places:
        page.goto(place.urls[language])
        panel(page).locator("summary").click()
        problems += [
            f"{place.titles['en']}: {found}" for found in (*audit.axe(page, "light"), *audit.axe(page, "dark"))
        ]
        choose_everything(page)
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        page.evaluate(audit.UNFOLD)
        found = [*audit.axe(page, "light"), *audit.axe(page, "dark"), *audit.layout(page)]
        problems += [f"{place.titles['en']}, everything chosen: {problem}" for problem in found]
        page.set_viewport_size({"width": 1280, "height": 900})
        page.locator("[data-reading-reset]").click()
    assert not problems, "\n".join(["", *problems])
