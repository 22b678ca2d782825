"""What stays in the reader's own browser: colours, and how much moves."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_colours_follow_the_system_until_the_reader_chooses(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = Person(page, live_site, "en")
    page.emulate_media(color_scheme="light")
    page.goto("/en/")
    light = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(BACKGROUND)
    assert light != dark

    button = page.get_by_role("contentinfo").get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "true")
    person.press(button)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(BACKGROUND) == light
    # Her choice holds on other pages, and is there before the page is painted.
    page.goto(atlas.one("LessonPage").urls["en"])
    assert page.evaluate(BACKGROUND) == light
    expect(button).to_have_attribute("aria-pressed", "false")
    person.press(button)
    assert page.evaluate(BACKGROUND) == dark
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(("wanted", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_those_who_do_not_want_it(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, wanted: str, scrolling: str
) -> None:
    page = new_context(reduced_motion=wanted).new_page()
    person = Person(page, live_site, "en")
    page.goto(atlas.quiz("2.1").place.urls["en"])
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == scrolling
    person.answer(person.asked(atlas.quiz("2.1")))
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(element => getComputedStyle(element).transitionDuration"
        ".split(', ').some(time => time !== '0s')).length"
    )
    if wanted == "reduce":
        assert moving == 0
        assert page.evaluate("document.getAnimations().length") == 0
    else:
        assert moving > 0


def test_a_film_is_not_loaded_before_it_is_wanted(page: Page, watch: Watch, atlas: Atlas) -> None:
    for lesson in atlas.fullest_lessons():
        page.goto(lesson.urls["en"], wait_until="networkidle")
    assert not [request.url for request in watch.requests if request.resource_type == "media"]


def test_the_way_back_leads_to_what_was_there(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = Person(page, live_site, "en")
    quiz = next(q for q in atlas.quizzes if "ordering" in {question.kind for question in q.questions[1:]})
    page.goto(quiz.place.urls["en"])
    while (question := person.asked(quiz)).kind != "ordering":
        person.answer(question)
        person.go_on()
        expect(person.button("Check my answer")).to_be_visible()
    page.go_back()
    expect(person.link("Next question")).to_be_visible()
    page.go_forward()
    expect(person.button("Check my answer")).to_be_visible()
    # It can still be put in order, and counts.
    person.answer(question)

    page.goto(atlas.one("PracticeIndexPage").urls["en"])
    shown = person.main.get_by_role("article").count()
    boxes = person.main.get_by_role("checkbox")
    boxes.first.check()
    expect(page).to_have_url(re.compile(r"\?"))
    page.go_back()
    expect(person.main.get_by_role("article")).to_have_count(shown)
    expect(boxes.first).not_to_be_checked()
    page.go_forward()
    expect(boxes.first).to_be_checked()
    boxes.first.uncheck()
    expect(person.main.get_by_role("article")).to_have_count(shown)
