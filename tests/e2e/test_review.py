"""Questions come back: a trainer reviews what she has answered, in two languages, and asks to be reminded."""

from __future__ import annotations

import json
import re
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, NewContext, RunningSite
from tests.e2e import audit
from tests.e2e.atlas import Asked, Atlas
from tests.e2e.person import Person

pytestmark = pytest.mark.e2e
MODULE = "2.2"
# Lets everything that was answered have been answered so many days ago.
DAYS_PASS = """
from datetime import timedelta
from django.db.models import F
from courses.models import QuizAnswer, ReviewAnswer
for model in (QuizAnswer, ReviewAnswer):
    model.objects.update(answered_at=F("answered_at") - timedelta(days={days}))
"""
REMIND = """
from datetime import timedelta
from django.utils import timezone
from courses.review.reminders import send_reminders
send_reminders(timezone.now() + timedelta(days={days}))
"""


def asked(person: Person, atlas: Atlas) -> Asked:
    """Return the question that is on the page, whichever quiz it comes from."""
    prompt = person.main.locator("legend").inner_text()
    for quiz in atlas.quizzes:
        for question in quiz.questions:
            if " ".join(question.prompts[person.language].split()) == " ".join(prompt.split()):
                return question
    raise LookupError(prompt)


def accessible(page: Page) -> None:
    """Check the page as it stands, in light and in dark."""
    problems = [*audit.axe(page, "light"), *audit.layout(page), *audit.axe(page, "dark")]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_trainer_reviews_five_questions_in_two_languages(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, scripted: bool
) -> None:
    context = new_context(**PHONE, java_script_enabled=scripted)
    anna = Person(context.new_page(), live_site, scripted=scripted)
    quiz = atlas.quiz(MODULE)
    anna.page.goto(quiz.place.urls["en"])
    anna.take(quiz, wrong=len(quiz.questions))
    anna.page.goto("/en/me/")
    expect(anna.main.get_by_text("Nothing is waiting today.")).to_be_visible()
    live_site.manage("shell", "--verbosity=0", "--command", DAYS_PASS.format(days=2))

    anna.page.reload()
    if scripted:
        accessible(anna.page)
    anna.press(anna.main.get_by_role("button", name="Review 5 questions", exact=True))
    for number in range(1, 6):
        expect(anna.main).to_contain_text(anna.says("Question %(position)s of %(total)s", position=number, total=5))
        question = asked(anna, atlas)
        assert question.kind != "scenario"
        if scripted and number == 1:
            accessible(anna.page)
        anna.answer(question, right=number != 2)
        if scripted and number == 2:
            accessible(anna.page)
        if number == 3:
            # In the middle she goes on in Norwegian, and finds the verdict that she has just read.
            anna.switch_language("nb", "Norsk")
            expect(anna.main).to_contain_text(question.prompts["nb"].split("\n")[0])
            # A reload loses nothing, either.
            anna.page.reload()
        anna.press(anna.link("See my result" if number == 5 else "Next question"))
    expect(anna.page).to_have_url(re.compile(r"/nb/me/review/\?result=1$"))
    anna.page.goto("/en/me/review/?result=1")
    expect(anna.main.get_by_role("heading", name="You got 4 of 5 questions right.", exact=True)).to_be_visible()
    if scripted:
        accessible(anna.page)


def test_she_is_reminded_in_her_language_and_stops_it_with_one_click(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    helena = Person(new_context().new_page(), live_site)
    quiz = atlas.quiz(MODULE)
    helena.page.goto(quiz.place.urls["en"])
    helena.take(quiz)
    helena.page.goto("/en/accounts/signup/")
    helena.sign_up("helena-reviews@example.org")
    helena.page.goto("/en/me/")
    helena.main.locator("#review summary").click()
    helena.main.get_by_label("Language of the e-mail", exact=True).select_option(label="Deutsch")
    accessible(helena.page)
    helena.press(helena.main.get_by_role("button", name="Send me the weekly e-mail", exact=True))
    expect(helena.page.get_by_role("status")).to_contain_text("Its language: Deutsch.")
    # Some weeks later, so that no other test has sent this week's.
    live_site.manage("shell", "--verbosity=0", "--command", REMIND.format(days=21))

    mails = live_site.mails_to("helena-reviews@example.org")
    (link,) = re.findall(r"http://\S+/de/letters/unsubscribe/\S+", mails[-1])
    assert f"{live_site.url}/de/me/review/" in mails[-1]

    # Her mail program knows nothing of her account.
    elsewhere = new_context().new_page()
    parts = urlsplit(link)
    elsewhere.goto(f"{parts.path}?{parts.query}")
    accessible(elsewhere)
    elsewhere.get_by_role("main").get_by_role("button").click()
    expect(elsewhere.get_by_role("main").get_by_role("button")).to_have_count(0)
    accessible(elsewhere)
    count = len(mails)
    live_site.manage("shell", "--verbosity=0", "--command", REMIND.format(days=28))
    assert len(live_site.mails_to("helena-reviews@example.org")) == count


def test_the_worker_that_runs_beside_the_site_does_its_daily_work(page: Page, live_site: RunningSite) -> None:
    program = (
        "import json; from mimi.operations.models import PeriodicRun; from django_tasks_db.models import DBTaskResult;"
        "print(json.dumps([PeriodicRun.objects.count(), DBTaskResult.objects.exclude(status='SUCCESSFUL').count()]))"
    )

    def state() -> Any:
        return json.loads(live_site.manage("shell", "--verbosity=0", "--command", program))

    for _ in range(20):
        begun, unfinished = state()
        if begun and not unfinished:
            break
        time.sleep(0.5)
    assert begun
    assert not unfinished
    health = page.goto("/health/ready")
    assert health
    assert health.json()["checks"]["background"] == "ok"
