"""A trainer studies a module alone: on her phone, in two languages, without an account until she wants one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import Person
from tests.e2e.words import says

pytestmark = pytest.mark.e2e
MODULE = "2.1"


def finds_it_all_in_my_learning(person: Person, atlas: Atlas) -> None:
    """Check that all lessons and the quiz of the module stand there as done, in her language."""
    expect(person.page.get_by_role("heading", level=1)).to_have_text(person.says("My learning"))
    module, lessons, quiz = atlas.module(MODULE), atlas.lessons(MODULE), atlas.quiz(MODULE)
    title = f"{MODULE} {module.titles[person.language]}"
    row = person.main.get_by_role("listitem").filter(has=person.page.get_by_role("heading", name=title, exact=True))
    steps = len(lessons) + 1
    expect(row.get_by_text(person.says("%(done)s of %(total)s", done=steps, total=steps), exact=True)).to_be_visible()
    if not row.get_by_role("link", name=quiz.place.titles[person.language], exact=True).is_visible():
        row.locator("summary").click()
    for lesson in lessons:
        step = row.get_by_role("listitem").filter(
            has=person.page.get_by_role("link", name=lesson.titles[person.language])
        )
        expect(step).to_contain_text(person.says("Read", context="a lesson that has been read"))
    expect(row.get_by_role("listitem").last).to_contain_text(person.says("Passed, best result %(best)s%%", best=100))


def resumes_at_the_next_module(person: Person, atlas: Atlas) -> None:
    """Check that "My learning" goes on behind what was done last."""
    lessons = atlas.pages["LessonPage"]
    after = lessons[lessons.index(atlas.lessons(MODULE)[-1]) + 1]
    person.press(person.link("Continue: %(title)s", title=after.titles[person.language]))
    person.is_at(after)


def a_phone(new_context: NewContext, site: RunningSite, *, scripted: bool, locale: str = "nb-NO") -> Person:
    context = new_context(**PHONE, locale=locale, java_script_enabled=scripted)
    return Person(context.new_page(), site, locale[:2], scripted=scripted)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_trainer_does_a_module_in_two_languages_and_finds_it_in_her_account(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    anna = a_phone(new_context, live_site, scripted=scripted)
    email = f"anna-{'with' if scripted else 'without'}@example.org"
    module, lessons, quiz = atlas.module(MODULE), atlas.lessons(MODULE), atlas.quiz(MODULE)

    # From the front page to the module.
    anna.page.goto("/")
    anna.is_at(atlas.one("HomePage"))
    anna.press(anna.link("Start the course"))
    anna.is_at(atlas.one("CoursePage"))
    anna.press(anna.main.get_by_role("link", name=module.titles["nb"], exact=True))
    anna.is_at(module)
    assert not anna.page.context.cookies()
    anna.press(anna.link("Start the first lesson"))

    # She reads.
    for lesson in lessons:
        anna.read_lesson(lesson)
    anna.is_at(quiz.place)
    assert [cookie["name"] for cookie in anna.page.context.cookies()].count("learner") == 1

    # In the middle of the quiz she goes on in Greek.
    half = len(quiz.questions) // 2
    for _question in range(half):
        anna.answer(anna.asked(quiz))
        anna.go_on()
    asked_in_norwegian = anna.asked(quiz)
    anna.switch_language("el", "Ελληνικά")
    anna.is_at(quiz.place)
    assert anna.asked(quiz) == asked_in_norwegian
    total = len(quiz.questions)
    place = anna.says("Question %(position)s of %(total)s", position=half + 1, total=total)
    expect(anna.main.get_by_text(place, exact=True)).to_be_visible()
    anna.take(quiz)
    expect(anna.main.get_by_role("heading", name=anna.says("Well done, you passed"))).to_be_visible()
    expect(anna.main).to_contain_text(re.compile(rf"\b{total}\b.*\b{total}\b"))

    # She makes an account and finds all of it there.
    anna.page.goto("/el/me/")
    finds_it_all_in_my_learning(anna, atlas)
    anna.press(anna.link("Create an account"))
    anna.sign_up(email)
    finds_it_all_in_my_learning(anna, atlas)
    assert "learner" not in [cookie["name"] for cookie in anna.page.context.cookies()]
    anna.switch_language("de", "Deutsch")
    finds_it_all_in_my_learning(anna, atlas)

    # Signed out, the browser holds nothing of it.
    anna.sign_out()
    anna.page.goto("/de/me/")
    expect(anna.main).to_contain_text(
        anna.says("Nothing here yet. Mark a lesson as read, and it will show up on this page.")
    )

    # On another device it is all there, and goes on where she was.
    elsewhere = a_phone(new_context, live_site, scripted=scripted, locale="de-AT")
    elsewhere.sign_in(email)
    finds_it_all_in_my_learning(elsewhere, atlas)
    resumes_at_the_next_module(elsewhere, atlas)


def test_a_quiz_that_was_left_goes_on_where_it_was(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = Person(page, live_site)
    quiz = atlas.quiz(MODULE)
    page.goto(quiz.place.urls["en"])
    person.answer(person.asked(quiz), right=False)
    page.goto("/en/")
    page.get_by_role("link", name=says("en", "Continue: %(title)s", title=quiz.place.titles["en"])).click()
    person.is_at(quiz.place)
    assert person.asked(quiz) == quiz.questions[1]
    # What was answered stays answered: the first question shows its verdict.
    page.goto(f"{quiz.place.urls['en']}?question={quiz.questions[0].id}")
    expect(person.main.get_by_text("Not quite", exact=True)).to_be_visible()


def test_a_quiz_can_be_tried_again_and_the_better_result_counts(
    page: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    person = Person(page, live_site, "de")
    quiz = atlas.quiz(MODULE)
    page.goto(quiz.place.urls["de"])
    person.take(quiz, wrong=len(quiz.questions))
    expect(person.main.get_by_role("heading", name=person.says("Not there yet"))).to_be_visible()
    # Each missed question leads back to the lesson that answers it.
    back = person.main.get_by_role(
        "link", name=re.compile(re.escape(person.says("Look again at: %(title)s", title="")))
    )
    expect(back).to_have_count(len(quiz.questions))
    person.press(person.link("Try all again"))
    assert person.asked(quiz) == quiz.questions[0]
    person.take(quiz)
    person.press(person.link("Try again"))
    person.take(quiz, wrong=1)
    page.goto("/de/me/")
    expect(person.main).to_contain_text(person.says("Passed, best result %(best)s%%", best=100))


def test_an_empty_answer_is_asked_for_again(page: Page, live_site: RunningSite, atlas: Atlas) -> None:
    person = Person(page, live_site, "el")
    page.goto(atlas.quiz(MODULE).place.urls["el"])
    person.press(person.button("Check my answer"))
    expect(person.main.get_by_role("alert")).to_have_text(person.says("Choose an answer first."))
    expect(person.main.get_by_role("radio").first).to_be_focused()
