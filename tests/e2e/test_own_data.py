"""One's own data: seen, taken along and deleted, by a visitor and by the owner of an account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import PASSWORD, Person

pytestmark = pytest.mark.e2e


def learner(new_context: NewContext, site: RunningSite, atlas: Atlas, *, scripted: bool = True) -> Person:
    """Let somebody read a lesson."""
    person = Person(new_context(java_script_enabled=scripted).new_page(), site, "en", scripted=scripted)
    lesson = atlas.lessons("2.1")[0]
    person.page.goto(lesson.urls["en"])
    person.read_lesson(lesson)
    return person


def named(person: Person, role: str, name: str) -> None:
    """Press the link or button of this name in the page's main part."""
    person.press(person.main.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_visitor_sees_takes_and_deletes_what_she_has_left(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas, tmp_path: Path, scripted: bool
) -> None:
    person = learner(new_context, live_site, atlas, scripted=scripted)
    lesson = atlas.lessons("2.1")[0]
    person.page.goto("/en/me/")
    named(person, "link", "See everything about you")
    person.main.get_by_text("Lessons that you have marked as read").click()
    expect(person.main.get_by_text(lesson.titles["en"], exact=True)).to_be_visible()

    with person.page.expect_download() as download:
        named(person, "link", "Download it as a file")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    assert "courses.lessoncompletion.learner" in [part["name"] for part in data]

    if scripted:
        person.page.evaluate("localStorage.setItem('kept', 'here')")
    named(person, "link", "Delete everything")
    named(person, "button", "Delete everything")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Everything is deleted")
    if scripted:
        assert person.page.evaluate("localStorage.getItem('kept')") is None
    person.page.goto("/en/me/data/")
    expect(person.main.get_by_text("Nothing is stored about you.")).to_be_visible()


def test_an_account_goes_after_the_password_and_a_mail_confirms_it(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    email = "vera@example.org"
    person = learner(new_context, live_site, atlas)
    person.page.goto("/en/accounts/signup/")
    person.sign_up(email)
    named(person, "link", "See everything about you")
    expect(person.main.get_by_text(email).first).to_be_visible()
    named(person, "link", "Delete everything")
    person.shows_who_she_is()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Delete your account")
    named(person, "button", "Delete everything")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Everything is deleted")
    assert "we have deleted your account" in live_site.mails_to(email)[-1]

    person.page.goto("/en/accounts/login/")
    person.main.locator("[type=email]").fill(email)
    person.main.locator("[type=password]").fill(PASSWORD)
    person.press(person.button("Sign in"))
    expect(person.main.get_by_role("alert")).to_be_visible()


def test_the_text_on_privacy_and_the_list_lead_to_each_other(
    new_context: NewContext, live_site: RunningSite, atlas: Atlas
) -> None:
    person = Person(new_context().new_page(), live_site, "en")
    person.page.goto("/en/privacy/")
    named(person, "link", "What is stored, why and for how long")
    expect(person.page).to_have_url(f"{person.home}/en/me/privacy/")
    named(person, "link", "Privacy")
    expect(person.page).to_have_url(f"{person.home}/en/privacy/")
