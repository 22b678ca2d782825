"""The connection goes in the middle of a quiz, answers are given all the same, and count when it is back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, NewContext, RunningSite, Watch
from tests.e2e.atlas import Atlas, Quiz
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
MODULE = "2.1"
# What htmx says of an answer that could not be sent.
NOT_SENT = ("htmx:afterRequest", "htmx:sendError")


def someone(new_context: NewContext, site: RunningSite, language: str) -> Person:
    context = new_context(**PHONE, locale=language)
    return Person(context.new_page(), site, language)


def opens_the_quiz(person: Person, quiz: Quiz) -> None:
    with person.page.expect_response(lambda answer: "/quizzes/" in answer.url):
        person.page.goto(quiz.place.urls[person.language])


def choose(person: Person, quiz: Quiz) -> str:
    """Give some answer to the question that is shown, whatever it is; return the question."""
    asked = person.main.locator("legend").inner_text()
    for box in person.main.locator("fieldset input[type=radio], fieldset input[type=checkbox]").all()[:1]:
        box.check()
    for field in person.main.locator("fieldset select:visible").all():
        field.select_option(index=1)
    for field in person.main.locator("fieldset input[type=text]").all():
        field.fill("?")
    return asked


@pytest.mark.parametrize("language", ["nb", "el"])
def test_answers_wait_for_the_connection_and_count_once(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, watch: Watch, language: str
) -> None:
    person, quiz = someone(new_context, live_site, language), atlas.quiz(MODULE)
    opens_the_quiz(person, quiz)
    person.answer(person.asked(quiz))
    person.go_on()

    watch.overlook(*NOT_SENT)
    person.page.context.set_offline(True)
    waiting = 0
    while True:
        choose(person, quiz)
        person.press(person.button("Check my answer").or_(person.button("Keep my answer")))
        waiting += 1
        told = "You have no connection. {number} answers wait in this browser and are sent as soon as you are back."
        if waiting == 2:
            expect(person.main.get_by_text(person.says(told).replace("{number}", "2"))).to_be_visible()
        end = person.main.get_by_text(
            person.says("All other questions are answered. Your result comes when you are connected.")
        )
        expect(person.button("Keep my answer").or_(end)).to_be_visible()
        if end.count():
            break
    assert waiting >= 5

    person.page.context.set_offline(False)
    # A story with decisions needs the connection; what else is left is the result.
    expect(person.button("Check my answer").or_(person.result)).to_be_visible(timeout=20_000)
    while not person.result.count():
        person.answer(person.asked(quiz))
        person.go_on()
        expect(person.button("Check my answer").or_(person.result)).to_be_visible()
    person.press(person.result)
    expect(person.main.locator(".attempts > li")).to_have_count(1)


def test_an_answer_waits_through_a_reload_and_a_closed_page(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, watch: Watch
) -> None:
    person, quiz = someone(new_context, live_site, "de"), atlas.quiz(MODULE)
    opens_the_quiz(person, quiz)
    first = person.asked(quiz)
    watch.overlook(*NOT_SENT)
    person.page.context.set_offline(True)
    choose(person, quiz)
    person.press(person.button("Check my answer"))
    expect(person.button("Keep my answer")).to_be_visible()
    context = person.page.context
    person.page.close()
    context.set_offline(False)
    person.page = context.new_page()
    # Any page sends what waits.
    with person.page.expect_response(lambda answer: "/answers/" in answer.url and answer.ok):
        person.page.goto("/de/")
    person.page.goto(quiz.place.urls["de"])
    assert person.asked(quiz) != first


def test_two_tabs_at_once_make_one_attempt(new_context: NewContext, live_site: RunningSite, atlas: Atlas) -> None:
    person, quiz = someone(new_context, live_site, "en"), atlas.quiz(MODULE)
    opens_the_quiz(person, quiz)
    other = Person(person.page.context.new_page(), live_site, "nb")
    opens_the_quiz(other, quiz)
    question = person.asked(quiz)
    person.answer(question)
    # The other tab still shows the same question: the first answer counts, and she is told what it was worth.
    assert other.asked(quiz) == question
    choose(other, quiz)
    other.press(other.button("Check my answer"))
    expect(other.main.get_by_text(other.says("That’s right"), exact=True)).to_be_visible()
    person.go_on()
    person.take(quiz)
    other.page.reload()
    expect(other.result).to_be_visible()
    other.press(other.result)
    expect(other.main.locator(".attempts > li")).to_have_count(1)
