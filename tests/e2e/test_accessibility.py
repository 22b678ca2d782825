"""WCAG 2.2 AA on every kind of page, in every language, in light and dark, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize

from tests.browser import DESKTOP, PATIENCE_MILLISECONDS, RunningSite, Watch
from tests.e2e import audit
from tests.e2e.atlas import Atlas
from tests.e2e.views import View, groups, make_people, views

pytestmark = pytest.mark.e2e
SIZES: dict[str, Any] = {"phone": {"viewport": {"width": 360, "height": 740}}, "desk": DESKTOP}
# The narrowest window that a page must fit (WCAG 2.2, 1.4.10).
NARROW: ViewportSize = {"width": 320, "height": 640}
# Comes back when what is personal has been put into the page.
PERSONAL = """async () => {
  const arrived = () => performance.getEntriesByType("resource").some((entry) => entry.name.includes("personal.json"));
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
  if (document.body.dataset.personal) while (!arrived()) await frame();
  await frame();
}"""
ONLY_IN_ENGLISH = """
from mimi.pages.models import HomePage, TextPage
home = HomePage.objects.get(locale__language_code="en")
slug = "only-for-those-who-read-english"
home.add_child(instance=TextPage(title="Only for those who read English", slug=slug, locale=home.locale))
"""


@dataclass
class Studio:
    """Browsers to look at pages with, one for each size and each kind of reader; each has one page, used again."""

    browser: Browser
    site: RunningSite
    watch: Watch
    states: dict[str, StorageState]
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def page(self, size: str, who: str) -> Page:
        """Return the page of a reader."""
        key = (size, who)
        if key not in self.pages:
            context = self.context(SIZES[size], self.states.get(who))
            self.pages[key] = context.new_page()
        return self.pages[key]

    def context(self, options: dict[str, Any], state: StorageState | None = None) -> BrowserContext:
        """Make a browser in which nothing moves."""
        context = self.browser.new_context(
            **{"base_url": self.site.url, "reduced_motion": "reduce", "storage_state": state, **options}
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.add_init_script(path=audit.AXE)
        self.watch.over(context)
        return context

    def show(self, size: str, view: View, language: str) -> Page:
        """Open a view."""
        page = self.page(size, view.who)
        page.emulate_media(color_scheme="light")
        answer = page.goto(view.path(language), wait_until="load")
        assert answer
        assert answer.status == view.status, f"{view.path(language)} answers {answer.status}"
        page.evaluate(PERSONAL)
        if view.prepare:
            view.prepare(page)
        page.evaluate(audit.UNFOLD)
        return page


@pytest.fixture(scope="module")
def studio(browser: Browser, live_site: RunningSite, atlas: Atlas) -> Iterator[Studio]:
    """The browsers, and readers who have learnt something."""
    live_site.manage("shell", "--verbosity=0", "--command", ONLY_IN_ENGLISH)
    watch = Watch(live_site.url)
    watch.allow(404)
    made = Studio(browser, live_site, watch, {})
    learner, member = made.context(DESKTOP), made.context(DESKTOP)
    make_people(learner.new_page(), member.new_page(), live_site, atlas)
    made.states = {"learner": learner.storage_state(), "member": member.storage_state()}
    yield made
    for context in [learner, member, *(page.context for page in made.pages.values())]:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("group", groups())
def test_every_page_is_accessible(studio: Studio, atlas: Atlas, group: str, size: str) -> None:
    problems: list[str] = []
    for turn, view in enumerate(views(atlas, group)):
        for language in view.languages:
            page = studio.show(size, view, language)
            found = audit.layout(page)
            # Axe looks at every view in every language on a desk; on a phone the languages take turns.
            if size == "desk" or language == view.languages[turn % len(view.languages)]:
                found += [*audit.axe(page, "light"), *audit.axe(page, "dark")]
            if size == "phone":
                page.set_viewport_size(NARROW)
                found += [f"at {NARROW['width']} px: {problem}" for problem in audit.layout(page)]
                page.evaluate(audit.SPACING)
                found += [f"with more space: {problem}" for problem in audit.layout(page)]
                page.set_viewport_size(SIZES["phone"]["viewport"])
            problems += [f"{language}, {view.name}: {problem}" for problem in [*found, *studio.watch.take()]]
    assert not problems, "\n".join(["", *dict.fromkeys(problems)])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("group", groups())
def test_the_focus_shows_wherever_the_tab_key_stops(studio: Studio, atlas: Atlas, group: str, size: str) -> None:
    problems: list[str] = []
    for view in views(atlas, group):
        page = studio.show(size, view, "en" if "en" in view.languages else "nb")
        problems += [f"{view.name}: {problem}" for problem in audit.tab_through(page)]
    assert not problems, "\n".join(["", *dict.fromkeys(problems)])
