"""Help while translating: beside each text of the editor, by keyboard, and side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import NewContext, RunningSite
from tests.e2e.atlas import Atlas

pytestmark = pytest.mark.e2e
EMAIL, PASSWORD = "tove@example.org", "fjord-and-mountain-48"
# Leaves the first text of a lesson to be translated, and the second to be confirmed; says where.
PREPARE = """
import sys
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

page = Page.objects.get(url_path__endswith=sys.argv[1], locale__language_code="nb")
translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
segments = list(StringSegment.objects.filter(source=translation.source).order_by("order"))
stored = StringTranslation.objects.filter(locale=page.locale, context__object_id=page.translation_key)
title, summary = (
    next(one for one in segments if one.context.path == path) for path in ("title", "summary")
)
stored.filter(translation_of=title.string, context=title.context).update(translation_type="machine", tool_name="Parrot")
# What was translated, as if the English had said it a little differently.
old = stored.get(translation_of=summary.string, context=summary.context)
old.translation_of = type(summary.string).objects.create(
    locale=summary.string.locale,
    data=summary.string.data + " Indeed.",
    data_hash=type(summary.string)._get_data_hash(summary.string.data + " Indeed."),
)
old.save()
print(page.pk, translation.pk, title.pk, summary.pk, old.data, sep="|")
"""


@pytest.fixture
def desk(new_context: NewContext, live_site: RunningSite) -> Page:
    """The page of an editor who has signed in."""
    live_site.administrator(EMAIL, PASSWORD)
    page = new_context().new_page()
    page.goto("/cms/")
    page.locator("[type=email]").fill(EMAIL)
    page.locator("[type=password]").fill(PASSWORD)
    page.locator("[type=password]").press("Enter")
    expect(page).to_have_url(f"{live_site.url}/cms/")
    return page


def test_a_translator_takes_over_an_earlier_translation_by_keyboard_and_confirms_a_machines(
    desk: Page, live_site: RunningSite, atlas: Atlas
) -> None:
    lesson = atlas.pages["LessonPage"][1]
    path = lesson.urls["nb"].removeprefix("/nb")
    program = f"import django; django.setup()\n{PREPARE}"
    pk, translation, title, summary, text = live_site.run("-c", program, path).strip().splitlines()[-1].split("|")

    # The address leads to the text, with its help open.
    desk.goto(f"/cms/pages/{pk}/edit/#segment-{summary}", wait_until="networkidle")
    item = desk.locator(f"#segment-{summary}")
    expect(item).to_be_in_viewport()
    expect(item.get_by_text("here, before the English changed")).to_be_visible()
    use = item.get_by_role("button", name=re.compile(r"^Use")).first
    use.focus()
    desk.keyboard.press("Enter")
    field = item.get_by_role("textbox")
    expect(field).to_be_focused()
    expect(field).to_have_value(text)
    field.fill("Noe helt annet")
    use.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value(text)
    desk.keyboard.press("Control+z")
    expect(field).not_to_have_value(text)
    use.press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_value(text)
    field.press("Enter")
    expect(item.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    expect(item).to_have_class(re.compile("complete"))

    _confirm(desk, desk.locator(f"#segment-{title}"))

    desk.goto(f"/cms/translating/{translation}/side-by-side/")
    expect(desk.frame_locator("[data-side=source]").get_by_role("heading", level=1)).to_be_visible()
    expect(desk.frame_locator("[data-side=target]").get_by_role("main").get_by_text(text).first).to_be_visible()
    desk.get_by_role("radio", name="Norsk").check()
    expect(desk.locator("[data-side=source]")).to_be_hidden()


def _confirm(desk: Page, item: Locator) -> None:
    expect(desk.get_by_text("1 text was translated by a machine")).to_be_visible()
    item.get_by_role("button", name=re.compile("^Confirm")).press("Enter")
    expect(item.get_by_text("not confirmed")).to_have_count(0)
    expect(desk.get_by_text("1 text was translated by a machine")).to_have_count(0)
    expect(item.get_by_role("group").locator("summary")).to_be_focused()
