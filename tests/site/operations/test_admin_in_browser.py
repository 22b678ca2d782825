"""The admin's own Content-Security-Policy lets Wagtail work, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser import RunningSite, Watch

pytestmark = pytest.mark.e2e
EMAIL, PASSWORD = "editor@example.org", "fjord-and-mountain-47"


def test_an_editor_works_and_nothing_is_blocked(page: Page, live_site: RunningSite, watch: Watch) -> None:
    live_site.manage("createsuperuser", "--noinput", "--email", EMAIL, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    # The list of time zones may be newer than the browser, and Wagtail's script then stops at one that it doesn't know.
    watch.overlook("localizeTimeZoneOptions")

    page.goto("/cms/")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/cms/")
    for address in ("/cms/pages/", "/cms/images/", "/cms/documents/", "/cms/snippets/", "/cms/account/"):
        assert page.goto(address).status == 200
    # The language home pages stand right below the root.
    page.goto("/cms/pages/")
    page.locator("main a[href*='/edit/']").first.click()
    page.wait_for_load_state("networkidle")
    assert watch.problems == []
