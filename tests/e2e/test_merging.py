"""Two browsers hold progress, and one account brings it together: the better of each counts, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
EMAIL = "bea@example.org"


def step(person: Person, title: str) -> Locator:
    """Return the line of a lesson or quiz in "My learning"."""
    folded = person.main.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    link = person.page.get_by_role("link", name=title, exact=True)
    return person.main.get_by_role("listitem").filter(has=link).last


def test_progress_from_two_sides_meets_in_the_account(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    numbers = [place.number for place in atlas.pages["ModulePage"]]
    finished, begun = atlas.quiz("2.1"), atlas.quiz(numbers[0])
    first, second = atlas.lessons("2.1")[:2]

    # At work she reads one lesson, does badly in one quiz, begins another badly, and makes an account.
    work = Person(new_context().new_page(), live_site, "en")
    work.page.goto(first.urls["en"])
    work.read_lesson(first)
    work.page.goto(finished.place.urls["en"])
    work.take(finished, wrong=len(finished.questions))
    work.page.goto(begun.place.urls["en"])
    work.answer(work.asked(begun), right=False)
    work.page.goto("/en/accounts/signup/")
    work.sign_up(EMAIL)

    # At home, without signing in and in German, she does more, and does it better.
    home = Person(new_context(locale="de-DE").new_page(), live_site, "de")
    home.page.goto(second.urls["de"])
    home.read_lesson(second)
    home.page.goto(finished.place.urls["de"])
    home.take(finished)
    home.page.goto(begun.place.urls["de"])
    for _question in range(2):
        home.answer(home.asked(begun))
        home.go_on()

    # She signs in at home: all of it is there.
    home.sign_in(EMAIL)
    for person in (home, work):
        person.page.goto(f"/{person.language}/me/")
        read = person.says("Read", context="a lesson that has been read")
        expect(step(person, first.titles[person.language])).to_contain_text(read)
        expect(step(person, second.titles[person.language])).to_contain_text(read)
        best = person.says("Passed, best result %(best)s%%", best=100)
        expect(step(person, finished.place.titles[person.language])).to_contain_text(best)
        open_still = person.says("Started, not finished")
        expect(step(person, begun.place.titles[person.language])).to_contain_text(open_still)

    # The quiz that both had begun goes on behind the two answers, and the right one has taken the wrong one's place.
    work.page.goto(begun.place.urls["en"])
    assert work.asked(begun) == begun.questions[2]
    work.page.goto(f"{begun.place.urls['en']}?question={begun.questions[0].id}")
    expect(work.main.get_by_text("That’s right", exact=True)).to_be_visible()
