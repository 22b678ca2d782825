"""The checks beside a page: what the measure of readability and the look at links say of planted faults."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewContext, RunningSite, Watch
from tests.e2e.test_editor import EMAIL, PASSWORD

pytestmark = pytest.mark.e2e
PLANT = """
import io, json, uuid
from PIL import Image as Pixels
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from mimi.pages.models import TextPage

png = io.BytesIO()
Pixels.new("RGB", (40, 30), "teal").save(png, "PNG")
image = get_image_model().objects.create(title="Harbour", file=ContentFile(png.getvalue(), name="harbour.png"))
page = TextPage.objects.filter(locale__language_code="en").order_by("path").first()
picture = {"image": image.pk, "alt_text": "IMG_0042.png", "decorative": False, "caption": ""}
text = {"heading": "", "body": "<p>" + " ".join(["word"] * 30) + '. <a linktype="page" id="987654">Gone</a></p>'}
planted = {"picture": picture, "prose": text}
body = [{"type": kind, "id": str(uuid.uuid4()), "value": value} for kind, value in planted.items()]
page.body = json.dumps([*page.body.raw_data, *body])
page.save_revision()
print("planted on", page.pk)
"""


@pytest.fixture
def editor_page(new_context: NewContext, live_site: RunningSite, watch: Watch) -> Page:
    """A page with planted faults, as an editor has it open."""
    watch.allow(302)
    # Wagtail writes what axe has found on the console, as an error.
    watch.overlook("axe.run results")
    email = f"quality-{EMAIL}"
    live_site.administrator(email, PASSWORD)
    number = live_site.manage("shell", "--verbosity=0", "--command", PLANT).split()[-1]
    page = new_context().new_page()
    page.goto(f"/cms/pages/{number}/edit/")
    page.locator("[type=email]").fill(email)
    page.locator("[type=password]").fill(PASSWORD)
    page.locator("[type=password]").press("Enter")
    # The button does nothing before the page's scripts have run.
    page.wait_for_url(f"**/cms/pages/{number}/edit/")
    toggle = page.get_by_role("button", name="Toggle checks")
    toggle.click()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    return page


def test_planted_faults_are_reported_beside_the_page_with_their_places(editor_page: Page) -> None:
    checks = editor_page.locator(".quality-checks")
    expect(checks.get_by_role("heading", name="1 sentence has more than 25 words")).to_be_visible()
    expect(checks.get_by_text("The page has been deleted.")).to_be_visible()
    checks.get_by_role("button", name="Show").first.click()
    expect(editor_page.locator(".quality-shown")).to_be_in_viewport()
