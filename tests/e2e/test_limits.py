"""What somebody sees who has sent answers too often: a sentence in the form, and nothing chosen is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
NOTICE = '<p class="notice is-bad" role="alert" data-limit>Try again in a minute.</p>'


def test_the_form_stays_as_it_is_and_can_be_sent_again(
    page: Page, live_site: RunningSite, atlas: Atlas, watch: Watch
) -> None:
    watch.allow(429)
    quiz = atlas.quizzes[0]
    question = next(one for one in quiz.questions if one.kind == "single_choice")
    person = Person(page, live_site)
    page.goto(f"{quiz.place.urls['en']}?question={question.id}")
    headers = {"HX-Retarget": "this", "HX-Reswap": "beforeend", "Retry-After": "60"}
    page.route("**/answers/", lambda route: route.fulfill(status=429, headers=headers, body=NOTICE))
    chosen = person.main.get_by_label(question.right["en"][0], exact=True)
    chosen.check()
    for _n in range(2):
        person.button("Check my answer").click()
        expect(person.main.get_by_role("alert")).to_have_text("Try again in a minute.")
    expect(chosen).to_be_checked()
    page.unroute("**/answers/")
    person.button("Check my answer").click()
    expect(person.main.get_by_text("That’s right", exact=True)).to_be_visible()
    watch.take()
