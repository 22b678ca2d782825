"""Signing in without a password; the browser's own authenticator stands in for a fingerprint."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas
from tests.e2e.person import CODE, Person

pytestmark = pytest.mark.e2e


@pytest.fixture
def context(new_context: NewContext, live_site: RunningSite) -> BrowserContext:
    """A browser that comes to the site by a name: passkeys belong to names, not to numbers."""
    return new_context(base_url=live_site.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of a browser that can make passkeys and needs nobody's finger for it."""
    made = context.new_page()
    session = context.new_cdp_session(made)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return made


def test_a_passkey_is_added_to_an_account_and_opens_it(page: Page, live_site: RunningSite) -> None:
    carla = Person(page, live_site, "nb", host="localhost")
    page.goto("/nb/accounts/signup/")
    carla.sign_up("carla@example.org")
    carla.press(carla.link("Passkeys and safe sign-in"))
    carla.press(carla.link("Add a passkey"))
    carla.shows_who_she_is()
    carla.main.get_by_role("textbox").fill("Mobilen min")
    if carla.main.get_by_role("checkbox").count():
        carla.main.get_by_role("checkbox").check()
    carla.press(carla.button("Add the passkey"))
    expect(carla.main.get_by_role("button", name=carla.says("Add the passkey"))).to_have_count(0)
    carla.sign_out()

    page.goto("/nb/accounts/login/")
    carla.press(carla.button("Sign in with a passkey"))
    expect(page).to_have_url(f"{carla.home}/nb/me/")
    expect(carla.main.get_by_role("heading", level=1)).to_have_text(carla.says("My learning"))
    page.goto("/nb/accounts/2fa/webauthn/")
    expect(carla.main).to_contain_text("Mobilen min")


def test_an_account_is_made_with_a_passkey_alone_and_keeps_what_was_learnt(
    page: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    dora, email = Person(page, live_site, "el", host="localhost"), "dora@example.org"
    lesson = atlas.lessons("2.1")[0]
    page.goto(lesson.urls["el"])
    dora.read_lesson(lesson)
    page.goto("/el/accounts/signup/")
    dora.press(dora.link("Use a passkey"))
    dora.main.locator("[type=email]").fill(email)
    dora.main.locator("form").first.get_by_role("button").first.click()
    expect(dora.main.get_by_role("heading", level=1)).to_have_text(dora.says("Look in your inbox"))
    code = CODE.search(live_site.mails_to(email)[-1])
    assert code
    dora.main.get_by_role("textbox").first.fill(code[1])
    dora.press(dora.button("Confirm"))
    dora.main.get_by_role("textbox").fill("Το κινητό μου")
    dora.press(dora.button("Add the passkey"))
    expect(page).to_have_url(f"{dora.home}/el/me/")
    expect(dora.main.get_by_role("listitem").filter(has_text=lesson.titles["el"]).last).to_contain_text(
        dora.says("Read", context="a lesson that has been read")
    )
